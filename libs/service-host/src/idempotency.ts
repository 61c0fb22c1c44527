import { createHash } from 'node:crypto';
import { findIdentityNumbers } from '@credit/kernel';
import type { UnitOfWork } from '@credit/persistence';
import { ProblemError } from './problem.ts';

/** 幂等键 scope: the same key of another client, method or route is another request. */
export interface IdempotencyScope {
  /** Who calls: the actor of the token. */
  client: string;
  method: string;
  /** Route pattern, e.g. `/v1/records`. */
  route: string;
  /** The `Idempotency-Key` header as received. */
  key: string | undefined;
  /** What was asked: parsed JSON, bytes, or a digest made while streaming. */
  body: unknown;
}

/** What was answered, and will be answered again. */
export interface Outcome {
  status: number;
  body: unknown;
  headers?: Readonly<Record<string, string>>;
}

export interface ReplayableOutcome extends Outcome {
  /** True when this is the stored answer of an earlier request. */
  replayed: boolean;
}

const HOURS = 72;
const KEY = /^[\x21-\x7e]{1,128}$/;
const LOCK = { name: 'idempotency_lock', text: 'select pg_try_advisory_xact_lock($1::int8) as free' };
const FIND = {
  name: 'idempotency_find',
  text: `select body_hash, status, response, headers from idempotency
    where client = $1 and method = $2 and route = $3 and key = $4 and created_at > now() - make_interval(hours => ${HOURS})`,
};
const STORE = {
  name: 'idempotency_store',
  text: `insert into idempotency (client, method, route, key, body_hash, status, response, headers) values ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb)
    on conflict (client, method, route, key) do update set body_hash = excluded.body_hash, status = excluded.status, response = excluded.response,
      headers = excluded.headers, created_at = now()`,
};

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  const members = Object.entries(value).filter(([, member]) => member !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
}

/** SHA-256 of what was asked; member order of JSON does not matter. */
export const bodyHash = (body: unknown): Buffer =>
  createHash('sha256').update(Buffer.isBuffer(body) ? body : typeof body === 'string' ? body : canonical(body)).digest();

const refuse = (status: number, code: string, message: string, userMessage: string, headers?: Record<string, string>): ProblemError =>
  new ProblemError({ status, code, message, userMessage, ...(headers ? { headers } : {}) });

/** The header, checked. @throws ProblemError `IDEMPOTENCY.KEY_MISSING` · `IDEMPOTENCY.KEY_INVALID` (400) */
export function idempotencyKey(header: string | undefined): string {
  if (header === undefined || header === '') throw refuse(400, 'IDEMPOTENCY.KEY_MISSING', 'the header Idempotency-Key is missing', '缺少 Idempotency-Key 请求头');
  if (findIdentityNumbers(header).some(({ form }) => form === '18')) throw refuse(400, 'IDEMPOTENCY.KEY_INVALID', 'an identity number must not be an Idempotency-Key', 'Idempotency-Key 不得使用证件号码');
  if (!KEY.test(header)) throw refuse(400, 'IDEMPOTENCY.KEY_INVALID', 'Idempotency-Key has 1 to 128 printable ASCII characters', 'Idempotency-Key 应为 1 至 128 个可见 ASCII 字符');
  return header;
}

const lockId = (scope: readonly string[]): string =>
  createHash('sha256').update(scope.join('\0')).digest().readBigInt64BE(0).toString();

interface Known { body_hash: Buffer; status: number; response: unknown; headers: Record<string, string> | null }

/**
 * 幂等执行: runs `fn` once per key within 72 hours, in the caller's transaction: effect and remembered answer commit together, and a failed attempt
 * leaves neither. Same key and body → the stored answer; another body → 422 `IDEMPOTENCY.KEY_REUSED`; first still running → 409 `IDEMPOTENCY.RUNNING`.
 * Only what `fn` returns is remembered, whatever it throws is not.
 */
export async function withIdempotency(uow: UnitOfWork, scope: IdempotencyScope, fn: () => Promise<Outcome>): Promise<ReplayableOutcome> {
  const place = [scope.client, scope.method.toUpperCase(), scope.route, idempotencyKey(scope.key)];
  const [[lock], [known]] = await Promise.all([uow.query<{ free: boolean }>(LOCK, [lockId(place)]), uow.query<Known>(FIND, place)]);
  if (!lock!.free) throw refuse(409, 'IDEMPOTENCY.RUNNING', 'the first request with this key is still running', '使用该幂等键的请求正在处理中，请稍后重试', { 'retry-after': '1' });
  const hash = bodyHash(scope.body);
  if (known) {
    if (!hash.equals(known.body_hash)) throw refuse(422, 'IDEMPOTENCY.KEY_REUSED', 'this key was used with another body', '该幂等键已用于不同的请求内容，请更换后重试');
    return { status: known.status, body: known.response, headers: { ...known.headers, 'idempotent-replayed': 'true' }, replayed: true };
  }
  const outcome = await fn();
  uow.send(STORE, [...place, hash, outcome.status, JSON.stringify(outcome.body ?? null), JSON.stringify(outcome.headers ?? {})]);
  return { ...outcome, replayed: false };
}
