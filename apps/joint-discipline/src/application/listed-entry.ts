import type { Buffer } from 'node:buffer';
import type { ListEntryV1 } from '@credit/contracts/events';

/** 条目要素 — what index and freshness need to know of an entry; the rest is read from its copy when somebody is answered about it. */
export type ListedEntry = Pick<ListEntryV1, 'entryId' | 'listKind' | 'status' | 'region' | 'personIndex' | 'from' | 'until' | 'listVersion'> & { readonly subject: Pick<ListEntryV1['subject'], 'subjectClass' | 'name' | 'uscc'> };

const [QUOTE, BACKSLASH, COMMA, COLON, OPEN, CLOSE, LIST_OPEN, LIST_CLOSE] = [0x22, 0x5c, 0x2c, 0x3a, 0x7b, 0x7d, 0x5b, 0x5d];

/** A member that is wanted: a text, or an object of which some members are. */
interface Wanted {
  readonly name: string;
  readonly members?: readonly Wanted[];
  /** The text of it that was read last: most members say the same in entry after entry. */
  last: string;
}
const text = (name: string): Wanted => ({ name, last: '' });
const ENTRY: readonly Wanted[] = [...['entryId', 'listKind', 'status', 'region', 'personIndex', 'from', 'until', 'listVersion'].map(text), { name: 'subject', last: '', members: ['subjectClass', 'name', 'uscc'].map(text) }];

/** Text that is not as our own owner writes it: JSON.parse judges it. */
class Unusual extends Error {}
const unusual = new Unusual();

/** Whether these bytes are this text of ASCII characters. */
function is(bytes: Uint8Array, at: number, end: number, said: string): boolean {
  if (end - at !== said.length) return false;
  for (let i = 0; i < said.length; i += 1) if (bytes[at + i] !== said.charCodeAt(i) || bytes[at + i]! > 0x7f) return false;
  return true;
}

/** Where the text that begins behind a quote ends. @param plain no escapes in it */
function endOfText(bytes: Uint8Array, from: number, plain: boolean): number {
  for (let at = from; at < bytes.length; at += 1) {
    if (bytes[at] === QUOTE) return at;
    if (bytes[at] !== BACKSLASH) continue;
    if (plain) throw unusual;
    at += 1;
  }
  throw unusual;
}

/** Where the value that begins here ends: first byte behind it. */
function endOfValue(bytes: Uint8Array, from: number): number {
  let depth = 0;
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) at = endOfText(bytes, at + 1, false);
    else if (byte === OPEN || byte === LIST_OPEN) depth += 1;
    else if (byte === CLOSE || byte === LIST_CLOSE) {
      if (depth === 0) return at;
      depth -= 1;
    } else if (byte === COMMA && depth === 0) return at;
    if (depth === 0 && (bytes[at] === QUOTE || bytes[at] === CLOSE || bytes[at] === LIST_CLOSE)) return at + 1;
  }
  throw unusual;
}

/** The wanted member of this name. */
function memberOf(wanted: readonly Wanted[], bytes: Uint8Array, at: number, end: number): Wanted | undefined {
  for (const one of wanted) if (is(bytes, at, end, one.name)) return one;
  return undefined;
}

/** Reads the wanted members of the object that begins here. @returns first byte behind it */
function readObject(bytes: Buffer, from: number, wanted: readonly Wanted[], into: Record<string, unknown>): number {
  if (bytes[from] !== OPEN) throw unusual;
  let at = from;
  while (bytes[at] !== CLOSE) {
    if (bytes[at + 1] !== QUOTE) throw unusual;
    const end = endOfText(bytes, at + 2, true);
    if (bytes[end + 1] !== COLON) throw unusual;
    const one = memberOf(wanted, bytes, at + 2, end);
    at = end + 2;
    if (one === undefined) at = endOfValue(bytes, at);
    else if (one.members !== undefined) {
      const inner: Record<string, unknown> = {};
      into[one.name] = inner;
      at = readObject(bytes, at, one.members, inner);
    } else {
      if (bytes[at] !== QUOTE) throw unusual;
      const stop = endOfText(bytes, at + 1, true);
      if (!is(bytes, at + 1, stop, one.last)) one.last = bytes.toString('utf8', at + 1, stop);
      into[one.name] = one.last;
      at = stop + 1;
    }
    if (bytes[at] !== COMMA && bytes[at] !== CLOSE) throw unusual;
  }
  return at + 1;
}

/**
 * Reads the elements of an entry from its JSON in UTF-8 without building the rest of it: 300,000 are read at each start. Text that our owner would not write so is left to JSON.parse.
 * @throws SyntaxError
 */
export function listedEntry(bytes: Buffer): ListedEntry {
  try {
    const entry: Record<string, unknown> = {};
    if (readObject(bytes, 0, ENTRY, entry) === bytes.length) return entry as unknown as ListedEntry;
  } catch (error) {
    if (error !== unusual) throw error;
  }
  return JSON.parse(bytes.toString()) as ListedEntry;
}
