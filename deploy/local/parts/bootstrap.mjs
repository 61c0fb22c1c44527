import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { StackError, say } from './say.mjs';

const WANTED_MAJOR = 24;

/** The project's own Node, once installed. */
const projectNode = () => ['node_modules/.bin/node', 'node_modules/node/bin/node'].map((p) => join(root, p)).find((p) => existsSync(p));

/** Installs what package-lock.json says, unless a finished install is there (npm writes its own lock file last). */
export function installIfMissing() {
  if (existsSync(join(root, 'node_modules/.package-lock.json')) && projectNode()) return;
  say('installing what package-lock.json says (npm ci, about half a minute)');
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--no-progress'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (done.error) throw new StackError(`npm was not found (${done.error.message}): install Node.js 20.19 or newer with npm.`);
  if (done.status !== 0) throw new StackError(`npm ci failed (${done.signal ?? `exit ${done.status}`}).`);
}

/**
 * Makes sure that this script runs under the project's Node 24: true when it does. Otherwise the script is run again under it,
 * signals are passed on, its exit code becomes ours, and false is returned: the caller ends.
 */
export async function underProjectNode(script) {
  if (Number(process.versions.node.split('.')[0]) === WANTED_MAJOR) {
    process.env.PATH = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`;
    return true;
  }
  const node = projectNode();
  if (!node) throw new StackError('node_modules holds no Node 24: run npm ci.');
  const child = spawn(node, [script, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env: process.env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
  return false;
}

/** An AbortController that SIGINT, SIGTERM, SIGHUP and the loss of the parent under {@link underProjectNode} abort. */
export function stopOnSignals() {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stop.abort(new StackError(`stopped by ${signal}`)));
  if (process.channel) {
    process.on('disconnect', () => stop.abort(new StackError('the parent process is gone')));
    process.channel.unref();
  }
  return stop;
}
