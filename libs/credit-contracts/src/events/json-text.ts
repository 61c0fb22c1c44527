import { isUtf8 } from 'node:buffer';
import { isWellFormed } from '../schema/text.ts';

/** Largest value that is read at all; the broker's own limit per topic is lower (topic manifest). */
export const MAX_VALUE_BYTES = 2 * 1024 * 1024;
/** Deepest nesting of objects and lists. */
export const MAX_DEPTH = 32;

type JsonFault = 'ENVELOPE.TOO_LARGE' | 'ENVELOPE.UTF8' | 'ENVELOPE.JSON' | 'ENVELOPE.TOO_DEEP' | 'ENVELOPE.DUPLICATE_KEY' | 'ENVELOPE.FORBIDDEN_KEY' | 'ENVELOPE.TEXT';

export type ParsedJson = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly code: JsonFault };

/** True if an odd number of backslashes stands before the position. */
const isEscaped = (text: string, at: number): boolean => {
  let slashes = 1;
  while (text.charCodeAt(at - 1 - slashes) === 92) slashes += 1;
  return slashes % 2 === 1;
};

/** Number of member names in a text that is known to be valid JSON: strings that are followed by a colon. */
const countNames = (text: string): number => {
  let names = 0;
  let from = text.indexOf('"');
  while (from >= 0) {
    let to = text.indexOf('"', from + 1);
    while (text.charCodeAt(to - 1) === 92 && isEscaped(text, to)) to = text.indexOf('"', to + 1);
    let next = to + 1;
    let after = text.charCodeAt(next);
    while (after === 32 || after === 10 || after === 13 || after === 9) after = text.charCodeAt((next += 1));
    if (after === 58) names += 1;
    from = text.indexOf('"', to + 1);
  }
  return names;
};

/** Walks a parsed value once: counts member names, finds what is too deep, forbidden or not storable as text. */
class Inspection {
  names = 0;
  fault: JsonFault | undefined;
  private readonly escapes: boolean;

  constructor(escapes: boolean) {
    this.escapes = escapes;
  }

  visit(value: unknown, depth: number): void {
    if (typeof value === 'string') {
      if (this.escapes && (value.includes('\u0000') || !isWellFormed(value))) this.fault ??= 'ENVELOPE.TEXT';
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    if (depth > MAX_DEPTH) {
      this.fault ??= 'ENVELOPE.TOO_DEEP';
      return;
    }
    if (Array.isArray(value)) {
      for (const item of value) this.visit(item, depth + 1);
      return;
    }
    for (const name in value) {
      this.names += 1;
      if (name === '__proto__') this.fault ??= 'ENVELOPE.FORBIDDEN_KEY';
      if (this.escapes) this.visit(name, depth);
      this.visit((value as Record<string, unknown>)[name], depth + 1);
    }
  }
}

/** Parses JSON text within bounds: depth, no repeated names, no `__proto__`, no NUL or half surrogate pair written as an escape. */
export const parseBoundedJson = (text: string): ParsedJson => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, code: 'ENVELOPE.JSON' };
  }
  const inspection = new Inspection(text.includes('\\u'));
  inspection.visit(value, 1);
  if (inspection.fault !== undefined) return { ok: false, code: inspection.fault };
  if (countNames(text) !== inspection.names) return { ok: false, code: 'ENVELOPE.DUPLICATE_KEY' };
  return { ok: true, value };
};

/** The same for bytes: size and UTF-8 are checked first; a byte order mark is accepted. */
export const parseBoundedBytes = (bytes: Buffer): ParsedJson => {
  if (bytes.length > MAX_VALUE_BYTES) return { ok: false, code: 'ENVELOPE.TOO_LARGE' };
  if (!isUtf8(bytes)) return { ok: false, code: 'ENVELOPE.UTF8' };
  return parseBoundedJson(bytes.toString('utf8', bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0));
};
