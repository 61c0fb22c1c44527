import { ProblemError } from './problem.ts';

/** Strong ETag of an aggregate version. */
export const etagOf = (version: number | string): string => `"${version}"`;

const refuse = (status: number, code: string, message: string, userMessage: string): ProblemError => new ProblemError({ status, code, message, userMessage });

/**
 * A state change names the version it was decided on.
 * @throws ProblemError 428 `PRECONDITION.REQUIRED` without `If-Match`, 412 `PRECONDITION.STALE` when another version is current
 */
export function checkIfMatch(header: string | undefined, version: number | string): void {
  if (header === undefined || header.trim() === '') throw refuse(428, 'PRECONDITION.REQUIRED', 'the header If-Match is missing', '缺少 If-Match 请求头，请先读取最新版本');
  const tags = header.split(',').map((tag) => tag.trim());
  if (!tags.includes('*') && !tags.includes(etagOf(version))) throw refuse(412, 'PRECONDITION.STALE', 'the resource has changed since it was read', '内容已被修改，请重新读取后再提交');
}

/** True when `If-None-Match` names the current version: answer 304. */
export const notModified = (header: string | undefined, version: number | string): boolean =>
  header !== undefined && header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etagOf(version));
