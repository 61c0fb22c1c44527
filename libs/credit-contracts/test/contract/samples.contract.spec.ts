import { describe, expect, it } from '@jest/globals';
import { decodeKafka } from '../../src/events/decode.ts';
import { encodeKafka } from '../../src/events/encode.ts';
import { findPlainIdentityNumbers, intakeFindings } from '../../src/events/intake-findings.ts';
import { crossCheck } from '../../src/events/cross-check.ts';
import { allEventTypes, eventType } from '../../src/events/registry.ts';
import { validateData, validateWithClass } from '../../src/events/validate.ts';
import { frozenHashes, samples, sha256, update, writeFrozenHashes } from '../files.ts';

const all = samples();
const today = '2026-11-23' as Parameters<typeof crossCheck>[2]['today'];

describe('frozen samples', () => {
  it('are never edited: their hashes stand in FROZEN', () => {
    const frozen = frozenHashes();
    if (update) {
      for (const { file, bytes } of all) if (!frozen.has(file)) frozen.set(file, sha256(bytes));
      writeFrozenHashes(frozen);
    }
    expect(Object.fromEntries(all.map(({ file, bytes }) => [file, sha256(bytes)]))).toEqual(Object.fromEntries(frozen));
  });

  it('exist for every type and version', () => {
    const covered = new Set(all.map((s) => s.envelope.type));
    expect(allEventTypes().filter(({ type }) => !covered.has(type)).map(({ type }) => type)).toEqual([]);
  });

  it.each(all.map((s) => [s.file, s] as const))('%s parses, is valid for both validators and survives the codec', (file, { key, envelope }) => {
    expect(file.startsWith(envelope.type)).toBe(true);
    expect(validateData(envelope.type, envelope.data)).toEqual([]);
    expect(validateWithClass(envelope.type, envelope.data)).toEqual([]);
    const sent = encodeKafka(envelope, key);
    const binary = decodeKafka({ key: Buffer.from(sent.key), value: sent.value, headers: Object.fromEntries(Object.entries(sent.headers).map(([k, v]) => [k, Buffer.from(v)])) });
    expect(binary).toEqual({ ok: true, key, mode: 'binary', envelope });
    expect(findPlainIdentityNumbers({ key, envelope })).toEqual([]);
  });

  it.each(all.filter((s) => eventType(s.envelope.type)!.kind === 'intake').map((s) => [s.file, s] as const))('%s is an intake statement without a fault', (_file, { key, envelope }) => {
    expect(intakeFindings(key, envelope)).toEqual([]);
    expect(crossCheck(envelope.type, envelope.data, { today }).filter((f) => f.severity === 'error')).toEqual([]);
  });
});
