import { createPrivateKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from './environment.ts';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The sandbox issuer's own key, as only the operator of this machine can read it. */
const issuerKey = (): { key: KeyObject; kid?: string } => {
  const jwk = JSON.parse(readFileSync(join(environment.stateDir, 'secrets/issuer-private.jwk.json'), 'utf8')) as { kid?: string };
  return { key: createPrivateKey({ key: jwk as never, format: 'jwk' }), ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) };
};

function jws(header: object, claims: object, key: KeyObject): string {
  const body = `${encoded(header)}.${encoded(claims)}`;
  return `${body}.${sign('sha256', Buffer.from(body), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** Tokens that must all be refused, by what is wrong with them. */
export function forgedTokens(dept: string): Record<string, string> {
  const now = Math.floor(Date.now() / 1000);
  const { key, kid } = issuerKey();
  const header = { alg: 'ES256', typ: 'at+jwt', ...(kid === undefined ? {} : { kid }) };
  const claims = { iss: process.env['CREDIT_ISSUER'] ?? 'credit-sandbox', aud: 'credit', sub: dept, dept, roles: ['source'], iat: now - 60, exp: now + 600 };
  const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const [head, body, signature] = jws(header, claims, key).split('.') as [string, string, string];
  return {
    'signed by a stranger': jws(header, claims, stranger),
    'expired yesterday': jws(header, { ...claims, iat: now - 90_000, exp: now - 86_400 }, key),
    'for another audience': jws(header, { ...claims, aud: 'bank' }, key),
    'of another issuer': jws(header, { ...claims, iss: 'https://example.org' }, key),
    'of another type': jws({ ...header, typ: 'JWT' }, claims, key),
    'without expiry': jws(header, { ...claims, exp: undefined }, key),
    'without signature (alg none)': `${encoded({ ...header, alg: 'none' })}.${encoded(claims)}.`,
    'with changed claims': `${head}.${encoded({ ...claims, roles: ['operator'] })}.${signature}`,
    'with a foreign symmetric signature': `${encoded({ ...header, alg: 'HS256' })}.${body}.${signature}`,
    'that is no token': 'not-a-token',
    'with three empty parts': '..',
  };
}

/** The forged tokens must fail for their fault alone: this one, made the same way, is good. */
export function wellMadeToken(dept: string): string {
  const now = Math.floor(Date.now() / 1000);
  const { key, kid } = issuerKey();
  return jws({ alg: 'ES256', typ: 'at+jwt', ...(kid === undefined ? {} : { kid }) }, { iss: process.env['CREDIT_ISSUER'] ?? 'credit-sandbox', aud: 'credit', sub: dept, dept, roles: ['source'], iat: now - 60, exp: now + 600 }, key);
}
