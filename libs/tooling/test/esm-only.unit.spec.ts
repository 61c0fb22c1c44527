import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

interface LockEntry { dependencies?: Record<string, string>; optionalDependencies?: Record<string, string>; peerDependencies?: Record<string, string> }
interface Manifest { type?: string; main?: string; exports?: unknown }

const root = resolve(__dirname, '../../..');
const json = <T>(file: string): T => JSON.parse(readFileSync(join(root, file), 'utf8')) as T;
const lock = json<{ packages: Record<string, LockEntry> }>('package-lock.json').packages;

const locate = (from: string, name: string): string | undefined => {
  for (let at = from; ; at = at.slice(0, Math.max(at.lastIndexOf('/node_modules/'), 0))) {
    const key = `${at ? `${at}/` : ''}node_modules/${name}`;
    if (lock[key]) return key;
    if (!at) return undefined;
  }
};

/** Every installed package that code under test can load: the closure of the root dependencies. */
function closure(): string[] {
  const seen = new Set<string>();
  const queue = Object.keys(json<{ dependencies: Record<string, string> }>('package.json').dependencies).concat('@nestjs/testing', 'fast-check').map((name) => locate('', name));
  while (queue.length > 0) {
    const key = queue.pop();
    if (!key || seen.has(key)) continue;
    seen.add(key);
    const entry = lock[key] ?? {};
    for (const name of Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies })) queue.push(locate(key, name));
  }
  return [...seen];
}

const offersRequire = (exported: unknown): boolean =>
  typeof exported === 'object' && exported !== null && Object.entries(exported).some(([key, value]) => key === 'require' || offersRequire(value));

describe('Jest runs the sources as CommonJS', () => {
  it('and transforms every package that has no CommonJS build', () => {
    const preset = readFileSync(join(root, 'libs/tooling/jest.config.mjs'), 'utf8');
    const esmOnly = closure().filter((key) => existsSync(join(root, key, 'package.json'))).filter((key) => {
      const manifest = json<Manifest>(`${key}/package.json`);
      return manifest.type === 'module' && !offersRequire(manifest.exports) && !/\.cjs$/.test(manifest.main ?? '');
    });
    const names = esmOnly.map((key) => key.slice(key.lastIndexOf('node_modules/') + 13));
    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => !preset.includes(`'${name}'`) && !preset.includes(`'${name.split('/')[0]}'`))).toEqual([]);
  });
});
