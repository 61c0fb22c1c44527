import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { IMPORT_RULES, LINT_RULES } from './fence-rules.ts';

interface Judged { rule: string | null; file: string; code: string; fired: string[] }
interface Answer { imports: Judged[]; lines: Judged[]; rules: string[] }

const runner = resolve(__dirname, '../fences/run-proofs.mjs');
let answer: Answer;

beforeAll(() => {
  const run = spawnSync(process.execPath, [runner], { encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 });
  if (run.status !== 0) throw new Error(`the proofs did not run: ${run.stderr}`);
  answer = JSON.parse(run.stdout) as Answer;
}, 60_000);

const firedBy = (judged: Judged[], rule: string) => judged.filter((proof) => proof.rule === rule).map((proof) => ({ file: proof.file, code: proof.code, fired: proof.fired }));
const redWith = (judged: Judged[], rule: string) => {
  const proofs = firedBy(judged, rule);
  expect(proofs.length).toBeGreaterThan(0);
  for (const proof of proofs) expect(proof).toEqual({ ...proof, fired: [rule] });
};

describe('every fence has been seen red: one forbidden line fires exactly its rule', () => {
  it.each(IMPORT_RULES)('dependency-cruiser %s', (rule) => redWith(answer.imports, rule));
  it.each(LINT_RULES)('eslint %s', (rule) => redWith(answer.lines, rule));
  it('no rule of dependency-cruiser is without a proof', () => expect([...answer.rules].sort()).toEqual([...IMPORT_RULES].sort()));
});

describe('what the fences leave open', () => {
  it('legal imports fire nothing', () => expect(answer.imports.filter((proof) => !proof.rule && proof.fired.length > 0)).toEqual([]));
  it('legal lines fire nothing', () => expect(answer.lines.filter((proof) => proof.rule === null && proof.fired.length > 0)).toEqual([]));
});
