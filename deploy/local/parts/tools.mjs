import { spawn } from 'node:child_process';
import { root } from './paths.mjs';
import { StackError } from './say.mjs';

/**
 * Runs a short-lived program in its own process group to its end; an abort kills the group. `options`: those of `spawn` (default: the repository as folder).
 * @returns what it said last @throws StackError with its last lines when it fails or does not start
 */
export function runTool(what, command, args, signal, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let tail = '';
    const keep = (bytes) => { tail = (tail + bytes).slice(-4000); };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    const kill = () => { try { process.kill(-child.pid, 'SIGKILL'); } catch { /* already gone */ } };
    signal?.addEventListener('abort', kill, { once: true });
    child.once('error', (error) => reject(new StackError(`${what} did not start: ${error.message}`)));
    child.once('close', (code) => {
      signal?.removeEventListener('abort', kill);
      if (signal?.aborted) reject(signal.reason);
      else if (code === 0) resolve(tail);
      else reject(new StackError(`${what} failed (exit ${code}):\n${tail.trim().split('\n').slice(-12).join('\n')}`));
    });
  });
}
