import { SignJWT, importJWK } from 'jose';
import type { JWK } from 'jose';
import type { Role } from './caller.ts';
import { readSecretFile } from './key-file.ts';
import { SANDBOX_ISSUER } from './token-verifier.ts';

export interface SandboxTokenRequest {
  sub: string;
  dept?: string;
  roles: readonly Role[];
  subject?: string;
}

export interface SandboxToken {
  token: string;
  /** Epoch seconds. */
  expiresAt: number;
}

const LIFETIME_S = 8 * 3600;

/** 沙箱令牌: the built-in token service of the sandbox; tokens live eight hours. @throws Error naming the key file when it is unusable */
export function sandboxIssuer(options: { privateKeyFile: string; issuer?: string }): { issue(request: SandboxTokenRequest): Promise<SandboxToken> } {
  const jwk = readSecretFile(options.privateKeyFile) as JWK;
  if (jwk.kty !== 'EC' || jwk.crv !== 'P-256' || typeof jwk.d !== 'string') throw new Error(`key file ${options.privateKeyFile}: not a private P-256 key`);
  const key = importJWK(jwk, 'ES256');
  return {
    async issue({ sub, dept, roles, subject }) {
      const issuedAt = Math.floor(Date.now() / 1000);
      const expiresAt = issuedAt + LIFETIME_S;
      const claims = { roles: [...roles], ...(dept === undefined ? {} : { dept }), ...(subject === undefined ? {} : { subject }) };
      const token = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', ...(jwk.kid === undefined ? {} : { kid: jwk.kid }) })
        .setIssuer(options.issuer ?? SANDBOX_ISSUER).setAudience('credit').setSubject(sub).setIssuedAt(issuedAt).setExpirationTime(expiresAt)
        .sign(await key);
      return { token, expiresAt };
    },
  };
}
