import { readFileSync } from 'node:fs';

/** One environment variable: its name, how its text is read, and what holds when it is absent. */
export interface Setting<T> {
  readonly name: string;
  /** Absent and without default = missing. */
  readonly fallback?: () => T;
  /** @throws SettingFault with what the value should be; never repeats the value */
  read(text: string): T;
}

export type SettingsSpec = Readonly<Record<string, Setting<unknown>>>;
export type SettingsOf<S extends SettingsSpec> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

/** What is wrong with one variable, in one line that names it. */
export class SettingFault extends Error {}

const EX_CONFIG = 78;

const define = <T>(name: string, read: (text: string) => T, fallback: (() => T) | undefined): Setting<T> => (fallback ? { name, read, fallback } : { name, read });
const expect = (ok: boolean, what: string): void => {
  if (!ok) throw new SettingFault(`must be ${what}`);
};

type Default<T> = T | undefined;
const constant = <T>(value: Default<T>): (() => T) | undefined => (value === undefined ? undefined : () => value);

/** Any text. */
export const text = (name: string, fallback?: string): Setting<string> => define(name, (value) => value, constant(fallback));

/** Text that may be absent. */
export const optionalText = (name: string): Setting<string | undefined> => define<string | undefined>(name, (value) => value, () => undefined);

/** The text of a file that the variable names, e.g. a password that is not to lie in the environment. */
export const optionalFile = (name: string): Setting<string | undefined> => define<string | undefined>(name, (path) => {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    throw new SettingFault('must be a file that can be read');
  }
}, () => undefined);

/** A whole number within bounds. */
export const wholeNumber = (name: string, bounds: { min: number; max: number }, fallback?: number): Setting<number> => define(name, (value) => {
  const number = Number(value);
  expect(/^\d+$/.test(value) && number >= bounds.min && number <= bounds.max, `a whole number from ${bounds.min} to ${bounds.max}`);
  return number;
}, constant(fallback));

/** A TCP port; 0 = any free one. */
export const port = (name: string, fallback?: number): Setting<number> => wholeNumber(name, { min: 0, max: 65_535 }, fallback);

/** One of a few words. */
export const oneOf = <const T extends string>(name: string, words: readonly T[], fallback?: T): Setting<T> => define(name, (value) => {
  expect(words.includes(value as T), `one of ${words.join(', ')}`);
  return value as T;
}, constant(fallback));

/** A list, comma separated. */
export const list = (name: string, fallback?: string[]): Setting<string[]> => define(name, (value) => {
  const items = value.split(',').map((item) => item.trim()).filter((item) => item !== '');
  expect(items.length > 0, 'a comma separated list');
  return items;
}, constant(fallback));

/** An absolute URL with one of the protocols, e.g. `['postgres:', 'postgresql:']`. */
export const url = (name: string, protocols: readonly string[], fallback?: string): Setting<string> => define(name, (value) => {
  expect(URL.canParse(value) && protocols.includes(new URL(value).protocol), `a URL starting with ${protocols.map((p) => `${p}//`).join(' or ')}`);
  return value;
}, constant(fallback));

/** `postgres://role:password@host:port/database`. */
export const databaseUrl = (name: string): Setting<string> => url(name, ['postgres:', 'postgresql:']);

/** Reads all settings. @throws SettingFault naming the first variable that is missing or malformed */
export function parseSettings<S extends SettingsSpec>(spec: S, env: Readonly<Record<string, string | undefined>>): SettingsOf<S> {
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(spec)) {
    const value = env[setting.name]?.trim();
    if (value === undefined || value === '') {
      if (!setting.fallback) throw new SettingFault(`${setting.name} is missing`);
      values[key] = setting.fallback();
      continue;
    }
    try {
      values[key] = setting.read(value);
    } catch (error) {
      if (error instanceof SettingFault) throw new SettingFault(`${setting.name} is malformed: it ${error.message}`);
      throw error;
    }
  }
  return values as SettingsOf<S>;
}

/** The settings of a service; a missing or malformed variable ends the process with one line that names it (exit 78). */
export function readSettings<S extends SettingsSpec>(spec: S, env: Readonly<Record<string, string | undefined>> = process.env): SettingsOf<S> {
  try {
    return parseSettings(spec, env);
  } catch (error) {
    if (!(error instanceof SettingFault)) throw error;
    process.stderr.write(`configuration: ${error.message}\n`);
    process.exit(EX_CONFIG);
  }
}
