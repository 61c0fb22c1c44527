import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives this test process a state folder of its own; call before anything reads the state. */
export function ownStateFolder() {
  const dir = mkdtempSync(join(tmpdir(), 'credit-stack-'));
  process.env.CREDIT_STATE_DIR = dir;
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
