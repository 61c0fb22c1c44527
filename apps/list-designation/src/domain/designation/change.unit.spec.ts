import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate } from '@credit/kernel';
import { lawful, marketList, notice, penaltyNo, proposal, removalRule, report, TODAY } from '../../../test/sample-designations.ts';
import { askExtension, askRemoval, decideExtension, decideRemoval, type RemovalRule } from './change.decide.ts';
import { decideDesignation, giveNotice, propose, review, serveDecision } from './designation.decide.ts';
import { absent, evolve, type Designation } from './designation.ts';
import { evidenceFell, expireEntry, revokeDesignation, takeEffect } from './entry.decide.ts';
import { takeReport } from './report.decide.ts';

type Verb = (state: Designation) => ReturnType<typeof askRemoval>;
const run = (state: Designation, ...verbs: Verb[]): Designation => verbs.reduce((at, verb) => verb(at).reduce(evolve, at), state);
const first = { by: 'officer-1', today: TODAY };
const second = { by: 'officer-2', today: TODAY };
const UNTIL = localDate('2029-11-23');
const LONGER = localDate('2030-11-23');

const entry = run(
  absent, (s) => propose(proposal(), s), (s) => giveNotice(notice(), s), (s) => review({ by: 'officer-2', today: localDate('2026-12-01'), opinion: '同意' }, s),
  (s) => decideDesignation({ ...second, list: true, docNo: '本市监列〔2026〕3号', reasons: '情节严重', facts: lawful() }, s), (s) => serveDecision({ ...first, term: { from: TODAY, until: UNTIL } }, s),
  (s) => takeEffect({ today: TODAY, listVersion: '1', facts: lawful() }, s),
);
const external = run(absent, (s) => takeReport(report({ facts: lawful({ listType: { ...marketList, inForce: true } }) }), s));
const askLonger: Verb = (s) => askExtension({ ...first, months: 12, reasons: '再次违法', until: LONGER }, s);
const askOut = (over: Partial<Parameters<typeof askRemoval>[0]> = {}): Verb => (s) => askRemoval({ ...first, reasons: '已履行', rule: removalRule, ...over }, s);
const longer = (over: Partial<Parameters<typeof decideExtension>[0]> = {}): Verb => (s) => decideExtension({ ...second, grant: true, docNo: '延1号', reasons: '再次违法', until: LONGER, listVersion: '2', ...over }, s);
const out = (over: Partial<Parameters<typeof decideRemoval>[0]> = {}): Verb => (s) => decideRemoval({ ...second, grant: true, docNo: '移1号', reasons: '已履行义务', rule: removalRule, listVersion: '2', ...over }, s);
const extensionAsked = run(entry, askLonger);
const removalAsked = run(entry, askOut());

const outcomeOf = (verb: Verb, state: Designation): string => {
  try {
    const events = verb(state);
    return `${events.map(({ type }) => type).join()}→${events.reduce(evolve, state).status}`;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code.replace('DESIGNATION.', '');
  }
};

describe('a change that waits for its decision', () => {
  it.each([
    ['asking for an extension', askLonger, 'CHANGE_PENDING', 'CHANGE_PENDING'],
    ['asking for removal', askOut(), 'CHANGE_PENDING', 'CHANGE_PENDING'],
    ['deciding an extension', longer(), 'EntryExtended→in-force', 'NOTHING_ASKED'],
    ['declining an extension', longer({ grant: false }), 'ChangeDeclined→in-force', 'NOTHING_ASKED'],
    ['deciding a removal', out(), 'NOTHING_ASKED', 'EntryDelisted→ended'],
    ['declining a removal', out({ grant: false }), 'NOTHING_ASKED', 'ChangeDeclined→in-force'],
    ['the end of the term', (s) => expireEntry({ today: UNTIL, listVersion: '2' }, s), 'EntryDelisted→ended', 'EntryDelisted→ended'],
    ['a revocation', (s) => revokeDesignation({ ...second, reason: '认定错误', listVersion: '2' }, s), 'DesignationRevoked→ended', 'DesignationRevoked→ended'],
    ['the fall of one document', (s) => evidenceFell({ ...first, recordId: penaltyNo(1).recordId, reason: '撤销', effective: [penaltyNo(2).recordId], listVersion: '2' }, s), 'EvidenceRebased→in-force', 'EvidenceRebased→in-force'],
  ] as [string, Verb, string, string][])('meets %s', (_name, verb, onExtension, onRemoval) => {
    expect([outcomeOf(verb, extensionAsked), outcomeOf(verb, removalAsked)]).toEqual([onExtension, onRemoval]);
  });

  it('changes nothing before it is decided, and nothing when it is declined', () => {
    const { pending, ...rest } = extensionAsked as Extract<Designation, { status: 'in-force' }>;
    expect(rest).toEqual(entry);
    expect(pending).toEqual({ kind: 'extension', months: 12, reasons: '再次违法', askedBy: 'officer-1', askedOn: TODAY });
    expect([run(extensionAsked, longer({ grant: false })), run(removalAsked, out({ grant: false }))]).toEqual([entry, entry]);
  });
  it('is decided by another officer than the one who asked', () => {
    expect([outcomeOf(longer({ by: 'officer-1' }), extensionAsked), outcomeOf(out({ by: 'officer-1' }), removalAsked)]).toEqual(['SAME_OFFICER', 'SAME_OFFICER']);
  });
  it('is of the designating department: what was decided elsewhere is changed there', () => {
    expect([askLonger, askOut(), longer(), out()].map((verb) => outcomeOf(verb, external))).toEqual(Array(4).fill('DECIDED_ELSEWHERE'));
  });
  it('does not bring back what is over, however late that is stated', () => {
    const late = { today: UNTIL };
    expect(outcomeOf((s) => askExtension({ ...first, ...late, months: 12, reasons: 'x', until: LONGER }, s), entry)).toBe('ENDED');
    expect([outcomeOf(longer(late), extensionAsked), outcomeOf(out(late), removalAsked)]).toEqual(['ENDED', 'ENDED']);
  });
});

describe('an extension', () => {
  it('leads to a later end and can be followed by another one', () => {
    const extended = run(extensionAsked, longer());
    expect(extended).toMatchObject({ status: 'in-force', term: { from: TODAY, until: LONGER }, listVersion: '2' });
    expect(outcomeOf(askLonger, extended)).toBe('EXTENSION_NOT_LATER');
    expect(outcomeOf((s) => askExtension({ ...first, months: 24, reasons: 'x', until: localDate('2031-11-23') }, s), extended)).toBe('ChangeAsked→in-force');
  });
});

describe('an early removal', () => {
  const rule = (over: Partial<RemovalRule>): RemovalRule => ({ ...removalRule, ...over });
  it('names the first day on which it may be asked for, and is refused before it', () => {
    expect(() => askOut({ rule: rule({ from: localDate('2027-11-23') }) })(entry)).toThrow(expect.objectContaining({ code: 'DESIGNATION.REMOVAL_TOO_EARLY', userMessage: '自2027-11-23起方可申请提前移出', details: { from: '2027-11-23' } }));
    expect(outcomeOf(askOut({ today: localDate('2027-11-22'), rule: rule({ from: localDate('2027-11-23') }) }), entry)).toBe('REMOVAL_TOO_EARLY');
    expect(outcomeOf(askOut({ today: localDate('2027-11-23'), rule: rule({ from: localDate('2027-11-23') }) }), entry)).toBe('ChangeAsked→in-force');
  });
  it('does not exist where the rules know none, and waits for the correction where they count from it', () => {
    const { from: _, ...uncounted } = removalRule;
    expect([outcomeOf(askOut({ rule: undefined }), entry), outcomeOf(askOut({ rule: uncounted }), entry)]).toEqual(['REMOVAL_NOT_PROVIDED', 'CORRECTION_MISSING']);
    expect(outcomeOf(askOut({ correctedOn: localDate('2026-11-24') }), entry)).toBe('DATE_OUT_OF_ORDER');
  });
  it('asks the rule again on the day of the decision', () => expect(outcomeOf(out({ rule: rule({ from: localDate('2027-11-23') }) }), removalAsked)).toBe('REMOVAL_TOO_EARLY'));
  it('ends the entry with the day of the decision and its reason', () => {
    expect(run(removalAsked, out({ today: localDate('2026-12-03') }))).toMatchObject({ status: 'ended', ending: 'removed-early', endedOn: '2026-12-03', reason: '已履行义务', listing: { listVersion: '2' } });
  });
});
