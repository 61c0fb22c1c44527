import { describe, expect, it } from '@jest/globals';
import { judgeCase, judgeEntry, judgeFirm, judgePrompt, judgeReceipts, type CaseSeen, type EntrySeen, type FirmSeen, type Outcomes, type PromptSeen } from './list-verdict.ts';
import { emptyVerdict, type Verdict } from './verdict.ts';

/** [lost, doubled, never-sent] */
const counts = (judge: (verdict: Verdict) => void): number[] => {
  const verdict = emptyVerdict();
  judge(verdict);
  return [verdict.lost.length, verdict.doubled.length, verdict.neverSent.length];
};

describe('the judge of entries', () => {
  const standing: EntrySeen = { what: 'e', expected: 'in-force', until: '2028-11-11', owner: { status: 'in-force', until: '2028-11-11' }, topic: { status: 'in-force', until: '2028-11-11' }, row: { live: true } };
  const over: EntrySeen = { what: 'e', expected: 'ended', owner: { status: 'ended' }, topic: { status: 'ended' }, row: { live: false } };
  const of = (base: EntrySeen, more: Partial<EntrySeen> = {}): number[] => counts((verdict) => judgeEntry({ ...base, ...more }, verdict));

  it('is content when all three places say what was acknowledged, and when nobody has asked joint-discipline yet', () => {
    expect([of(standing), of(over)]).toEqual([[0, 0, 0], [0, 0, 0]]);
    expect(of(standing, { row: undefined as never })).toEqual([0, 0, 0]);
  });
  it('sees an entry in force that one of them has lost', () => {
    expect(of(standing, { owner: { status: 'ended', until: '2028-11-11' } })).toEqual([1, 0, 0]);
    expect(of(standing, { topic: { status: 'ended', until: '2028-11-11' } })).toEqual([1, 0, 0]);
    expect(of(standing, { row: { live: false } })).toEqual([1, 0, 0]);
    expect(of({ what: 'e', expected: 'in-force' })).toEqual([2, 0, 0]);
  });
  it('sees an older version in force', () => expect(of(standing, { topic: { status: 'in-force', until: '2028-11-10' } })).toEqual([1, 0, 0]));
  it('sees an ending that one of them ignores', () => {
    expect(of(over, { owner: { status: 'in-force' } })).toEqual([1, 0, 0]);
    expect(of(over, { topic: { status: 'in-force' } })).toEqual([1, 0, 0]);
    expect(of(over, { row: { live: true } })).toEqual([1, 0, 0]);
  });
  it('sees an entry that was never to stand', () => {
    expect(of(over, { expected: 'never' })).toEqual([0, 0, 0]);
    expect(of(standing, { expected: 'never' })).toEqual([0, 0, 3]);
  });
});

describe('the judge of look-ups', () => {
  const firm: FirmSeen = { what: 'f', inForce: new Set(['a']), ended: new Set(['z']), byCode: { outcome: 'hit', entries: ['a'] }, byName: { outcome: 'needs-human', entries: ['a'], prompts: 0 } };
  const of = (more: Partial<FirmSeen> = {}): number[] => counts((verdict) => judgeFirm({ ...firm, ...more }, verdict));

  it('is content with a hit for what is in force, and with none for nothing', () => {
    expect(of()).toEqual([0, 0, 0]);
    expect(of({ inForce: new Set(), byCode: { outcome: 'none', entries: [] }, byName: { outcome: 'none', entries: [], prompts: 0 } })).toEqual([0, 0, 0]);
  });
  it('sees an entry in force that does not hit', () => {
    expect(of({ byCode: { outcome: 'none', entries: [] } })).toEqual([2, 0, 0]);
    expect(of({ inForce: new Set(['a', 'b']) })).toEqual([1, 0, 0]);
  });
  it('sees an ended entry that hits still', () => expect(of({ byCode: { outcome: 'hit', entries: ['a', 'z'] } })).toEqual([1, 0, 0]));
  it('sees an entry that nobody placed, and one shown twice', () => {
    expect(of({ byCode: { outcome: 'hit', entries: ['a', 'q'] } })).toEqual([0, 0, 1]);
    expect(of({ byCode: { outcome: 'hit', entries: ['a', 'a'] } })).toEqual([0, 1, 0]);
  });
  it('sees a hit, or a prompt, by name alone', () => {
    expect(of({ byName: { outcome: 'hit', entries: ['a'], prompts: 0 } })).toEqual([0, 0, 1]);
    expect(of({ byName: { outcome: 'needs-human', entries: ['a'], prompts: 1 } })).toEqual([0, 0, 1]);
  });
  it('sees an ended entry that the index still shows by name', () => expect(of({ byName: { outcome: 'needs-human', entries: ['a', 'z'], prompts: 0 } })).toEqual([1, 0, 0]));
});

describe('the judge of prompts and measures', () => {
  const applied: PromptSeen = { promptId: 'p', state: 'applied', inForce: true, chosen: { choice: 'apply', measureId: 'm' }, measures: [{ measureId: 'm', state: 'applied', onLive: true }] };
  const of = (more: Partial<PromptSeen> = {}): number[] => counts((verdict) => judgePrompt({ ...applied, ...more }, verdict));

  it('is content with a choice that is kept, and with what ends or is carried on with its entry', () => {
    expect(of()).toEqual([0, 0, 0]);
    expect(of({ state: 'declined', chosen: { choice: 'decline' }, measures: [] })).toEqual([0, 0, 0]);
    expect(of({ inForce: false, measures: [{ measureId: 'm', state: 'lifted', onLive: false }] })).toEqual([0, 0, 0]);
    expect(of({ inForce: false, measures: [{ measureId: 'm', state: 'applied', onLive: true }] })).toEqual([0, 0, 0]);
    expect(of({ inForce: false, state: 'closed', chosen: { choice: 'apply', overtaken: true }, measures: [] })).toEqual([0, 0, 0]);
  });
  it('sees a prompt that stays open after its entry', () => expect(of({ state: 'open', inForce: false, chosen: undefined as never, measures: [] })).toEqual([1, 0, 0]));
  it('sees a measure that burdens after its entry', () => expect(of({ inForce: false, measures: [{ measureId: 'm', state: 'executed', onLive: false }] })).toEqual([1, 0, 0]));
  it('sees a choice or a measure that is lost', () => {
    expect(of({ state: 'open', measures: [] })).toEqual([2, 0, 0]);
    expect(of({ state: 'declined', chosen: { choice: 'decline' }, measures: [], inForce: true })).toEqual([0, 0, 0]);
    expect(of({ state: 'open', chosen: { choice: 'decline' }, measures: [] })).toEqual([1, 0, 0]);
  });
  it('sees a measure lifted, a prompt closed and a choice refused while the entry is in force', () => {
    expect(of({ measures: [{ measureId: 'm', state: 'lifted', onLive: false }] })).toEqual([1, 0, 0]);
    expect(of({ state: 'closed', chosen: { choice: 'apply', overtaken: true }, measures: [] })).toEqual([2, 0, 0]);
  });
  it('sees two measures for one choice', () => expect(of({ measures: [...applied.measures, { measureId: 'n', state: 'applied', onLive: true }] })).toEqual([0, 1, 0]));
});

describe('the judge of receipts of matters', () => {
  const entry: Outcomes = { what: 'r', kind: 'list-entry', followed: false, removal: false, receipts: [{ state: 'forwarded' }, { state: 'accepted' }] };
  const of = (more: Partial<Outcomes> = {}): number[] => counts((verdict) => judgeReceipts({ ...entry, ...more }, verdict));

  it('is content with a last word that the report deserves', () => {
    expect(of()).toEqual([0, 0, 0]);
    expect(of({ followed: true, receipts: [{ state: 'superseded' }] })).toEqual([0, 0, 0]);
    expect(of({ removal: true, receipts: [{ state: 'forwarded' }, { state: 'rejected', code: 'REMOVED_ALREADY' }] })).toEqual([0, 0, 0]);
    expect(of({ kind: 'case-opened', receipts: [{ state: 'forwarded' }] })).toEqual([0, 0, 0]);
  });
  it('sees a last word that stays away, or comes twice', () => {
    expect(of({ receipts: [{ state: 'forwarded' }] })).toEqual([1, 0, 0]);
    expect(of({ receipts: [] })).toEqual([1, 0, 0]);
    expect(of({ receipts: [{ state: 'forwarded' }, { state: 'accepted' }, { state: 'accepted' }] })).toEqual([0, 1, 0]);
    expect(of({ receipts: [{ state: 'forwarded' }, { state: 'forwarded' }, { state: 'accepted' }] })).toEqual([0, 1, 0]);
  });
  it('sees a good report refused', () => {
    expect(of({ receipts: [{ state: 'superseded' }] })).toEqual([1, 0, 0]);
    expect(of({ receipts: [{ state: 'forwarded' }, { state: 'rejected', code: 'ALREADY_LISTED' }] })).toEqual([1, 0, 0]);
  });
  it('sees a case that was not forwarded, or forwarded twice', () => {
    expect(of({ kind: 'case-opened', receipts: [{ state: 'rejected', code: 'X' }] })).toEqual([1, 1, 0]);
    expect(of({ kind: 'case-opened', receipts: [{ state: 'forwarded' }, { state: 'forwarded' }] })).toEqual([0, 1, 0]);
  });
});

describe('the judge of cases', () => {
  const of = (answers: CaseSeen['answers'], ...inForce: string[]): number[] => counts((verdict) => judgeCase({ what: 'c', inForce: new Set(inForce), answers }, verdict));
  const opened = (...entries: string[]) => ({ occasion: 'case-opened', entries });
  const changed = (...entries: string[]) => ({ occasion: 'list-changed', entries });

  it('is content with one answer to the opening, and with later ones that follow the list', () => {
    expect(of([opened()])).toEqual([0, 0, 0]);
    expect(of([opened('a'), changed('a', 'b'), changed('b')], 'b')).toEqual([0, 0, 0]);
  });
  it('sees a case that nobody answered, and an opening answered twice', () => {
    expect(of([])).toEqual([1, 0, 0]);
    expect(of([opened('a'), opened('a')], 'a')).toEqual([0, 1, 0]);
  });
  it('sees a list change that never reached the case', () => {
    expect(of([opened()], 'a')).toEqual([1, 0, 0]);
    expect(of([opened('a')])).toEqual([1, 0, 0]);
  });
});
