import { randomUUID } from 'node:crypto';
import { CommandFailure, EXIT } from './exit.ts';
import { need, type Settings } from './settings.ts';

export interface Call {
  method?: 'GET' | 'POST';
  body?: unknown;
  token?: string;
}

interface Problem {
  code?: string;
  detail?: string;
  userMessage?: string;
}

/** One JSON request. @throws CommandFailure with the problem's own code (exit 1), or HTTP.UNREACHABLE (exit 69) */
export async function call<T>(base: string, path: string, { method = 'GET', body, token }: Call = {}): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' };
  if (token) headers['authorization'] = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (method === 'POST') headers['idempotency-key'] = randomUUID();
  const response = await fetch(base + path, { method, headers, body: body === undefined ? null : JSON.stringify(body), signal: AbortSignal.timeout(60_000) }).catch((error: unknown) => {
    const cause = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name;
    throw new CommandFailure(EXIT.unreachable, 'HTTP.UNREACHABLE', `${base} does not answer (${cause})`, `${base} 没有应答（${cause}）`);
  });
  const text = await response.text();
  const document = parse(text);
  if (response.ok) return document as T;
  const problem = (typeof document === 'object' && document !== null ? document : {}) as Problem;
  throw new CommandFailure(EXIT.failed, problem.code ?? `HTTP.STATUS_${response.status}`, `${method} ${path} answered ${response.status}: ${problem.detail ?? text.slice(0, 200)}`, problem.userMessage ?? `请求被拒绝（${response.status}）`, document);
}

const parse = (text: string): unknown => {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
};

/** CREDIT_TOKEN, or a sandbox token with this role from the gateway. */
export async function tokenFor(settings: Settings, claims: { dept?: string; roles: string[]; subject?: string; sub?: string }): Promise<string> {
  if (settings.token) return settings.token;
  return issueToken(settings, claims);
}

/** 沙箱令牌 — asks the sandbox issuer; a system in production has none and says so. */
export async function issueToken(settings: Settings, claims: { dept?: string; roles: string[]; subject?: string; sub?: string }): Promise<string> {
  const { token } = await call<{ token: string }>(need(settings, 'gatewayUrl'), '/v1/sandbox/token', { method: 'POST', body: claims });
  return token;
}
