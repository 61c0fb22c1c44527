import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { createAnswerSigner, ensureSecrets, SECRET_FILES, type AnswerSigner } from '@credit/access';
import type { CommandContext } from './command-context.ts';
import { verify } from './verify.ts';

let dir: string;
let signer: AnswerSigner;
let printed: string;
const now = Date.parse('2026-11-23T09:00:00Z');
const context = { settings: {}, output: { json: false, write: (text: string) => void (printed += text), complain: () => undefined }, nowMs: () => now } as unknown as CommandContext;
const answer = { screeningId: 'x1', outcome: 'none', askedAt: '2026-11-23T08:00:00.000Z', expiresAt: '2026-11-24T08:00:00.000Z', purpose: '办证', list: { listVersion: '48213', ageMs: 4000 } };
const file = (name: string, json: unknown): string => {
  writeFileSync(join(dir, name), typeof json === 'string' ? json : JSON.stringify(json));
  return join(dir, name);
};
const run = (signed: unknown): Promise<number> => {
  printed = '';
  return verify(context, file('answer.json', signed), { key: join(dir, 'key.json') });
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'verify-'));
  await ensureSecrets(dir);
  signer = createAnswerSigner({ privateKeyFile: join(dir, SECRET_FILES.screeningKey) });
  file('key.json', signer.publicJwk);
});

describe('creditctl verify, without any server', () => {
  it('a negative answer as it was given: exit 0', async () => {
    expect(await run({ answer, signature: signer.sign(answer) })).toBe(0);
    expect(printed).toContain('x1 none (list 48213, asked 2026-11-23T08:00:00.000Z): signed');
  });
  it('another word in it: exit 1', async () => {
    expect(await run({ answer: { ...answer, outcome: 'hit' }, signature: signer.sign(answer) })).toBe(1);
    expect(printed).toContain('not signed by this key');
  });
  it('too old: exit 3; one bad item of a batch decides', async () => {
    const old = { ...answer, expiresAt: '2026-11-23T08:59:59.000Z' };
    expect(await run({ answer: old, signature: signer.sign(old) })).toBe(3);
    expect(await run({ items: [{ answer, signature: signer.sign(answer) }, { answer: old, signature: signer.sign(answer) }] })).toBe(1);
  });
  it('a certificate as it was issued: exit 0; another word in it: exit 1; one that is not complete: exit 3', async () => {
    const certificate = { item: { kind: 'record', id: 'r1', docNo: '1号' }, ending: { code: 'repaired', on: '2026-11-23' }, complete: true, overdue: [] as string[], issuedAt: '2026-11-23T08:00:00.000Z' };
    expect(await run({ certificate, signature: signer.sign(certificate) })).toBe(0);
    expect(printed).toContain('record r1 repaired on 2026-11-23 (issued 2026-11-23T08:00:00.000Z): signed, every effect has ended');
    expect(await run({ certificate: { ...certificate, ending: { code: 'revoked', on: '2026-11-23' } }, signature: signer.sign(certificate) })).toBe(1);
    const silent = { ...certificate, complete: false, overdue: ['benxi-housing'] };
    expect(await run({ certificate: silent, signature: signer.sign(silent) })).toBe(3);
    expect(await run({ certificate: { ...silent, complete: true }, signature: signer.sign(silent) })).toBe(1);
    expect(await run({ certificate, signature: signer.sign(answer) })).toBe(1);
  });
  it('a receipt of a commitment as it was given: exit 0; another word in it: exit 1', async () => {
    const receipt = { commitmentCode: '21050020261123000101', promisor: { name: '本溪样例商贸有限公司' }, madeOn: '2026-11-23', contentHash: 'ab12' };
    expect(await run({ receipt, signature: signer.sign(receipt) })).toBe(0);
    expect(printed).toContain('21050020261123000101 本溪样例商贸有限公司 2026-11-23 sha256:ab12: signed');
    expect(await run({ receipt: { ...receipt, contentHash: 'ab13' }, signature: signer.sign(receipt) })).toBe(1);
  });
  it.each([['no JSON', '{'], ['no answer', {}], ['no signature', { certificate: { item: { id: 'r1' } } }], ['an empty batch', { items: [] }]])('%s: refused', async (_, json) => {
    await expect(run(json)).rejects.toMatchObject({ exit: 2, code: 'VERIFY.UNREADABLE' });
  });
});
