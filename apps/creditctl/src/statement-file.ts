import { parse } from 'csv-parse/sync';
import { CommandFailure, EXIT } from './exit.ts';

/** 一条待报送的数据 — data of one event, with the key and id the sender wants for it. */
export interface OutgoingStatement {
  data: Record<string, unknown>;
  key?: string;
  id?: string;
  time?: string;
  /** Department and type of this one statement; else those of the command line. */
  source?: string;
  type?: string;
}

const LISTS = new Set(['penaltyTypes']);
const ENVELOPE = ['key', 'id', 'time', 'source', 'type'] as const;
const ENVELOPE_COLUMNS: ReadonlySet<string> = new Set(ENVELOPE);

const invalid = (place: string, reason: string): CommandFailure => new CommandFailure(EXIT.usage, 'FILE.UNREADABLE', `${place}: ${reason}`, `无法读取 ${place}：${reason}`);

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function statementOf(value: unknown, place: string): OutgoingStatement {
  if (!isObject(value)) throw invalid(place, 'not a JSON object');
  if (!isObject(value['data'])) return { data: value };
  const said = ENVELOPE.flatMap((member) => (typeof value[member] === 'string' ? [[member, value[member]]] : []));
  return { data: value['data'], ...Object.fromEntries(said) };
}

const json = (text: string, place: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(place, (error as Error).message);
  }
};

function fromCsv(text: string, name: string): OutgoingStatement[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw invalid(name, (error as Error).message);
  }
  return rows.map((row) => {
    const filled = Object.entries(row).filter(([, value]) => value !== '');
    const envelope = Object.fromEntries(filled.filter(([column]) => ENVELOPE_COLUMNS.has(column)));
    const data = Object.fromEntries(filled.filter(([column]) => !ENVELOPE_COLUMNS.has(column)).map(([column, value]) => [column, LISTS.has(column) ? value.split(/[;；、|]/).map((item) => item.trim()) : value]));
    return { ...envelope, data };
  });
}

/**
 * Reads what shall be published. By the ending of `name`: `.json` (one object or a list), `.ndjson`/`.jsonl` (one object per line),
 * `.csv` (UTF-8, canonical field names as header; lists separated by ; or 、). An object is the data itself or `{data, key?, id?, time?, source?, type?}`.
 * @throws CommandFailure FILE.UNREADABLE (exit 2) with file and line
 */
export function readStatements(name: string, text: string): OutgoingStatement[] {
  if (/\.csv$/i.test(name)) return fromCsv(text, name);
  if (/\.(ndjson|jsonl)$/i.test(name)) {
    return text.split('\n').flatMap((line, at) => (line.trim() === '' ? [] : [statementOf(json(line, `${name}:${at + 1}`), `${name}:${at + 1}`)]));
  }
  const document = json(text, name);
  return (Array.isArray(document) ? document : [document]).map((value, at) => statementOf(value, Array.isArray(document) ? `${name}[${at}]` : name));
}
