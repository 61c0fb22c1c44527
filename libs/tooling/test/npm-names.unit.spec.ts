import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const script = resolve(__dirname, '../fences/npm-names.mjs');
const node = (...args: string[]) => {
  const run = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(run.stderr);
  return JSON.parse(run.stdout) as unknown;
};

describe('what Jest can import by name, plain Node can too', () => {
  it('sees value imports of npm packages only', () => {
    const text = "import { a as b, type C } from 'pkg'; import type { D } from 'pkg'; import e from 'pkg'; import { f } from 'node:fs'; import { g } from './g.ts';";
    const program = `import { namedImports } from ${JSON.stringify(script)}; process.stdout.write(JSON.stringify(namedImports(${JSON.stringify(text)})));`;
    expect(node('--input-type=module', '-e', program)).toEqual([['pkg', 'a']]);
  });
  it('every name exists in the built form', () => expect(node(script)).toEqual([]), 30_000);
});
