import type { Finding } from '@credit/contracts/subject';
import { maskIdentityNumbers, type JsonValue } from '@credit/kernel';

/** One fault of a request, addressed by a JSON pointer into its body (or `/query/<name>`). */
export interface ProblemDetail {
  pointer: string;
  code: string;
  /** English. */
  detail: string;
  /** 中文. */
  userMessage?: string;
  hint?: string;
}

/** 错误答复 (RFC 9457, application/problem+json). Never holds a stack or a value of the request. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  /** English. */
  detail: string;
  /** Request id. */
  instance: string;
  /** Stable code. */
  code: string;
  /** 中文, for the person who called. */
  userMessage: string;
  /** 条款. */
  clause?: string;
  errors?: ProblemDetail[];
  /** What a program needs of a refusal, by name: the earliest day, what is missing. */
  details?: Readonly<Record<string, JsonValue>>;
  traceId?: string;
}

export interface ProblemInit {
  status: number;
  code: string;
  message: string;
  userMessage: string;
  clause?: string;
  errors?: ProblemDetail[];
  details?: Readonly<Record<string, JsonValue>>;
  /** Extra response headers, e.g. `retry-after`. */
  headers?: Readonly<Record<string, string>>;
}

/** An answer other than success, decided at the edge. A rule of the domain throws a DomainError instead. */
export class ProblemError extends Error {
  readonly problem: ProblemInit;

  constructor(problem: ProblemInit) {
    super(problem.message);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request', 401: 'Unauthorized', 403: 'Forbidden', 404: 'Not Found', 405: 'Method Not Allowed', 406: 'Not Acceptable', 409: 'Conflict',
  410: 'Gone', 412: 'Precondition Failed', 413: 'Content Too Large', 414: 'URI Too Long', 415: 'Unsupported Media Type', 422: 'Unprocessable Content',
  428: 'Precondition Required', 429: 'Too Many Requests', 431: 'Request Header Fields Too Large', 500: 'Internal Server Error', 501: 'Not Implemented',
  502: 'Bad Gateway', 503: 'Service Unavailable', 504: 'Gateway Timeout',
};

/** What the answer says about the request it belongs to. */
export interface ProblemPlace {
  requestId: string;
  traceId?: string;
}

/** The body of the answer. `type` is a URN of the code; texts pass the identity-number mask. */
export function problemBody(init: ProblemInit, place: ProblemPlace): Problem {
  return {
    type: `urn:credit:problem:${init.code.toLowerCase()}`,
    title: TITLES[init.status] ?? 'Error',
    status: init.status,
    detail: maskIdentityNumbers(init.message),
    instance: `urn:credit:request:${place.requestId}`,
    code: init.code,
    userMessage: maskIdentityNumbers(init.userMessage),
    ...(init.clause === undefined ? {} : { clause: init.clause }),
    ...(init.errors === undefined ? {} : { errors: init.errors }),
    ...(init.details === undefined ? {} : { details: JSON.parse(maskIdentityNumbers(JSON.stringify(init.details))) as Record<string, JsonValue> }),
    ...(place.traceId === undefined ? {} : { traceId: place.traceId }),
  };
}

/** Findings of a statement as faults of the request; `prefix` is the pointer of `data` in the body. */
export const detailsOfFindings = (findings: readonly Finding[], prefix = ''): ProblemDetail[] => findings.map((finding) => ({
  pointer: `${prefix}${finding.pointer}`,
  code: finding.code,
  detail: finding.messageEn,
  userMessage: finding.message,
  ...(finding.hint === undefined ? {} : { hint: finding.hint }),
}));
