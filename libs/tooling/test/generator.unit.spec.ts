import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { PROJECT_CHECKS } from '../src/structure.ts';

interface Answer { files: string[]; imports: string[]; lint: string[]; types: string[]; readme: string; tags: string[] }

const node = (...args: string[]) => spawnSync(process.execPath, args, { encoding: 'utf8' });
const tooling = resolve(__dirname, '..');
let answer: Answer;

beforeAll(() => {
  const run = node(resolve(tooling, 'fences/prove-generator.mjs'));
  if (run.status !== 0) throw new Error(run.stderr);
  answer = JSON.parse(run.stdout) as Answer;
}, 60_000);

describe('a generated service', () => {
  it.each(['domain', 'application', 'application/queries', 'inbound/http', 'inbound/kafka', 'outbound', 'outbound/migrations'])('has the room %s', (room) =>
    expect(answer.files.some((file) => file.startsWith(`src/${room}/`))).toBe(true));
  it('keeps the layout', () => expect(PROJECT_CHECKS.flatMap((check) => check({ folder: 'apps/sample-context', tags: answer.tags, entries: [], files: answer.files, readme: answer.readme }))).toEqual([]));
  it('leaves no placeholder', () => expect(`${answer.readme}${answer.files.join()}`).not.toMatch(/__[A-Za-z]+__/));
  it('respects the import fences', () => expect(answer.imports).toEqual([]));
  it('passes the linter', () => expect(answer.lint).toEqual([]));
  it('compiles', () => expect(answer.types).toEqual([]));
});

describe('the generator refuses', () => {
  it.each([['Upper', '信用', '8105'], ['credit-repair', 'repair', '8105'], ['credit-repair', '信用修复', '80'], ['publicity', '信用公示', '8106']])('%s %s %s', (...args) => {
    const run = node(resolve(tooling, 'generate-service.mjs'), ...args);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('usage:');
  });
});
