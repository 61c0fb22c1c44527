import { describe, expect, it } from '@jest/globals';
import { localDate, type Instant } from '@credit/kernel';
import { deciderSpec } from '@credit/testing';
import fc from 'fast-check';
import type { SubjectStanding } from '../policies/hold-reasons.ts';
import { newestVersionOf } from './record-content.ts';
import { recordDecider, type RecordCommand } from './record.decide.ts';
import type { RecordEvent } from './record.events.ts';
import { absent, evolve, type Base, type Correction, type CreditRecord, type RecordContent, type RecordFile } from './record.ts';

const today = localDate('2026-11-23');
const file: RecordFile = { recordId: 'r', recordKind: 'administrative-penalty', authorityUscc: '11210500MB0XY1017D', docNo: '1号', subjectId: 's', source: 'dept', receivedAt: '2026-11-23T01:00:00.000Z' as Instant, receivedOn: today };
const registered: SubjectStanding = { status: 'registered', subjectClass: 'LEGAL_ENTITY', names: ['甲公司', '旧甲公司'], orgCodeValid: true };
const unregistered: SubjectStanding = { ...registered, status: 'unregistered' };
const base = (version: number, more: RecordContent = {}): Base => ({ version: String(version), content: { subjectName: '甲公司', facts: 'f1', fineAmountWan: '1', ...more } });
const correction = (version: number, field = 'facts', newValue = '更正后'): Correction => ({ version: String(version), changes: [{ field, newValue }], reason: 'r', basis: 'b' });
const noProblem = () => [];

const receive = (version: number, more?: RecordContent, standing = registered): RecordCommand => ({ verb: 'receive', file, base: base(version, more), standing, check: noProblem, today });
const correct = (version: number, more: Partial<{ reinstate: boolean; correction: Correction; check: typeof noProblem }> = {}): RecordCommand =>
  ({ verb: 'correct', file, correction: correction(version), reinstate: false, standing: registered, check: noProblem, today, ...more });
const revoke = (version: number, reason = '依法撤销'): RecordCommand => ({ verb: 'revoke', file, revocation: { version: String(version), revokedOn: today, reason, basis: 'b' } });
const reinstate = (version: number): RecordCommand => correct(version, { reinstate: true, correction: { version: String(version), changes: [], reason: 'r', basis: 'b' } });
const release = (standing = registered): RecordCommand => ({ verb: 'release', standing, today });
const repair = (caseId = 'c1'): RecordCommand => ({ verb: 'repair', repair: { caseId, on: today }, reason: '已纠正' });
const revokeRepair = (caseId = 'c1'): RecordCommand => ({ verb: 'revoke-repair', caseId, on: today, reason: '材料虚假' });

const shield = (shieldingId = 's1'): RecordCommand => ({ verb: 'shield', shield: { shieldingId, on: today }, reason: '重整' });
const unshield = (shieldingId = 's1'): RecordCommand => ({ verb: 'unshield', shieldingId, on: today, reason: '计划未能执行' });

const past = (...commands: RecordCommand[]): RecordEvent[] => {
  let state: CreditRecord = absent;
  const events: RecordEvent[] = [];
  for (const command of commands) {
    for (const event of recordDecider.decide(command, state)) {
      events.push(event);
      state = evolve(state, event);
    }
  }
  return events;
};

const { given } = deciderSpec(recordDecider);
const after = (events: readonly RecordEvent[], command: RecordCommand): CreditRecord => recordDecider.decide(command, given(events).state).reduce(evolve, given(events).state);

const STATES: Record<string, RecordEvent[]> = {
  absent: [],
  awaited: past(correct(5)),
  held: past(receive(10, {}, unregistered)),
  effective: past(receive(10)),
  revoked: past(receive(10), revoke(20)),
  tombstone: past(revoke(20)),
  repaired: past(receive(10), repair()),
  shielded: past(receive(10), shield()),
};

/** state × command → next status, or the code of the refusal */
const MATRIX: [keyof typeof STATES, string, RecordCommand, string][] = [
  ['absent', 'receive', receive(10), 'effective'],
  ['absent', 'receive about an unknown subject', receive(10, {}, unregistered), 'held'],
  ['absent', 'receive under another name', receive(10, { subjectName: '乙公司' }), 'held'],
  ['absent', 'receive under a former name', receive(10, { subjectName: '旧甲公司' }), 'effective'],
  ['absent', 'correct', correct(5), 'awaited'],
  ['absent', 'revoke', revoke(20), 'revoked'],
  ['absent', 'reinstate', reinstate(30), 'RECORD_NOT_REVOKED'],
  ['absent', 'release', release(), 'RECORD.NOT_HELD'],
  ['awaited', 'receive', receive(10), 'effective'],
  ['awaited', 'correct with a newer version', correct(6), 'awaited'],
  ['awaited', 'the same correction', correct(5), 'DUPLICATE'],
  ['awaited', 'another correction of that version', correct(5, { correction: correction(5, 'facts', 'x') }), 'VERSION_CONFLICT'],
  ['awaited', 'revoke', revoke(20), 'revoked'],
  ['awaited', 'reinstate', reinstate(30), 'RECORD_NOT_REVOKED'],
  ['awaited', 'release', release(), 'RECORD.NOT_HELD'],
  ['held', 'receive newer', receive(11, { facts: 'f2' }, unregistered), 'held'],
  ['held', 'receive the same', receive(10, {}, unregistered), 'DUPLICATE'],
  ['held', 'correct', correct(11), 'effective'],
  ['held', 'revoke', revoke(20), 'revoked'],
  ['held', 'reinstate', reinstate(30), 'RECORD_NOT_REVOKED'],
  ['held', 'release', release(), 'effective'],
  ['held', 'release while unknown', release(unregistered), 'RECORD.STILL_HELD'],
  ['held', 'release under another name', release({ ...registered, names: ['丙公司'] }), 'held'],
  ['effective', 'receive newer', receive(11, { facts: 'f2' }), 'effective'],
  ['effective', 'receive the same under a newer version', receive(11), 'effective'],
  ['effective', 'receive the same', receive(10), 'DUPLICATE'],
  ['effective', 'receive the same under an older version', receive(9), 'DUPLICATE'],
  ['effective', 'receive older', receive(9, { facts: 'f0' }), 'SUPERSEDED'],
  ['effective', 'receive another content of that version', receive(10, { facts: 'x' }), 'VERSION_CONFLICT'],
  ['effective', 'receive newer under another name', receive(11, { subjectName: '乙公司' }), 'held'],
  ['effective', 'correct', correct(11), 'effective'],
  ['effective', 'correct at the same version', correct(10), 'effective'],
  ['effective', 'correct with an older version', correct(9), 'SUPERSEDED'],
  ['effective', 'correct into something invalid', correct(11, { check: () => [{ code: 'FIELD_MISSING', field: 'facts' }] as never }), 'CORRECTION_INVALID'],
  ['effective', 'revoke', revoke(20), 'revoked'],
  ['effective', 'revoke with an older version', revoke(1), 'revoked'],
  ['effective', 'reinstate', reinstate(30), 'RECORD_NOT_REVOKED'],
  ['effective', 'release', release(), 'RECORD.NOT_HELD'],
  ['revoked', 'receive newer', receive(30, { facts: 'f2' }), 'revoked'],
  ['revoked', 'receive the same under a newer version', receive(30), 'revoked'],
  ['revoked', 'receive the same', receive(10), 'DUPLICATE'],
  ['revoked', 'correct', correct(30), 'revoked'],
  ['revoked', 'revoke again', revoke(20), 'DUPLICATE'],
  ['revoked', 'revoke for another reason, newer', revoke(21, '另案'), 'revoked'],
  ['revoked', 'revoke for another reason, older', revoke(19, '另案'), 'SUPERSEDED'],
  ['revoked', 'revoke for another reason, same version', revoke(20, '另案'), 'VERSION_CONFLICT'],
  ['revoked', 'reinstate', reinstate(30), 'effective'],
  ['revoked', 'reinstate with an older version', reinstate(15), 'SUPERSEDED'],
  ['revoked', 'release', release(), 'RECORD.NOT_HELD'],
  ['tombstone', 'receive', receive(10), 'revoked'],
  ['tombstone', 'correct', correct(30), 'revoked'],
  ['tombstone', 'revoke again', revoke(20), 'DUPLICATE'],
  ['tombstone', 'reinstate', reinstate(30), 'RECORD_NOT_RECEIVED'],
  ['tombstone', 'release', release(), 'RECORD.NOT_HELD'],
  ...(['absent', 'awaited', 'held', 'revoked', 'tombstone'] as const).flatMap((state): typeof MATRIX => [[state, 'repair', repair(), 'RECORD.NOT_REPAIRABLE'], [state, 'revoke a repair', revokeRepair(), 'RECORD.NOT_REPAIRABLE'], [state, 'shield', shield(), 'RECORD.NOT_REPAIRABLE'], [state, 'end a shielding', unshield(), 'RECORD.NOT_REPAIRABLE']]),
  ['effective', 'shield', shield(), 'effective'],
  ['effective', 'end a shielding', unshield(), 'RECORD.NOT_REPAIRABLE'],
  ['repaired', 'shield', shield(), 'effective'],
  ['repaired', 'end a shielding', unshield(), 'RECORD.NOT_REPAIRABLE'],
  ['shielded', 'receive', receive(12, { facts: 'f3' }), 'effective'],
  ['shielded', 'correct', correct(11), 'effective'],
  ['shielded', 'reinstate', reinstate(30), 'RECORD_NOT_REVOKED'],
  ['shielded', 'revoke', revoke(20), 'revoked'],
  ['shielded', 'release', release(), 'RECORD.NOT_HELD'],
  ['shielded', 'repair', repair(), 'effective'],
  ['shielded', 'revoke a repair', revokeRepair(), 'RECORD.NOT_REPAIRABLE'],
  ['shielded', 'shield again', shield(), 'DUPLICATE'],
  ['shielded', 'end its shielding', unshield(), 'effective'],
  ['shielded', 'end another shielding', unshield('s2'), 'RECORD.NOT_REPAIRABLE'],
  ['effective', 'repair', repair(), 'effective'],
  ['effective', 'revoke a repair', revokeRepair(), 'RECORD.NOT_REPAIRABLE'],
  ['repaired', 'receive', receive(12, { facts: 'f3' }), 'effective'],
  ['repaired', 'correct', correct(11), 'effective'],
  ['repaired', 'reinstate', reinstate(30), 'RECORD_NOT_REVOKED'],
  ['repaired', 'revoke', revoke(20), 'revoked'],
  ['repaired', 'release', release(), 'RECORD.NOT_HELD'],
  ['repaired', 'repair again', repair(), 'DUPLICATE'],
  ['repaired', 'revoke its repair', revokeRepair(), 'effective'],
  ['repaired', 'revoke the repair of another case', revokeRepair('c2'), 'RECORD.NOT_REPAIRABLE'],
];

describe('credit record: every state meets every verb', () => {
  it.each(MATRIX)('%s: %s', (from, _name, command, expected) => {
    if (/[A-Z]/.test(expected)) return given(STATES[from]!).when(command).thenRefused(expected);
    const state = given(STATES[from]!).state;
    const events = recordDecider.decide(command, state);
    expect(events.length).toBeGreaterThan(0);
    expect(events.reduce(evolve, state).status).toBe(expected);
  });

  it('has a row for each pair', () => {
    const pairs = new Set(MATRIX.map(([from, , command]) => `${from} ${command.verb}${command.verb === 'correct' && command.reinstate ? '+' : ''}`));
    expect(pairs.size).toBe(Object.keys(STATES).length * 9);
  });
});

describe('a shielded record (§4.5, trap 20)', () => {
  it('stays shielded whatever is said of it later, and counts again when the plan fails', () => {
    const state = [receive(12, { facts: 'f3' }), correct(13), revoke(20), reinstate(30)].reduce((s, command) => recordDecider.decide(command, s).reduce(evolve, s), given(past(receive(10), shield())).state);
    expect(state).toMatchObject({ shield: { shieldingId: 's1', on: today } });
    expect(given(past(receive(10), shield(), unshield())).state).toMatchObject({ status: 'effective', shield: null });
  });
  it('repaired meanwhile stays repaired when its shielding ends; a repair that is revoked leaves the shielding', () => {
    expect(given(past(receive(10), shield(), repair(), unshield())).state).toMatchObject({ shield: null, repair: { caseId: 'c1' } });
    expect(given(past(receive(10), shield(), repair(), revokeRepair())).state).toMatchObject({ shield: { shieldingId: 's1' }, repair: null });
  });
});

describe('a repaired record (36号令第三条)', () => {
  const repaired = past(receive(10), repair());
  it('stays repaired whatever is said of it later, also once it was revoked and reinstated (R11)', () => {
    for (const later of [[receive(12, { facts: 'f3' })], [correct(11)], [revoke(20)], [revoke(20), reinstate(30)]]) {
      const state = later.reduce((s, command) => recordDecider.decide(command, s).reduce(evolve, s), given(repaired).state);
      expect(state).toMatchObject({ repair: { caseId: 'c1', on: today } });
    }
  });
  it('counts again when its repair was got by false material, and may be repaired anew', () => {
    const again = past(receive(10), repair(), revokeRepair());
    expect(given(again).state).toMatchObject({ status: 'effective', repair: null });
    expect(after(again, repair('c2'))).toMatchObject({ repair: { caseId: 'c2' } });
  });
});

describe('credit record', () => {
  it('an old revocation does not undo a reinstatement, a new one does', () => {
    const events = past(receive(10), revoke(20), reinstate(30));
    given(events).when(revoke(20)).thenRefused('SUPERSEDED');
    expect(after(events, revoke(40)).status).toBe('revoked');
  });

  it('a newer statement replaces a correction that is older than it', () => {
    const state = after(past(receive(10), correct(11)), receive(12, { facts: 'f3' }));
    expect(state).toMatchObject({ base: base(12, { facts: 'f3' }), corrections: [] });
  });

  it('a correction of the same version as the statement lies over it, whichever comes first', () => {
    expect(after(past(correct(10)), receive(10))).toEqual(after(past(receive(10)), correct(10)));
    expect(after(past(correct(10)), receive(10))).toMatchObject({ corrections: [correction(10)] });
  });

  it('the same statement again under a newer version, over a correction, is an amendment', () => {
    given(past(receive(10), correct(11))).when(receive(12)).then([{ type: 'RecordAmended', base: base(12), corrections: [], heldReasons: [], changedFields: ['facts'], on: today }]);
  });

  it('a waiting correction that would spoil the record is dropped when the record arrives', () => {
    const command: RecordCommand = { ...receive(4), check: (content) => (content['facts'] === '更正后' ? [{ code: 'X', field: 'facts' }] : []) } as RecordCommand;
    expect(after(STATES['awaited']!, command)).toMatchObject({ status: 'effective', corrections: [] });
  });

  it('every interleaving of two versions, a correction, a revocation and repetitions ends in the same row', () => {
    const statements = fc.tuple(fc.shuffledSubarray([receive(10), receive(12, { facts: 'f2', fineAmountWan: '3' }), correct(11), correct(13, { correction: correction(13, 'fineAmountWan', '2') }), revoke(5)], { minLength: 5 }), fc.nat(4), fc.nat(5));
    const rowAfter = (commands: readonly RecordCommand[]): CreditRecord =>
      commands.reduce<CreditRecord>((state, command) => {
        try {
          return recordDecider.decide(command, state).reduce(evolve, state);
        } catch (error) {
          if (!['DUPLICATE', 'SUPERSEDED'].includes((error as { code: string }).code)) throw error;
          return state;
        }
      }, absent);
    const expected = rowAfter([receive(10), correct(11), receive(12, { facts: 'f2', fineAmountWan: '3' }), correct(13, { correction: correction(13, 'fineAmountWan', '2') }), revoke(5)]);
    expect(expected).toMatchObject({ status: 'revoked', corrections: [correction(13, 'fineAmountWan', '2')] });
    fc.assert(fc.property(statements, ([order, again, at]) => {
      const withRepetition = [...order.slice(0, at), order[again]!, ...order.slice(at)];
      expect(rowAfter(order)).toEqual(expected);
      expect(rowAfter(withRepetition)).toEqual(expected);
    }), { numRuns: 500 });
  });

  it('without the revocation every interleaving ends in the same effective row', () => {
    const all = [receive(10), receive(12, { facts: 'f2' }), receive(14), correct(11), correct(13)];
    const rowAfter = (commands: readonly RecordCommand[]): CreditRecord => commands.reduce<CreditRecord>((state, command) => {
      try {
        return recordDecider.decide(command, state).reduce(evolve, state);
      } catch (error) {
        if (!['DUPLICATE', 'SUPERSEDED'].includes((error as { code: string }).code)) throw error;
        return state;
      }
    }, absent);
    fc.assert(fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (order) => expect(rowAfter(order)).toEqual(rowAfter(all))), { numRuns: 200 });
  });
});

describe('the version of what an authority decided on an objection', () => {
  const correction = (version: string) => ({ version, changes: [], reason: 'x', basis: 'x' });
  it.each([
    ['that of the base: it lies over it, and the next statement over it', { base: { version: '7' }, corrections: [], reinstatedVersion: null }, '7'],
    ['one that no correction has taken', { base: { version: '7' }, corrections: [correction('7'), correction('9')], reinstatedVersion: null }, '10'],
    ['after a reinstatement, so that it can be revoked again', { base: { version: '7' }, corrections: [], reinstatedVersion: '8' }, '9'],
    ['of a record that has only been corrected so far', { base: null, corrections: [correction('3')], reinstatedVersion: null }, '4'],
  ] as const)('%s', (_, state, version) => expect(newestVersionOf(state)).toBe(version));
});
