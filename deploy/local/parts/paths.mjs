import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the work tree. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

/** The state folder of this stack: CREDIT_STATE_DIR (read at each call), or `.local` in the work tree. */
export const stateDir = () => resolve(process.env.CREDIT_STATE_DIR || join(root, '.local'));

/** A path below the state folder. */
export const inState = (...parts) => join(stateDir(), ...parts);

/** Makes the folders of the state; `secrets` is readable by its owner only. */
export function makeState() {
  for (const name of ['kafka', 'postgres', 'logs', 'run', 'kcat']) mkdirSync(inState(name), { recursive: true });
  mkdirSync(inState('secrets'), { recursive: true, mode: 0o700 });
  chmodSync(inState('secrets'), 0o700);
}

/** Writes a file whole or not at all. */
export function writeWhole(path, text, mode = 0o644) {
  const half = `${path}.${process.pid}.half`;
  writeFileSync(half, text, { mode });
  renameSync(half, path);
}

/** Reads JSON; undefined when the file is absent or unreadable. */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

/** A secret kept in `secrets/<name>` (0600), generated at first use. */
export function secret(name, make = () => randomBytes(24).toString('base64url')) {
  const path = inState('secrets', name);
  if (!existsSync(path)) writeWhole(path, make(), 0o600);
  return readFileSync(path, 'utf8').trim();
}
