import { DomainError } from '@credit/kernel';
import { CompactEncrypt, compactDecrypt, importJWK } from 'jose';
import type { JWK } from 'jose';
import { readSecretFile } from './key-file.ts';

const KEY_ALG = 'ECDH-ES+A256KW';
const CONTENT_ALG = 'A256GCM';
const MAX_JWE = 4_096;
const MAX_PLAIN_BYTES = 256;

/** Public half of the intake key, as `GET /v1/keys/intake` shows it. */
export interface IntakePublicJwk {
  kty: string;
  crv: string;
  x: string;
  y: string;
  kid: string;
  use: 'enc';
  alg: string;
}

/** 报送解密: opens `personIdJwe` of intake events. */
export interface IntakeDecryption {
  /** The plain document number. @throws DomainError `PERSON_JWE_INVALID` for anything that is not a compact JWE to one of our keys */
  decrypt(compactJwe: string): Promise<string>;
  /** The key that senders use now. */
  readonly publicJwk: IntakePublicJwk;
}

const invalid = (): DomainError =>
  new DomainError({ code: 'PERSON_JWE_INVALID', message: 'not a compact JWE (ECDH-ES+A256KW, A256GCM) to the intake key', userMessage: '证件号码密文无法解密，请使用报送公钥重新加密' });

const publicHalf = (jwk: JWK): IntakePublicJwk => ({ kty: jwk.kty!, crv: jwk.crv!, x: jwk.x!, y: jwk.y!, kid: jwk.kid!, use: 'enc', alg: KEY_ALG });

/** The private JWK, or `{keys: [current, older, …]}` while senders move to a new key. @throws Error naming the file when it is unusable */
export function createIntakeDecryption(options: { privateKeyFile: string; production?: boolean }): IntakeDecryption {
  const json = readSecretFile(options.privateKeyFile, options.production) as JWK & { keys?: JWK[] };
  const jwks = json.keys ?? [json];
  if (jwks.length === 0 || jwks.some((jwk) => jwk.kty !== 'EC' || typeof jwk.d !== 'string' || typeof jwk.kid !== 'string')) {
    throw new Error(`key file ${options.privateKeyFile}: needs private EC keys with a "kid"`);
  }
  const keys = new Map(jwks.map((jwk) => [jwk.kid, importJWK(jwk, KEY_ALG)]));
  return {
    publicJwk: publicHalf(jwks[0]!),
    async decrypt(compactJwe) {
      if (typeof compactJwe !== 'string' || compactJwe.length > MAX_JWE) throw invalid();
      try {
        const { plaintext } = await compactDecrypt(compactJwe, (header) => {
          const key = header.kid === undefined ? keys.get(jwks[0]!.kid) : keys.get(header.kid);
          if (!key || header.zip !== undefined) throw invalid();
          return key;
        }, { keyManagementAlgorithms: [KEY_ALG], contentEncryptionAlgorithms: [CONTENT_ALG] });
        if (plaintext.length > MAX_PLAIN_BYTES) throw invalid();
        return new TextDecoder('utf-8', { fatal: true }).decode(plaintext);
      } catch {
        throw invalid();
      }
    },
  };
}

/** 报送加密: what a sender does with a person's document number before it goes into an event (`creditctl publish` uses it). */
export async function encryptForIntake(publicJwk: IntakePublicJwk, plain: string): Promise<string> {
  const key = await importJWK(publicJwk as unknown as JWK, KEY_ALG);
  return new CompactEncrypt(new TextEncoder().encode(plain)).setProtectedHeader({ alg: KEY_ALG, enc: CONTENT_ALG, kid: publicJwk.kid }).encrypt(key);
}
