/** Nest tokens of what every service of the platform is given; values come from {@link Platform}. */
export const SETTINGS = Symbol('SETTINGS');
export const LOGGER = Symbol('LOGGER');
export const METRICS = Symbol('METRICS');
export const CLOCK = Symbol('CLOCK');
export const CITY = Symbol('CITY');
export const RULEBOOK = Symbol('RULEBOOK');
export const DATABASE = Symbol('DATABASE');
export const KAFKA = Symbol('KAFKA');
export const CURSORS = Symbol('CURSORS');
export const FIELD_CIPHER = Symbol('FIELD_CIPHER');
export const BLIND_INDEX = Symbol('BLIND_INDEX');
/** The whole {@link Platform}. */
export const PLATFORM = Symbol('PLATFORM');
