import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { System } from './system.ts';

interface Asked {
  token?: string;
  body?: string | Buffer;
  type?: string;
}

/** Address of a service of the stack, past the gateway. */
export function addressOf({ stateDir }: System, service: string): string {
  const { ports } = JSON.parse(readFileSync(join(stateDir, 'run/stack.json'), 'utf8')) as { ports: Record<string, number> };
  return `http://127.0.0.1:${ports[service]}`;
}

/** One request; waits when told to (429). @returns the parsed body with `location` of the answer. @throws Error with status and problem */
export async function ask<T>(method: string, url: string, { token, body, type = 'application/json' }: Asked = {}): Promise<T & { location: string | null }> {
  for (;;) {
    const headers = { ...(body === undefined ? {} : { 'content-type': type, 'idempotency-key': randomUUID() }), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
    const answer = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }), signal: AbortSignal.timeout(600_000) });
    const text = await answer.text();
    if (answer.status === 429) await new Promise((resolve) => setTimeout(resolve, 1_000 * (Number(answer.headers.get('retry-after')) || 1)));
    else if (!answer.ok) throw new Error(`${method} ${new URL(url).pathname} → ${answer.status} ${text.slice(0, 300)}`);
    else return { ...(JSON.parse(text) as T), location: answer.headers.get('location') };
  }
}

/** A token of the sandbox. */
export async function tokenFor({ gatewayUrl }: System, claims: { dept?: string; roles: readonly string[] }): Promise<string> {
  return (await ask<{ token: string }>('POST', `${gatewayUrl}/v1/sandbox/token`, { body: JSON.stringify(claims) })).token;
}
