import { randomUUID } from 'node:crypto';
import { environment } from './environment.ts';

/** An answer with its body read; JSON is parsed whatever the status. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  body: any;
}

export interface Call {
  token?: string;
  /** JSON body. */
  body?: unknown;
  /** Body as it goes over the wire. */
  raw?: string | Uint8Array;
  type?: string;
  /** Idempotency-Key; `null` sends none, absent makes one for POST. */
  key?: string | null;
  headers?: Record<string, string>;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH' | 'OPTIONS';

const LONGEST_WAIT_MS = 120_000;

/** Everything that answered 5xx in this test file, for the one expectation that there is none (interfaces.md §4). */
export const serverFaults: string[] = [];

const tokens = new Map<string, Promise<string>>();

/** A token of the sandbox, asked for once per department and roles. */
export function tokenFor({ dept, roles, sub, subject }: { dept?: string; roles: readonly string[]; sub?: string; subject?: string }): Promise<string> {
  const key = `${dept}/${roles.join()}/${sub}/${subject}`;
  const known = tokens.get(key);
  if (known) return known;
  const asked = call('POST', '/v1/sandbox/token', { body: { ...(dept ? { dept } : {}), ...(sub ? { sub } : {}), ...(subject ? { subject } : {}), roles } }).then(({ status, body, text }) => {
    if (typeof body?.token !== 'string') throw new Error(`no token: ${status} ${text.slice(0, 200)}`);
    return body.token as string;
  });
  tokens.set(key, asked);
  asked.catch(() => tokens.delete(key));
  return asked;
}

const jsonOf = (text: string): any => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** One request to the gateway; a connection that fails throws, every answer comes back. */
export async function call(method: Method, path: string, { token, body, raw, type, key, headers }: Call = {}): Promise<Answer> {
  const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const idempotencyKey = key === undefined && method === 'POST' ? randomUUID() : key;
  const response = await fetch(environment.gatewayUrl + path, {
    method,
    headers: {
      ...(payload === undefined ? {} : { 'content-type': type ?? 'application/json' }),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(idempotencyKey ? { 'idempotency-key': idempotencyKey } : {}),
      ...headers,
    },
    ...(payload === undefined ? {} : { body: payload }),
    signal: AbortSignal.timeout(30_000),
  });
  const text = await response.text();
  if (response.status >= 500) serverFaults.push(`${method} ${path} → ${response.status} ${text.slice(0, 300)}`);
  return { status: response.status, headers: response.headers, text, body: jsonOf(text) };
}

/** Like `call`, but who is told to wait (429) waits and asks again, as a well-behaved client does. */
export async function patientCall(method: Method, path: string, options: Call = {}): Promise<Answer> {
  for (const end = Date.now() + LONGEST_WAIT_MS; ;) {
    const answer = await call(method, path, options);
    if (answer.status !== 429 || Date.now() > end) return answer;
    await new Promise((resolve) => setTimeout(resolve, 1_000 * (Number(answer.headers.get('retry-after')) || 1)));
  }
}

/** The parsed body of a call that must succeed. @throws Error with status and problem */
export async function ask<T = any>(method: Method, path: string, options: Call = {}): Promise<T> {
  const answer = await patientCall(method, path, options);
  if (answer.status >= 400) throw new Error(`${method} ${path} → ${answer.status} ${answer.text.slice(0, 500)}`);
  return answer.body as T;
}

/** Every item of a paged list. */
export async function askAll<T = any>(path: string, options: Call = {}): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | null = ''; after !== null;) {
    const cursor: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
    const page: { items: T[]; next: string | null } = await ask('GET', `${path}${path.includes('?') ? '&' : '?'}limit=200${cursor}`, options);
    items.push(...page.items);
    after = page.next ?? null;
  }
  return items;
}
