import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { environment } from './environment.ts';

/** A generated secret by the name of its file, never by its value: names are what a red test prints. */
export type Secrets = ReadonlyMap<string, string>;

const LEAST_LENGTH = 16;
const PRIVATE = ['d', 'k'];

/** The private values of a JSON key file: `d` of a key pair, `k` of a symmetric key. */
function privateValues(json: unknown): string[] {
  if (json === null || typeof json !== 'object') return [];
  return Object.entries(json).flatMap(([name, value]) => (PRIVATE.includes(name) && typeof value === 'string' ? [value] : privateValues(value)));
}

/** Every value that was generated into `secrets/` of the running stack. */
export function generatedSecrets(folder = join(environment.stateDir, 'secrets')): Secrets {
  const found = new Map<string, string>();
  for (const name of readdirSync(folder)) {
    const text = readFileSync(join(folder, name), 'utf8').trim();
    if (name === 'admin-url.txt') found.set(name, decodeURIComponent(new URL(text).password));
    else if (name.endsWith('.json')) privateValues(JSON.parse(text)).forEach((value, n) => found.set(`${name} ${n + 1}`, value));
    else if (/PRIVATE KEY/.test(text)) found.set(name, text.split('\n')[1]!);
    else if (name !== 'kafka-ca.pem' && /^(postgres-admin|[\w-]+\.txt)$/.test(name)) found.set(name, text);
  }
  for (const [name, value] of found) if (value.length < LEAST_LENGTH) throw new Error(`the secret ${name} has only ${value.length} characters: a scan for it would prove nothing`);
  return found;
}

/** As it is, and as Basic and SASL headers, dumps and connection strings write it. */
const disguises = (value: string): string[] => [value, encodeURIComponent(value), Buffer.from(value).toString('hex'), ...[0, 1, 2].map((n) => Buffer.from('x'.repeat(n) + value).toString('base64').slice(n === 0 ? 0 : 4).replace(/.{4}$/, ''))];

/** Names of the secrets that a text holds, plain or encoded. */
export const secretsIn = (text: string, secrets: Secrets): string[] => [...secrets].filter(([, value]) => disguises(value).some((form) => text.includes(form))).map(([name]) => name);

/** Secrets in files, as `<file>: <secret>`. */
export const scanFiles = (paths: readonly string[], secrets: Secrets): string[] =>
  paths.filter((path) => existsSync(path) && statSync(path).isFile()).flatMap((path) => secretsIn(readFileSync(path, 'latin1'), secrets).map((name) => `${path}: ${name}`));

/** What git holds or would take: tracked files and new ones that it does not ignore. */
export const trackedFiles = (): string[] =>
  execFileSync('git', ['-C', environment.root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], { maxBuffer: 1 << 26 }).toString().split('\0').filter(Boolean).map((path) => join(environment.root, path));

/** Logs of every process of the stack. */
export const logFiles = (): string[] => readdirSync(join(environment.stateDir, 'logs')).map((name) => join(environment.stateDir, 'logs', name));

/** The arguments of every process of this machine that we may see, ours and our children's among them: `pid arguments`. */
export function processArguments(): string[] {
  if (!existsSync('/proc/self/cmdline')) return execFileSync('ps', ['-axww', '-o', 'pid=,args=']).toString().split('\n');
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map((pid) => {
    try {
      return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`;
    } catch {
      return ''; // ended meanwhile
    }
  });
}
