import { chmodSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { CompactEncrypt, importJWK } from 'jose';
import type { JWK } from 'jose';
import { createBlindIndex, createFieldCipher, createIntakeDecryption, encryptForIntake, ensureSecrets, maskFor, SECRET_FILES } from './index.ts';

const ID = '11010519491231002X';
let dir: string;
const file = (name: keyof typeof SECRET_FILES): string => join(dir, SECRET_FILES[name]);
const ring = (name: string, alg: string, kids: readonly string[], current: string): string => {
  const path = join(dir, name);
  writeFileSync(path, JSON.stringify({ current, keys: kids.map((kid) => ({ kid, alg, k: Buffer.alloc(32, kid).toString('base64url') })) }), { mode: 0o600 });
  return path;
};

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'secrets-'));
  await ensureSecrets(dir);
});

describe('secrets of a sandbox', () => {
  it('are created once, complete, readable by the owner alone, also when several processes create them at once', async () => {
    const fresh = join(mkdtempSync(join(tmpdir(), 'race-')), 'secrets');
    const created = (await Promise.all([ensureSecrets(fresh), ensureSecrets(fresh), ensureSecrets(fresh)])).flat();
    expect(created.sort()).toEqual(Object.values(SECRET_FILES).sort());
    expect(readdirSync(fresh).sort()).toEqual(Object.values(SECRET_FILES).sort());
    expect(readdirSync(fresh).map((name) => statSync(join(fresh, name)).mode & 0o777)).toEqual(Object.values(SECRET_FILES).map(() => 0o600));
    const before = readFileSync(join(fresh, SECRET_FILES.fieldKey), 'utf8');
    expect(await ensureSecrets(fresh)).toEqual([]);
    expect(readFileSync(join(fresh, SECRET_FILES.fieldKey), 'utf8')).toBe(before);
    expect(readFileSync(join(fresh, SECRET_FILES.jwks), 'utf8')).not.toContain('"d"');
  });

  it('are refused in production when others can read them', () => {
    const open = ring('open.json', 'A256GCM', ['k1'], 'k1');
    chmodSync(open, 0o644);
    expect(() => createFieldCipher({ keyFile: open, production: true })).toThrow('0600');
    expect(() => createFieldCipher({ keyFile: open })).not.toThrow();
  });

  it.each([
    ['{', 'is not JSON'], ['{}', 'needs'], ['{"current":"a","keys":[{"kid":"a","alg":"HS256","k":"AA"}]}', 'not for A256GCM'],
    ['{"current":"a","keys":[{"kid":"a","alg":"A256GCM","k":"AA"}]}', '256 bits'], ['{"current":"a","keys":[{"kid":"a.b","alg":"A256GCM"}]}', 'plain'],
    [`{"current":"b","keys":[{"kid":"a","alg":"A256GCM","k":"${'A'.repeat(43)}"}]}`, 'names no key'],
  ])('name the fault of the key file %s', (text, fault) => {
    const path = join(dir, 'bad.json');
    writeFileSync(path, text);
    expect(() => createFieldCipher({ keyFile: path })).toThrow(fault);
    expect(() => createFieldCipher({ keyFile: join(dir, 'absent.json') })).toThrow('ENOENT');
  });
});

describe('field encryption', () => {
  it('gives back what went in, never the same text twice, with algorithm and key id inside', () => {
    const cipher = createFieldCipher({ keyFile: file('fieldKey') });
    const [one, two] = [cipher.encrypt(ID, 'person-id'), cipher.encrypt(ID, 'person-id')];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^v1\.A256GCM\.k-[0-9a-f]{12}\./);
    expect(cipher.decrypt(one, 'person-id')).toBe(ID);
    const bytes = Buffer.from([0, 1, 255]);
    expect(cipher.decryptBytes(cipher.encryptBytes(bytes, 'p'), 'p')).toEqual(bytes);
    expect(cipher.decryptBytes(cipher.encryptBytes(Buffer.alloc(0), 'p'), 'p')).toEqual(Buffer.alloc(0));
  });

  it('refuses another context, any changed byte and unknown keys', () => {
    const cipher = createFieldCipher({ keyFile: file('fieldKey') });
    const unreadable = expect.objectContaining({ code: 'CIPHER.UNREADABLE' });
    const refused = (fn: () => unknown): void => expect(fn).toThrow(unreadable as never);
    const text = cipher.encrypt(ID, 'person-id');
    refused(() => cipher.decrypt(text, 'other'));
    for (const bad of ['', 'v1', text.replace('v1.', 'v2.'), text.replace('A256GCM', 'A128GCM'), `${text}.x`, text.slice(0, -2)]) refused(() => cipher.decrypt(bad, 'person-id'));
    const sealed = cipher.encryptBytes(Buffer.from(ID), 'p');
    for (let i = 0; i < sealed.length; i += 1) {
      const changed = Buffer.from(sealed);
      changed[i]! ^= 1;
      refused(() => cipher.decryptBytes(changed, 'p'));
    }
    refused(() => createFieldCipher({ keyFile: ring('other.json', 'A256GCM', ['o'], 'o') }).decrypt(text, 'person-id'));
  });

  it('keeps old values readable after a change of keys', () => {
    const old = createFieldCipher({ keyFile: ring('f1.json', 'A256GCM', ['k1'], 'k1') });
    const next = createFieldCipher({ keyFile: ring('f2.json', 'A256GCM', ['k2', 'k1'], 'k2') });
    expect(next.decrypt(old.encrypt(ID, 'p'), 'p')).toBe(ID);
    expect(next.encrypt(ID, 'p')).toContain('.k2.');
  });
});

describe('the blind index', () => {
  it('is equal for equal values, differs per purpose and key, and offers old keys for look-ups', () => {
    const index = createBlindIndex({ keyFile: ring('b1.json', 'HS256', ['k1'], 'k1') });
    expect(index.of('person', ID)).toHaveLength(32);
    expect(index.of('person', ID)).toEqual(index.of('person', ID));
    expect(index.of('person', ID)).not.toEqual(index.of('search', ID));
    expect(index.of('a', 'b\0c')).not.toEqual(index.of('a\0b', 'd'));
    const next = createBlindIndex({ keyFile: ring('b2.json', 'HS256', ['k1', 'k2'], 'k2') });
    expect(next.of('person', ID)).not.toEqual(index.of('person', ID));
    expect(next.candidates('person', ID)).toEqual([next.of('person', ID), index.of('person', ID)]);
  });
});

describe('numbers of persons on Kafka', () => {
  it('travel as JWE to the intake key', async () => {
    const intake = createIntakeDecryption({ privateKeyFile: file('intakeKey') });
    expect(Object.keys(intake.publicJwk).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
    const jwe = await encryptForIntake(intake.publicJwk, ID);
    expect(Buffer.from(jwe.split('.').join('')).toString()).not.toContain(ID);
    expect(await intake.decrypt(jwe)).toBe(ID);
  });

  it('are refused under another algorithm, another key, when changed, compressed or too long', async () => {
    const intake = createIntakeDecryption({ privateKeyFile: file('intakeKey') });
    const key = await importJWK(intake.publicJwk as unknown as JWK, 'ECDH-ES');
    const make = (alg: string, enc: string, text = ID, more: object = {}): Promise<string> =>
      new CompactEncrypt(new TextEncoder().encode(text)).setProtectedHeader({ alg, enc, kid: intake.publicJwk.kid, ...more } as never).encrypt(key);
    const good = await encryptForIntake(intake.publicJwk, ID);
    const bad = [
      '', 'x', 'a.b.c.d.e', 'x'.repeat(5_000), await make('ECDH-ES', 'A256GCM'), await make('ECDH-ES+A256KW', 'A128GCM'), await make('ECDH-ES+A256KW', 'A256GCM', 'x'.repeat(300)),
      `${good.slice(0, -2)}AA`, await encryptForIntake({ ...intake.publicJwk, kid: 'other' }, ID),
    ];
    for (const jwe of bad) await expect(intake.decrypt(jwe)).rejects.toMatchObject({ code: 'PERSON_JWE_INVALID' });
  });

  it('stay readable under the old key while senders change over', async () => {
    const old = JSON.parse(readFileSync(file('intakeKey'), 'utf8')) as JWK;
    const jwe = await encryptForIntake(createIntakeDecryption({ privateKeyFile: file('intakeKey') }).publicJwk, ID);
    const other = mkdtempSync(join(tmpdir(), 'next-'));
    await ensureSecrets(other);
    const next = JSON.parse(readFileSync(join(other, SECRET_FILES.intakeKey), 'utf8')) as JWK;
    const both = join(dir, 'both.json');
    writeFileSync(both, JSON.stringify({ keys: [next, old] }), { mode: 0o600 });
    const intake = createIntakeDecryption({ privateKeyFile: both });
    expect(intake.publicJwk.kid).toBe(next.kid);
    expect(await intake.decrypt(jwe)).toBe(ID);
  });
});

describe('masking by role', () => {
  const view = { subjectName: '张三丰', personIdNo: ID, docNo: '1号', nested: [{ legalRepIdNo: ID, facts: `本人${ID}` }], count: 3 };

  it('hides, masks or shows by the rulebook, at any depth; identity numbers inside texts are masked for everybody', () => {
    expect(maskFor([], view, { subjectClass: 'NATURAL_PERSON' })).toEqual({ docNo: '1号', nested: [{ facts: `本人1${'*'.repeat(16)}X` }], count: 3 });
    expect(maskFor(['auditor'], view, { subjectClass: 'NATURAL_PERSON' })).toMatchObject({ subjectName: '张**', personIdNo: `1${'*'.repeat(16)}X` });
    expect(maskFor(['credit-centre'], view, { subjectClass: 'NATURAL_PERSON' }).subjectName).toBe('张三丰');
    expect(JSON.stringify(maskFor(['credit-centre', 'operator'], view))).not.toContain(ID);
  });

  it('lets the role that sees most decide', () => {
    expect(maskFor(['operator', 'auditor'], view, { subjectClass: 'NATURAL_PERSON' }).subjectName).toBe('张**');
  });
});
