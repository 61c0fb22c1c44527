import { readFileSync, statSync } from 'node:fs';
import { createLocalJWKSet, createRemoteJWKSet, errors } from 'jose';
import type { JSONWebKeySet, JWTVerifyGetKey } from 'jose';

/** The issuer's keys cannot be read just now; callers are refused, never waved through. */
export class KeysUnavailable extends Error {}

const SANDBOX_KEY = /^sandbox-/;
const RECHECK_MS = 2_000;

function parseJwks(file: string): JSONWebKeySet {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as JSONWebKeySet;
  } catch (error) {
    throw new Error(`CREDIT_JWKS_FILE: ${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'not JSON'})`);
  }
}

function readJwks(file: string, production: boolean): JSONWebKeySet {
  const json = parseJwks(file);
  if (!Array.isArray(json.keys)) throw new Error(`CREDIT_JWKS_FILE: ${file} is no JWKS`);
  if (json.keys.some((key) => 'd' in key || key.kty === 'oct')) throw new Error(`CREDIT_JWKS_FILE: ${file} holds a private or symmetric key`);
  if (production && json.keys.some((key) => SANDBOX_KEY.test(key.kid ?? ''))) throw new Error('CREDIT_JWKS_FILE: keys of the sandbox are refused in production');
  return json;
}

/** Keys of a file, read at once (a missing file stops the start) and again when a token names an unknown key and the file has changed. */
export function keySetFromFile(file: string, production: boolean): JWTVerifyGetKey {
  let keys = createLocalJWKSet(readJwks(file, production));
  let modified = statSync(file).mtimeMs;
  let checkedAt = Date.now();
  const changed = (): boolean => {
    if (Date.now() - checkedAt < RECHECK_MS) return false;
    checkedAt = Date.now();
    try {
      const now = statSync(file).mtimeMs;
      if (now === modified) return false;
      keys = createLocalJWKSet(readJwks(file, production));
      modified = now;
      return true;
    } catch {
      throw new KeysUnavailable(`the keys in ${file} cannot be read`);
    }
  };
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey && changed()) return keys(header, token);
      throw error;
    }
  };
}

/** Keys behind a URL, cached by jose; a failed fetch refuses the caller. */
export function keySetFromUrl(url: string): JWTVerifyGetKey {
  const keys = createRemoteJWKSet(new URL(url), { timeoutDuration: 3_000, cooldownDuration: 10_000, cacheMaxAge: 600_000 });
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      throw new KeysUnavailable('the keys of the issuer cannot be fetched');
    }
  };
}
