import { maskIdentityNumbers } from '@credit/kernel';

const MAX_DEPTH = 6;
const MAX_ITEMS = 50;
const MAX_TEXT = 4_000;
const OMITTED = '[omitted]';
/** Names under which a payload, a credential or an identity number travels; their values never reach a log. */
const NEVER_LOGGED = new Set([
  'data', 'payload', 'body', 'value', 'rawbody', 'bytes', 'authorization', 'cookie', 'token', 'password', 'secret',
  'personidno', 'personidjwe', 'legalrepidno', 'query', 'parameters',
]);

/** The text with identity numbers masked, cut at 4,000 characters. */
export function maskedText(text: string): string {
  return maskIdentityNumbers(text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);
}

/** Digits of a number can be an identity number as well: such a number becomes masked text. */
function maskedNumber(value: number | bigint): unknown {
  const text = String(value);
  const masked = maskIdentityNumbers(text);
  if (masked !== text) return masked;
  return typeof value === 'bigint' ? text : value;
}

function maskedError(error: Error, depth: number): Record<string, unknown> {
  const { code, constraint, table, cause } = error as Error & { code?: unknown; constraint?: unknown; table?: unknown; cause?: unknown };
  return {
    type: error.name,
    message: maskedText(error.message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(typeof table === 'string' ? { table } : {}),
    stack: maskedText(error.stack ?? ''),
    ...(cause instanceof Error && depth < MAX_DEPTH ? { cause: maskedError(cause, depth + 1) } : {}),
  };
}

function masked(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return maskedText(value);
  if (typeof value === 'number' || typeof value === 'bigint') return maskedNumber(value);
  if (value === null || typeof value !== 'object') return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
  if (value instanceof Error) return maskedError(value, depth);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return OMITTED;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map((item) => masked(item, depth + 1));
    return value.length > MAX_ITEMS ? [...items, `… ${value.length - MAX_ITEMS} more`] : items;
  }
  return maskedMembers(value, depth + 1);
}

function maskedMembers(value: object, depth: number): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    out[maskIdentityNumbers(key)] = NEVER_LOGGED.has(key.toLowerCase()) ? OMITTED : masked(member, depth);
  }
  return out;
}

/** The members of a log line, ready to be written: masked, bounded, without payloads. */
export const maskedBindings = (fields: Record<string, unknown>): Record<string, unknown> => maskedMembers(fields, 0);
