import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { canonicalJson, createAnswerSigner, isSignedBy, type AnswerSigner } from './answer-signature.ts';
import { ensureSecrets, SECRET_FILES } from './secrets.ts';

let signer: AnswerSigner;
let other: AnswerSigner;
let folder: string;
beforeAll(async () => {
  const made = async (): Promise<string> => {
    const dir = mkdtempSync(join(tmpdir(), 'answers-'));
    await ensureSecrets(dir);
    return dir;
  };
  folder = await made();
  signer = createAnswerSigner({ privateKeyFile: join(folder, SECRET_FILES.screeningKey) });
  other = createAnswerSigner({ privateKeyFile: join(await made(), SECRET_FILES.screeningKey) });
});

const answer = { outcome: 'none', list: { version: '7', partitions: [1, 2] }, 名: '样例' };

describe('signed answers', () => {
  it('hold whatever the order of their members, and only as they were signed', () => {
    const signature = signer.sign(answer);
    expect(isSignedBy(signer.publicJwk, { 名: '样例', list: { partitions: [1, 2], version: '7' }, outcome: 'none' }, signature)).toBe(true);
    expect(isSignedBy(signer.publicJwk, { ...answer, outcome: 'hit' }, signature)).toBe(false);
    expect(isSignedBy(signer.publicJwk, { ...answer, more: 1 }, signature)).toBe(false);
  });
  it('do not hold under another key, another kid or another algorithm', () => {
    const signature = signer.sign(answer);
    expect(isSignedBy(other.publicJwk, answer, signature)).toBe(false);
    expect(isSignedBy({ ...other.publicJwk, kid: signer.publicJwk.kid }, answer, signature)).toBe(false);
    const none = `${Buffer.from(JSON.stringify({ alg: 'none', kid: signer.publicJwk.kid })).toString('base64url')}..${signature.split('.')[2]}`;
    expect(isSignedBy(signer.publicJwk, answer, none)).toBe(false);
    for (const broken of ['', 'a.b.c', '..', 'x..y', `${signature}.z`]) expect(isSignedBy(signer.publicJwk, answer, broken)).toBe(false);
  });
  it('the public half shows no private member', () => expect(JSON.stringify(signer.publicJwk)).not.toContain((JSON.parse(readFileSync(join(folder, SECRET_FILES.screeningKey), 'utf8')) as { d: string }).d));
  it('a key of another kind is refused with the name of its file', () => {
    const file = join(folder, 'wrong.json');
    writeFileSync(file, JSON.stringify({ kty: 'EC', crv: 'P-256', d: 'x', kid: 'k' }), { mode: 0o600 });
    expect(() => createAnswerSigner({ privateKeyFile: file })).toThrow(/wrong\.json: not a private Ed25519 key/);
  });
  it('canonical JSON sorts members and leaves absent ones out', () => expect(canonicalJson({ b: [1, { d: undefined, c: null }], a: '中' })).toBe('{"a":"中","b":[1,{"c":null}]}'));
});
