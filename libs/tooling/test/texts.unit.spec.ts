import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { assumptionFaults, linesWith, listAssumptions, type TextFile } from '../src/texts.ts';

const root = resolve(__dirname, '../../..');
const tracked = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\0').filter((path) => /\.(ts|mjs|cjs|json|md|yml|sh|template|Dockerfile)$/.test(path) && path !== 'package-lock.json');
const files: TextFile[] = tracked.flatMap((path) => {
  try {
    return [{ path, text: readFileSync(join(root, path), 'utf8') }];
  } catch {
    return [];
  }
});
const production = files.filter(({ path }) => /^(apps|libs)\/[^/]+\/src\/.*\.ts$/.test(path) && !/\.spec\.ts$|^apps\/journeys\/|^libs\/(testing|tooling)\//.test(path));

describe('the checks can fail', () => {
  const sound = { path: 'a.ts', text: '/** POLICY-ASSUMPTION(ONE): amounts in yuan mean the whole sum. */' };
  it('a sound assumption is listed', () => {
    expect(listAssumptions([sound])).toEqual([{ id: 'ONE', path: 'a.ts', line: 1, text: 'amounts in yuan mean the whole sum.' }]);
    expect(assumptionFaults(listAssumptions([sound]))).toEqual([]);
  });
  it.each([['// POLICY-ASSUMPTION(): what this means is unclear', 'unusable id'], ['// POLICY-ASSUMPTION(TWO)', 'says nothing']])('%s', (text, fault) =>
    expect(assumptionFaults(listAssumptions([{ path: 'a.ts', text }]))[0]).toContain(fault));
  it('one id for two', () => expect(assumptionFaults(listAssumptions([sound, { ...sound, path: 'b.ts' }]))).toEqual(['b.ts:1 "ONE" is taken']));
  it('a place name', () => expect(linesWith([{ path: 'a.ts', text: 'x\nconst city = "示例市";' }], ['示例市'])).toEqual(['a.ts:2 示例市']));
});

describe('the texts of this repository', () => {
  it('are read', () => expect(production.length).toBeGreaterThan(100));
  it('interpret the law under named assumptions', () => expect(assumptionFaults(listAssumptions(production))).toEqual([]));
  it('hold no place name in code: the city is configuration', () => {
    const config = (name: string): string => readFileSync(join(root, 'deploy/sample-city/config', name), 'utf8');
    const city = JSON.parse(config('city.json')) as { name: string };
    const sources = (JSON.parse(config('departments.json')) as { source: string }[]).map(({ source }) => source);
    const code = production.filter(({ path }) => !/^libs\/rulebook\/src\/codes\//.test(path));
    expect(linesWith(code, [city.name.replace(/市$/, ''), ...sources])).toEqual([]);
  });
  it('hold no path of a machine', () => expect(linesWith(files.filter(({ path }) => !path.endsWith('texts.unit.spec.ts')), ['/work/' + 'main', '/work/' + 'shared', '/tmp/' + 'brief'])).toEqual([]));
});
