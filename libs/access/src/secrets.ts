import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import type { JWK } from 'jose';

/** Names of the secret files in `CREDIT_SECRETS_DIR`. */
export const SECRET_FILES = {
  issuerKey: 'issuer-private.jwk.json',
  jwks: 'jwks.json',
  fieldKey: 'field-key.json',
  blindIndexKey: 'blind-index-key.json',
  intakeKey: 'intake-private.jwk.json',
  cursorKey: 'cursor-key.json',
  screeningKey: 'screening-private.jwk.json',
  certificateKey: 'certificate-private.jwk.json',
  commitmentKey: 'commitment-private.jwk.json',
} as const;

const newKid = (prefix: string): string => `${prefix}-${randomBytes(6).toString('hex')}`;

/** Whole or not at all, and never over an existing file: written beside, then linked to its name. */
function createFile(file: string, json: object): boolean {
  const temporary = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(temporary, `${JSON.stringify(json, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  try {
    linkSync(temporary, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    unlinkSync(temporary);
  }
}

async function newPrivateJwk(alg: string, prefix: string, crv = 'P-256'): Promise<JWK> {
  const { privateKey } = await generateKeyPair(alg, { crv, extractable: true });
  return { ...(await exportJWK(privateKey)), kid: newKid(prefix), alg };
}

function newKeyRing(alg: string): object {
  const kid = newKid('k');
  return { current: kid, keys: [{ kid, alg, k: randomBytes(32).toString('base64url') }] };
}

function publicJwks(issuerKeyFile: string): object {
  const { d: _private, ...jwk } = JSON.parse(readFileSync(issuerKeyFile, 'utf8')) as JWK;
  return { keys: [{ ...jwk, use: 'sig' }] };
}

/**
 * Creates the missing secrets of a sandbox: token issuer key and its JWKS, field key, blind index key, intake key, cursor key, keys of signed answers, certificates and receipts of commitments. Existing files stay
 * as they are; files get mode 0600, the folder 0700. Several processes may run it at once.
 * @returns the names of the files it created
 */
export async function ensureSecrets(dir: string): Promise<string[]> {
  if (!existsSync(dir)) {
    mkdirSync(dir, { recursive: true });
    chmodSync(dir, 0o700);
  }
  const created: string[] = [];
  const ensure = async (name: string, make: () => object | Promise<object>): Promise<void> => {
    const file = join(dir, name);
    if (!existsSync(file) && createFile(file, await make())) created.push(name);
  };
  await ensure(SECRET_FILES.issuerKey, () => newPrivateJwk('ES256', 'sandbox'));
  await ensure(SECRET_FILES.jwks, () => publicJwks(join(dir, SECRET_FILES.issuerKey)));
  await ensure(SECRET_FILES.fieldKey, () => newKeyRing('A256GCM'));
  await ensure(SECRET_FILES.blindIndexKey, () => newKeyRing('HS256'));
  await ensure(SECRET_FILES.intakeKey, () => newPrivateJwk('ECDH-ES+A256KW', 'intake'));
  await ensure(SECRET_FILES.cursorKey, () => newKeyRing('HS256'));
  await ensure(SECRET_FILES.screeningKey, () => newPrivateJwk('EdDSA', 'screening', 'Ed25519'));
  await ensure(SECRET_FILES.certificateKey, () => newPrivateJwk('EdDSA', 'certificate', 'Ed25519'));
  await ensure(SECRET_FILES.commitmentKey, () => newPrivateJwk('EdDSA', 'commitment', 'Ed25519'));
  return created;
}
