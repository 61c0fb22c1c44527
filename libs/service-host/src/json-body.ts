import { parseBoundedBytes } from '@credit/contracts/events';
import { ProblemError } from './problem.ts';

/** Largest JSON body. */
export const JSON_LIMIT = 1024 * 1024;

const FAULTS: Readonly<Record<string, readonly [message: string, userMessage: string]>> = {
  TOO_LARGE: ['the body is too large', '请求内容过大'],
  UTF8: ['the body is not UTF-8', '请求内容不是有效的 UTF-8 编码'],
  JSON: ['the body is not valid JSON', '请求内容不是有效的 JSON'],
  TOO_DEEP: ['the body is nested deeper than 32 levels', '请求内容嵌套超过 32 层'],
  DUPLICATE_KEY: ['an object of the body names a member twice', '请求内容中有重复的字段名'],
  FORBIDDEN_KEY: ['an object of the body has a forbidden member name', '请求内容中有不允许的字段名'],
  TEXT: ['a text of the body holds a NUL or half a surrogate pair', '请求内容中有无法保存的字符'],
};

/** Parsed JSON within bounds (size, depth ≤ 32, no repeated names, storable text). @throws ProblemError 400 `JSON.<fault>` */
export function parseJsonBody(bytes: Buffer): unknown {
  const parsed = parseBoundedBytes(bytes);
  if (parsed.ok) return parsed.value;
  const fault = parsed.code.split('.')[1]!;
  const [message, userMessage] = FAULTS[fault] ?? FAULTS['JSON']!;
  throw new ProblemError({ status: 400, code: `JSON.${fault === 'JSON' ? 'INVALID' : fault}`, message, userMessage });
}
