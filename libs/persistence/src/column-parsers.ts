import pg from 'pg';

const DATE = 1082;
const TIMESTAMPTZ = 1184;
const NUMERIC = 1700;
const INT8 = 20;
const asText = (text: string): string => text;
/** `2026-11-23 08:00:00.123+00` → `2026-11-23T08:00:00.123Z`; the session time zone is UTC. */
const asInstant = (text: string): string => (text.endsWith('+00') ? `${text.slice(0, 10)}T${text.slice(11, -3)}Z` : text);
const OWN: Readonly<Record<number, (text: string) => string>> = { [DATE]: asText, [NUMERIC]: asText, [INT8]: asText, [TIMESTAMPTZ]: asInstant };

/** date, numeric and int8 stay strings (no float, no local midnight); timestamptz becomes RFC 3339 text with `Z`. Everything else as node-postgres does. */
export const columnParsers = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: never) => unknown {
    const own = format === 'binary' ? undefined : OWN[oid];
    return (own ?? pg.types.getTypeParser(oid, format as 'text')) as (value: never) => unknown;
  },
};
