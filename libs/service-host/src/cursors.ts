import { createHmac, timingSafeEqual } from 'node:crypto';
import { readKeyRing } from '@credit/access';
import type { KeyFileOptions } from '@credit/access';
import type { JsonValue } from '@credit/kernel';
import { ProblemError } from './problem.ts';

/** 分页游标: opaque, signed, bound to the query and the client that got it. */
export interface Cursors {
  /** @param scope what the cursor belongs to, e.g. `columns:administrative-penalty:public` (query and client) */
  encode(scope: string, position: JsonValue): string;
  /** @throws ProblemError 400 `CURSOR.INVALID` when it was altered or belongs to another query or client */
  decode<T extends JsonValue>(scope: string, cursor: string): T;
}

const MAC = 16;
const MAX = 2_048;

const invalid = (): ProblemError => new ProblemError({
  status: 400, code: 'CURSOR.INVALID', message: 'the cursor does not belong to this query', userMessage: '分页游标无效，请从第一页重新查询',
  errors: [{ pointer: '/query/after', code: 'CURSOR.INVALID', detail: 'the cursor does not belong to this query', userMessage: '分页游标无效' }],
});

/** Reads the key file once. @throws Error naming the file when it is unusable */
export function createCursors(options: KeyFileOptions): Cursors {
  const { current, keys } = readKeyRing(options, 'HS256');
  const mac = (kid: string, scope: string, position: Buffer): Buffer =>
    createHmac('sha256', keys.get(kid)!).update(`cursor\0${kid}\0${scope}\0`).update(position).digest().subarray(0, MAC);
  return {
    encode(scope, position) {
      const bytes = Buffer.from(JSON.stringify(position));
      return `${current}.${Buffer.concat([mac(current, scope, bytes), bytes]).toString('base64url')}`;
    },
    decode<T extends JsonValue>(scope: string, cursor: string): T {
      const [kid, body, ...rest] = cursor.length > MAX ? [] : cursor.split('.');
      if (kid === undefined || body === undefined || rest.length > 0 || !keys.has(kid)) throw invalid();
      const bytes = Buffer.from(body, 'base64url');
      const position = bytes.subarray(MAC);
      if (bytes.length <= MAC || bytes.toString('base64url') !== body || !timingSafeEqual(bytes.subarray(0, MAC), mac(kid, scope, position))) throw invalid();
      return JSON.parse(position.toString('utf8')) as T;
    },
  };
}
