import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { StackError } from './say.mjs';

/** Environment of the project's tools: own Node first, no daemon left behind, no terminal tricks. */
export const toolEnvironment = (more = {}) => ({ ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', NX_NO_CLOUD: 'true', FORCE_COLOR: '0', ...more,
  PATH: `${join(root, 'node_modules/.bin')}:${process.env.PATH}` });

/**
 * Runs a shell line in the work tree, in its own process group; `quiet` keeps its output for the failure.
 * Resolves to {code, output}; an abort kills the group and rejects.
 */
export function runLine(line, { env, signal, quiet = false } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const child = spawn('/bin/sh', ['-c', line], { cwd: root, env: toolEnvironment(env), detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const take = (stream) => (bytes) => { output = (output + bytes).slice(-200_000); if (!quiet) stream.write(bytes); };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    const kill = () => { try { process.kill(-child.pid, 'SIGKILL'); } catch { /* already gone */ } };
    signal?.addEventListener('abort', kill, { once: true });
    child.once('error', reject);
    child.once('close', (code, killedBy) => {
      signal?.removeEventListener('abort', kill);
      if (signal?.aborted) reject(signal.reason);
      else resolve({ code: code ?? killedBy, output });
    });
  });
}

/** Builds every project (cached by Nx); quiet unless it fails. */
export async function build(signal) {
  const { code, output } = await runLine('nx run-many -t build --outputStyle=static', { signal, quiet: true });
  if (code !== 0) throw new StackError(`The build failed (${code}):\n${output.trim().split('\n').slice(-40).join('\n')}`);
}
