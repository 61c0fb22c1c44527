import { DomainError, isLocalDate, weekday } from '@credit/kernel';
import type { YearNotice } from '@credit/kernel';
import { rowFault, TABLE_CHECKS } from './overlay-checks.ts';
import type { RuleRow } from './row.ts';
import type { Rulebook } from './rulebook.ts';
import type { RuleTables, Switches } from './tables/types.ts';

type Json = Readonly<Record<string, unknown>>;

const escape = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1');

function refuse(path: readonly (string | number)[], what: string): never {
  const pointer = path.map((p) => `/${escape(String(p))}`).join('');
  throw new DomainError({
    code: 'RULEBOOK.OVERLAY_INVALID', message: `overlay ${pointer || '(root)'} ${what}`, pointer,
    userMessage: `规则补充文件无效:${pointer || '根节点'}`, details: { what },
  });
}

function object(value: unknown, path: readonly (string | number)[], allowed?: readonly string[]): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) refuse(path, 'must be an object');
  const stranger = allowed && Object.keys(value).find((key) => !allowed.includes(key));
  if (stranger !== undefined) refuse([...path, stranger], 'is not known here');
  return value as Json;
}

function monthDays(year: string, value: unknown, path: readonly (string | number)[], weekendOnly: boolean): string[] {
  if (!Array.isArray(value)) refuse(path, 'must be a list of MM-DD');
  return value.map((day: unknown, i) => {
    const date = `${year}-${String(day)}`;
    if (typeof day !== 'string' || !isLocalDate(date)) return refuse([...path, i], `must be a day MM-DD of ${year}`);
    if (weekendOnly && weekday(date) <= 5) return refuse([...path, i], 'must be a Saturday or Sunday');
    return day;
  });
}

function yearNotice(year: string, value: unknown): YearNotice | null {
  const path = ['calendar', year];
  if (!/^(19|20|21)\d\d$/.test(year)) refuse(path, 'must be named by a year of four digits');
  if (value === null) return null;
  const json = object(value, path, ['notice', 'off', 'work']);
  if (typeof json.notice !== 'string' || json.notice.trim() === '') refuse([...path, 'notice'], 'must be the number of the notice');
  const off = monthDays(year, json.off, [...path, 'off'], false);
  const work = monthDays(year, json.work, [...path, 'work'], true);
  const both = work.findIndex((day) => off.includes(day));
  if (both >= 0) refuse([...path, 'work', both], 'is also a rest day');
  return { notice: json.notice, off, work };
}

const withoutNulls = (row: Json): Json => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));

function mergedRows(table: keyof RuleTables, base: readonly RuleRow[], value: unknown): RuleRow[] {
  if (!Array.isArray(value)) refuse(['tables', table], 'must be a list of rows');
  const rows = new Map<string, RuleRow>(base.map((row) => [row.id, row]));
  const seen = new Set<string>();
  value.forEach((given: unknown, i) => {
    const json = object(given, ['tables', table, i]);
    const id = String(json.id);
    if (seen.has(id)) refuse(['tables', table, i, 'id'], 'occurs twice in this overlay');
    seen.add(id);
    const merged = withoutNulls({ ...rows.get(id), ...json });
    const fault = rowFault(table, merged);
    if (fault) refuse(['tables', table, i, fault[0]], fault[1]);
    rows.set(id, merged as unknown as RuleRow);
  });
  return [...rows.values()];
}

function mergedTables(base: RuleTables, value: unknown): RuleTables {
  const json = object(value, ['tables'], Object.keys(TABLE_CHECKS));
  const tables: Record<string, readonly RuleRow[]> = { ...base };
  const idsElsewhere = (table: string): Set<string> =>
    new Set(Object.entries(tables).flatMap(([name, rows]) => (name === table ? [] : rows.map((row) => row.id))));
  for (const [table, rows] of Object.entries(json)) {
    const taken = idsElsewhere(table);
    tables[table] = mergedRows(table as keyof RuleTables, base[table as keyof RuleTables], rows);
    (rows as Json[]).forEach((row, i) => taken.has(String(row.id)) && refuse(['tables', table, i, 'id'], 'is the id of a row of another table'));
  }
  return tables as unknown as RuleTables;
}

function mergedSwitches(base: Switches, value: unknown): Switches {
  const json = object(value, ['switches'], Object.keys(base));
  for (const [name, on] of Object.entries(json)) if (typeof on !== 'boolean') refuse(['switches', name], 'must be true or false');
  return { ...base, ...json };
}

/**
 * 规则补充: the rulebook with an overlay laid over it; the base stays as it is. The overlay is
 * `{ version, calendar?: { "<year>": {notice, off[], work[]} | null }, tables?: { <table>: rows[] }, switches? }`: a row with a known id
 * replaces the fields it names (`null` removes one), a row with a new id must be complete. Overlays may be laid over each other.
 * @throws DomainError `RULEBOOK.OVERLAY_INVALID` with a JSON pointer to the first fault.
 */
export function withOverlay(base: Rulebook, overlayJson: unknown): Rulebook {
  const json = object(overlayJson, [], ['version', 'calendar', 'tables', 'switches']);
  const version = json.version;
  if (typeof version !== 'string' || !/^[\w.-]{1,60}$/.test(version)) refuse(['version'], 'must be a short name');
  const years = Object.entries(json.calendar === undefined ? {} : object(json.calendar, ['calendar'])).map(([year, value]) => [year, yearNotice(year, value)] as const);
  return {
    version: `${base.version}+${version}`,
    calendar: years.length === 0 ? base.calendar : { version: `${base.calendar.version}+${version}`, years: { ...base.calendar.years, ...Object.fromEntries(years) } },
    tables: json.tables === undefined ? base.tables : mergedTables(base.tables, json.tables),
    switches: json.switches === undefined ? base.switches : mergedSwitches(base.switches, json.switches),
  };
}
