import { HttpException } from '@nestjs/common';
import { DomainError } from '@credit/kernel';
import type { ProblemInit } from './problem.ts';
import { ProblemError } from './problem.ts';

/** Status of a DomainError by its code: first the service's own table, then these. */
const BY_CODE: Readonly<Record<string, number>> = {
  'AUTH.TOKEN_MISSING': 401, 'AUTH.TOKEN_INVALID': 401, 'AUTH.TOKEN_EXPIRED': 401, 'AUTH.KEYS_UNAVAILABLE': 503,
};
const BY_AREA: Readonly<Record<string, number>> = { AUTH: 403 };
const BY_REASON: readonly (readonly [RegExp, number])[] = [
  [/(^|[._])NOT_FOUND$/, 404], [/(^|[._])GONE$/, 410], [/(^|[._])FORBIDDEN$/, 403], [/(^|[._])TOO_LARGE$/, 413],
  [/(^|[._])NOT_IMPLEMENTED$/, 501], [/(^|[._])(CONFLICT|ALREADY_[A-Z_]+)$/, 409],
];
const REFUSED = 422;

/** HTTP status of a refusal. */
export function statusOf(code: string, own: Readonly<Record<string, number>>): number {
  return own[code] ?? BY_CODE[code] ?? BY_AREA[code.split('.')[0]!] ?? BY_REASON.find(([reason]) => reason.test(code))?.[1] ?? REFUSED;
}

const HTTP: Readonly<Record<number, readonly [code: string, userMessage: string]>> = {
  400: ['HTTP.BAD_REQUEST', '请求格式有误'],
  401: ['AUTH.TOKEN_MISSING', '请求未携带有效令牌'],
  403: ['AUTH.FORBIDDEN', '无权进行此操作'],
  404: ['HTTP.NOT_FOUND', '没有这个地址'],
  405: ['HTTP.METHOD_NOT_ALLOWED', '该地址不支持此请求方法'],
  408: ['HTTP.REQUEST_TIMEOUT', '请求超时'],
  413: ['HTTP.TOO_LARGE', '请求内容过大'],
  414: ['HTTP.URI_TOO_LONG', '请求地址过长'],
  415: ['HTTP.UNSUPPORTED_MEDIA_TYPE', '不支持的内容类型'],
  431: ['HTTP.HEADERS_TOO_LARGE', '请求头过大'],
  501: ['HTTP.NOT_IMPLEMENTED', '该功能尚未提供'],
  503: ['HTTP.UNAVAILABLE', '服务暂时不可用，请稍后重试'],
};
const ENGLISH: Readonly<Record<number, string>> = {
  400: 'the request cannot be read', 404: 'there is nothing at this address', 405: 'the address does not know this method', 408: 'the request took too long',
  413: 'the request is too large', 414: 'the address is too long', 415: 'the content type is not supported here', 431: 'the request headers are too large',
};

const ofStatus = (status: number, message: string): ProblemInit => {
  const [code, userMessage] = HTTP[status] ?? HTTP[status >= 500 ? 503 : 400]!;
  return { status, code, message: ENGLISH[status] ?? message, userMessage };
};

const ofDomainError = (error: DomainError, own: Readonly<Record<string, number>>): ProblemInit => ({
  status: statusOf(error.code, own), code: error.code, message: error.message, userMessage: error.userMessage,
  ...(error.clause === undefined ? {} : { clause: error.clause }),
  ...(error.details === undefined ? {} : { details: error.details }),
  errors: [{ pointer: error.pointer ?? '', code: error.code, detail: error.message, userMessage: error.userMessage }],
});

/** SQLSTATE class 22: the request carried a value that no column can hold (a defence behind the DTOs). */
const isDataException = (error: unknown): boolean => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code);
};

export interface ProblemRules {
  /** Status per error code of this service. */
  statuses: Readonly<Record<string, number>>;
  /** Faults of the infrastructure that pass by themselves. */
  isTransient(error: unknown): boolean;
}

/** What the caller is told about whatever was thrown. `unexpected` = a bug of ours: log it with its stack. */
export function problemOf(error: unknown, rules: ProblemRules): { problem: ProblemInit; unexpected: boolean } {
  if (error instanceof ProblemError) return { problem: error.problem, unexpected: false };
  if (error instanceof DomainError) return { problem: ofDomainError(error, rules.statuses), unexpected: false };
  if (error instanceof HttpException) return { problem: ofStatus(error.getStatus(), 'the request was refused'), unexpected: error.getStatus() >= 500 };
  if (rules.isTransient(error)) {
    const problem = { ...ofStatus(503, 'a system behind this service does not answer just now'), headers: { 'retry-after': '2' } };
    return { problem, unexpected: false };
  }
  if (isDataException(error)) return { problem: { status: 400, code: 'HTTP.VALUE_NOT_STORABLE', message: 'a value of the request cannot be stored', userMessage: '请求中含有无法保存的内容' }, unexpected: true };
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return { problem: ofStatus(statusCode, 'the request was refused'), unexpected: false };
  return { problem: { status: 500, code: 'INTERNAL', message: 'an unexpected fault; it was recorded', userMessage: '系统内部错误，已记录，请稍后重试' }, unexpected: true };
}
