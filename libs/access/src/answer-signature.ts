import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { readSecretFile } from './key-file.ts';

/** Public half of the key that signs answers, as `GET /v1/keys/screening` shows it. */
export interface AnswerPublicJwk {
  kty: string;
  crv: string;
  x: string;
  kid: string;
  use: 'sig';
  alg: 'EdDSA';
}

/** 答复签名: Ed25519 over the canonical JSON of an answer, as a detached JWS (RFC 7515 appendix F): `<header>..<signature>`. */
export interface AnswerSigner {
  /** @param text its canonical JSON, where that has been made already */
  sign(answer: object, text?: string): string;
  readonly publicJwk: AnswerPublicJwk;
}

/** Canonical JSON: members sorted by name, absent ones left out, no blanks; texts as JSON.stringify writes them. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null';
  let text = '';
  for (const name of Object.keys(value).sort()) {
    const member = (value as Record<string, unknown>)[name];
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(name)}:${canonicalJson(member)}`;
  }
  return `{${text}}`;
}

const base64url = (text: string): string => Buffer.from(text).toString('base64url');
const signed = (header: string, text: string): Buffer => Buffer.from(`${header}.${base64url(text)}`);

/** Reads the private JWK once. @throws Error naming the file when it is unusable */
export function createAnswerSigner(options: { privateKeyFile: string; production?: boolean }): AnswerSigner {
  const jwk = readSecretFile(options.privateKeyFile, options.production) as JsonWebKey & { kid?: string };
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519' || typeof jwk.d !== 'string' || typeof jwk.kid !== 'string') throw new Error(`key file ${options.privateKeyFile}: not a private Ed25519 key with a "kid"`);
  const key = createPrivateKey({ key: jwk, format: 'jwk' });
  const header = base64url(JSON.stringify({ alg: 'EdDSA', kid: jwk.kid }));
  return {
    publicJwk: { kty: 'OKP', crv: 'Ed25519', x: String(jwk.x), kid: jwk.kid, use: 'sig', alg: 'EdDSA' },
    sign: (answer, text = canonicalJson(answer)) => `${header}..${sign(null, signed(header, text), key).toString('base64url')}`,
  };
}

/** Whether the answer is word for word what the holder of the key signed. Anything that is no such signature is false. */
export function isSignedBy(publicJwk: AnswerPublicJwk, answer: object, signature: string): boolean {
  const [header, between, mark, ...rest] = signature.split('.');
  if (!header || between !== '' || !mark || rest.length > 0) return false;
  try {
    const { alg, kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { alg?: unknown; kid?: unknown };
    if (alg !== 'EdDSA' || kid !== publicJwk.kid || publicJwk.crv !== 'Ed25519') return false;
    return verify(null, signed(header, canonicalJson(answer)), createPublicKey({ key: publicJwk as unknown as JsonWebKey, format: 'jwk' }), Buffer.from(mark, 'base64url'));
  } catch {
    return false;
  }
}
