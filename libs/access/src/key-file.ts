import { createSecretKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';

/** How a key file is opened. */
export interface KeyFileOptions {
  keyFile: string;
  /** Refuses a key file that other users can read. */
  production?: boolean;
}

interface KeyEntry {
  kid: string;
  alg: string;
  k: string;
}

/** Several symmetric keys of one algorithm; new values use `current`, old ones stay readable under their key id. */
export interface KeyRing {
  readonly current: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
}

const KID = /^[A-Za-z0-9_-]{1,64}$/;

const fault = (file: string, what: string): Error => new Error(`key file ${file}: ${what}`);

/** Parsed JSON of a secret file. @throws Error naming the file when it is missing, unreadable, or (production) open to other users */
export function readSecretFile(file: string, production = false): unknown {
  let text: string;
  try {
    if (production && (statSync(file).mode & 0o007) !== 0) throw fault(file, 'other users may read it; set mode 0600');
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    throw fault(file, `cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw fault(file, 'is not JSON');
  }
}

/** `{current, keys: [{kid, alg, k}]}` with 256-bit keys as base64url. @throws Error naming the file and the fault, never the key */
export function readKeyRing(options: KeyFileOptions, alg: string): KeyRing {
  const json = readSecretFile(options.keyFile, options.production) as { current?: unknown; keys?: unknown };
  if (!Array.isArray(json.keys) || typeof json.current !== 'string') throw fault(options.keyFile, 'needs "current" and "keys"');
  const keys = new Map<string, KeyObject>();
  for (const entry of json.keys as Partial<KeyEntry>[]) {
    if (typeof entry?.kid !== 'string' || !KID.test(entry.kid)) throw fault(options.keyFile, 'a key without a plain "kid"');
    if (entry.alg !== alg) throw fault(options.keyFile, `key ${entry.kid} is not for ${alg}`);
    const bytes = Buffer.from(String(entry.k ?? ''), 'base64url');
    if (bytes.length !== 32) throw fault(options.keyFile, `key ${entry.kid} does not have 256 bits`);
    keys.set(entry.kid, createSecretKey(bytes));
  }
  if (!keys.has(json.current)) throw fault(options.keyFile, `"current" names no key`);
  return { current: json.current, keys };
}
