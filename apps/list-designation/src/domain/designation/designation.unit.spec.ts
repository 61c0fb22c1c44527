import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate } from '@credit/kernel';
import { firm, lawful, marketList, notice, penaltyNo, person, proposal, removalRule, report, TODAY } from '../../../test/sample-designations.ts';
import { askExtension, askRemoval, decideExtension, decideRemoval } from './change.decide.ts';
import { absent, evolve, type Designation } from './designation.ts';
import { decideDesignation, giveNotice, hearDefence, propose, review, serveDecision, waiveDefence, type DecideDesignation, type Propose } from './designation.decide.ts';
import type { DesignationEvent } from './designation.events.ts';
import { breachRepaired, delistEntry, evidenceFell, expireEntry, extendEntry, revokeDesignation, takeEffect } from './entry.decide.ts';
import { takeReport, type Report } from './report.decide.ts';
import { PUT_FORWARD } from './taken-up.ts';

type Verb = (state: Designation) => readonly DesignationEvent[];
const run = (state: Designation, ...verbs: Verb[]): Designation => verbs.reduce((at, verb) => verb(at).reduce(evolve, at), state);
const officer = { by: 'officer-1', today: TODAY };
const second = { by: 'officer-2', today: TODAY };
const after = { by: 'officer-2', today: localDate('2026-12-01') };
const term = { from: TODAY, until: localDate('2029-11-23') };
const decision: DecideDesignation = { ...second, list: true, docNo: '本市监列〔2026〕3号', reasons: '情节严重', facts: lawful() };

const verbs = {
  propose: (s: Designation) => propose(proposal(), s),
  notice: (s: Designation) => giveNotice(notice(), s),
  hear: (s: Designation) => hearDefence({ ...officer, statement: '已整改' }, s),
  waive: (s: Designation) => waiveDefence(officer, s),
  review: (s: Designation) => review({ ...after, opinion: '事实清楚' }, s),
  list: (s: Designation) => decideDesignation(decision, s),
  notList: (s: Designation) => decideDesignation({ ...decision, list: false }, s),
  serve: (s: Designation) => serveDecision({ ...officer, term }, s),
  takeEffect: (s: Designation) => takeEffect({ today: TODAY, listVersion: '1', facts: lawful() }, s),
  extend: (s: Designation) => extendEntry({ ...officer, until: localDate('2030-11-23'), docNo: '本市监延〔2029〕1号', listVersion: '2' }, s),
  delist: (s: Designation) => delistEntry({ ...officer, ending: 'removed-early', on: TODAY, reason: '已履行义务', docNo: '本市监移〔2026〕1号', listVersion: '2' }, s),
  askExtension: (s: Designation) => askExtension({ ...officer, months: 12, reasons: '再次违法', until: localDate('2030-11-23') }, s),
  decideExtension: (s: Designation) => decideExtension({ ...second, grant: true, docNo: '本市监延〔2029〕1号', reasons: '再次违法', until: localDate('2030-11-23'), listVersion: '2' }, s),
  askRemoval: (s: Designation) => askRemoval({ ...officer, reasons: '已履行', rule: removalRule }, s),
  decideRemoval: (s: Designation) => decideRemoval({ ...second, grant: true, docNo: '本市监移〔2026〕1号', reasons: '已履行', rule: removalRule, listVersion: '2' }, s),
  expire: (s: Designation) => expireEntry({ today: localDate('2029-12-24'), listVersion: '2' }, s),
  revoke: (s: Designation) => revokeDesignation({ ...officer, reason: '认定错误', listVersion: '2' }, s),
  evidenceFell: (s: Designation) => evidenceFell({ ...officer, recordId: penaltyNo(1).recordId, reason: '处罚决定被撤销', effective: [], listVersion: '2' }, s),
  breachRepaired: (s: Designation) => breachRepaired({ ...officer, recordId: penaltyNo(1).recordId, reason: '已信用修复', standing: [], on: TODAY, caseId: 'c1', listVersion: '2' }, s),
  report: (s: Designation) => takeReport(report(), s),
  unlawfulReport: (s: Designation) => takeReport(report({ facts: lawful({ competent: false }) }), s),
  removal: (s: Designation) => takeReport(report({ removal: { kind: 'removed-early', on: TODAY, reason: '已履行' } }), s),
} satisfies Record<string, Verb>;

const proposed = run(absent, verbs.propose);
const noticed = run(proposed, verbs.notice);
const reviewed = run(noticed, verbs.review);
const decided = run(reviewed, verbs.list);
const served = run(decided, verbs.serve);
const inForce = run(served, verbs.takeEffect);
const states = {
  absent, proposed, noticed, heard: run(noticed, verbs.hear), waived: run(noticed, verbs.waive), reviewed, 'decided-to-list': decided, 'decided-not-to-list': run(reviewed, verbs.notList),
  served, 'in-force': inForce, ended: run(inForce, verbs.revoke), 'not-applicable': run(absent, verbs.unlawfulReport),
} satisfies Record<Designation['status'], Designation>;

type Status = Designation['status'];
/** What a verb leads to: `Event→status` where it is legal, the refusal where it is not; `else` is the rest of what is not over. */
const every = (legal: Partial<Record<Status, string>>, otherwise: string, onAbsent = 'NOT_PROPOSED', over = 'ENDED'): Record<Status, string> => ({
  absent: onAbsent, proposed: otherwise, noticed: otherwise, heard: otherwise, waived: otherwise, reviewed: otherwise, 'decided-to-list': otherwise, served: otherwise, 'in-force': otherwise,
  'decided-not-to-list': over, ended: over, 'not-applicable': over, ...legal,
});
const closes = (event: string): Partial<Record<Status, string>> => Object.fromEntries(['proposed', 'noticed', 'heard', 'waived', 'reviewed', 'decided-to-list', 'served', 'in-force'].map((status) => [status, event]));

const matrix: Record<keyof typeof verbs, Record<Status, string>> = {
  propose: every({ absent: 'DesignationProposed→proposed' }, 'ALREADY_PROPOSED', undefined, 'ALREADY_PROPOSED'),
  notice: every({ proposed: 'DesignationNoticed→noticed' }, 'NOT_PROPOSED'),
  hear: every({ noticed: 'DefenceHeard→heard' }, 'NOT_NOTICED'),
  waive: every({ noticed: 'DefenceWaived→waived' }, 'NOT_NOTICED'),
  review: every({ proposed: 'NOT_NOTICED', noticed: 'DesignationReviewed→reviewed', heard: 'DesignationReviewed→reviewed', waived: 'DesignationReviewed→reviewed' }, 'NOT_ANSWERED'),
  list: every({ proposed: 'NOT_NOTICED', reviewed: 'DecidedToList→decided-to-list' }, 'NOT_REVIEWED'),
  notList: every({ proposed: 'NOT_NOTICED', reviewed: 'DecidedNotToList→decided-not-to-list' }, 'NOT_REVIEWED'),
  serve: every({ 'decided-to-list': 'DecisionServed→served' }, 'NOT_DECIDED'),
  takeEffect: every({ served: 'EntryTookEffect→in-force' }, 'NOT_SERVED'),
  extend: every({ 'in-force': 'EntryExtended→in-force' }, 'NOT_IN_FORCE'),
  delist: every({ 'in-force': 'EntryDelisted→ended' }, 'NOT_IN_FORCE'),
  askExtension: every({ 'in-force': 'ChangeAsked→in-force' }, 'NOT_IN_FORCE'),
  decideExtension: every({ 'in-force': 'NOTHING_ASKED' }, 'NOT_IN_FORCE'),
  askRemoval: every({ 'in-force': 'ChangeAsked→in-force' }, 'NOT_IN_FORCE'),
  decideRemoval: every({ 'in-force': 'NOTHING_ASKED' }, 'NOT_IN_FORCE'),
  expire: every({ 'in-force': 'EntryDelisted→ended' }, 'NOT_IN_FORCE'),
  revoke: every(closes('DesignationRevoked→ended'), ''),
  evidenceFell: every(closes('DesignationRevoked→ended'), ''),
  breachRepaired: every(closes('EntryDelisted→ended'), ''),
  report: every({ absent: 'EntryTakenOver→in-force', 'not-applicable': 'EntryTakenOver→in-force' }, 'ALREADY_PROPOSED', undefined, 'ALREADY_PROPOSED'),
  unlawfulReport: every({ absent: 'ReportSetAside→not-applicable', 'not-applicable': 'ReportSetAside→not-applicable' }, 'ALREADY_PROPOSED', undefined, 'ALREADY_PROPOSED'),
  removal: every({ absent: 'ReportSetAside→not-applicable', 'not-applicable': 'ReportSetAside→not-applicable' }, 'ALREADY_PROPOSED', undefined, 'ALREADY_PROPOSED'),
};

const outcomeOf = (verb: Verb, state: Designation): string => {
  try {
    const events = verb(state);
    expect(events).toHaveLength(1);
    return `${events[0]!.type}→${events.reduce(evolve, state).status}`;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return error.code.replace('DESIGNATION.', '');
  }
};

describe('designation: every state under every verb', () => {
  for (const [name, row] of Object.entries(matrix)) {
    for (const [status, expected] of Object.entries(row)) {
      it(`${status} + ${name}: ${expected}`, () => {
        expect(states[status as Status].status).toBe(status);
        expect(outcomeOf(verbs[name as keyof typeof verbs], states[status as Status])).toBe(expected);
      });
    }
  }
});

describe('a proposal is refused', () => {
  const refuses = (code: string, over: Partial<Propose>): void => expect(outcomeOf((s) => propose(proposal(over), s), absent)).toBe(code);
  const held = { unitSubjectId: firm.subjectId, role: 'LEGAL_REP', conductOn: localDate('2026-06-01'), allowed: true, heldThen: true, holderUnclear: false, heldBy: 'register' as const };

  it('without a document that is in effect', () => refuses('NO_EFFECTIVE_EVIDENCE', { facts: lawful({ effective: [] }) }));
  it('without any document', () => refuses('NO_EFFECTIVE_EVIDENCE', { evidence: [] }));
  it('on a document about somebody else', () => refuses('EVIDENCE_OF_ANOTHER_SUBJECT', { evidence: [penaltyNo(1), { ...penaltyNo(2), subjectId: person.subjectId }] }));
  it('for a list that is in no catalogue', () => refuses('LIST_TYPE_UNKNOWN', { facts: lawful({ listType: null }) }));
  it('for a list that is not in force on that day', () => refuses('LIST_TYPE_NOT_IN_FORCE', { facts: lawful({ listType: { ...marketList, inForce: false } }) }));
  it('for a red list, which its own authority decides', () => refuses('RED_LIST_NOT_DESIGNATED', { facts: lawful({ listType: { ...marketList, kind: 'red', inForce: true } }) }));
    it('by a department without the power', () => refuses('NOT_COMPETENT', { facts: lawful({ competent: false }) }));
  it.each(['VILE_NATURE', 'SERIOUS_CIRCUMSTANCES', 'GREAT_SOCIAL_HARM'])('when the criterion %s has no reason', (criterion) => refuses('CRITERION_UNANSWERED', { criteria: { ...proposal().criteria, [criterion]: { met: true, reason: '  ' } } }));
  it('of a ban without one of the four grounds', () => refuses('CRITERION_UNANSWERED', { facts: lawful({ listType: { ...marketList, kind: 'ban', inForce: true } }), ban: { field: 'FOOD' } }));
  it('of a subject that is on the list', () => refuses('ALREADY_LISTED', { facts: lawful({ alreadyListed: true }) }));
  it('of a person to whom the list does not extend', () => refuses('RELATED_PERSON_NOT_ALLOWED', { subject: person, related: { ...held, allowed: false } }));
  it('with an employer of a firm, or one whose code is none', () => {
    refuses('EMPLOYER_INVALID', { employer: { uscc: firm.uscc } });
    refuses('EMPLOYER_INVALID', { subject: person, related: held, employer: { uscc: '11210502MB0XY11050' } });
    expect(run(absent, (s) => propose(proposal({ subject: person, related: held, employer: { uscc: firm.uscc, position: '科员' } }), s))).toMatchObject({ employer: { uscc: firm.uscc, position: '科员' } });
  });
  it('of a person who was appointed after the conduct', () => refuses('ROLE_NOT_HELD_AT_CONDUCT', { subject: person, related: { ...held, heldThen: false } }));
  it('of a person whose name the role shows more than once', () => refuses('ROLE_HOLDER_UNCLEAR', { subject: person, related: { ...held, holderUnclear: true } }));

  it('and accepts a person with the role at the time of the conduct, on a document about the unit', () => {
    expect(run(absent, (s) => propose(proposal({ subject: person, related: held }), s))).toMatchObject({ status: 'proposed', related: { role: 'LEGAL_REP', conductOn: '2026-06-01', heldBy: 'register' } });
  });
});

describe('the procedure', () => {
  it('tells the person, not only the unit', () => expect(outcomeOf((s) => giveNotice(notice({ addresseeSubjectId: person.subjectId }), s), proposed)).toBe('PERSON_NOT_NOTICED'));
  it('leaves time to answer', () => expect(outcomeOf((s) => giveNotice(notice({ defenceUntil: TODAY }), s), proposed)).toBe('DATE_OUT_OF_ORDER'));
  it('waits for the whole defence period', () => {
    expect(outcomeOf((s) => review({ by: 'officer-2', today: localDate('2026-11-30'), opinion: '' }, s), noticed)).toBe('DEFENCE_PERIOD_RUNNING');
    expect(run(noticed, (s) => review({ by: 'officer-2', today: localDate('2026-12-01'), opinion: '' }, s))).toMatchObject({ status: 'reviewed', defence: { kind: 'expired', on: '2026-11-30' } });
  });
  it('need not wait for a subject that was heard or waived', () => {
    for (const state of [states.heard, states.waived]) expect(run(state, (s) => review({ ...second, opinion: '' }, s)).status).toBe('reviewed');
  });
  it('has four eyes: the proposer neither reviews nor decides', () => {
    expect(outcomeOf((s) => review({ by: 'officer-1', today: after.today, opinion: '' }, s), noticed)).toBe('SAME_OFFICER');
    expect(outcomeOf((s) => decideDesignation({ ...decision, by: 'officer-1' }, s), reviewed)).toBe('SAME_OFFICER');
  });

  const decides = (over: Partial<DecideDesignation>, from: Designation = reviewed): string => outcomeOf((s) => decideDesignation({ ...decision, ...over }, s), from);
  it('asks again on the day of the decision', () => {
    expect(decides({ facts: lawful({ effective: [] }) })).toBe('NO_EFFECTIVE_EVIDENCE');
    expect(decides({ facts: lawful({ competent: false }) })).toBe('NOT_COMPETENT');
    expect(decides({ facts: lawful({ listType: { ...marketList, inForce: false } }) })).toBe('LIST_TYPE_NOT_IN_FORCE');
    expect(decides({ facts: lawful({ alreadyListed: true }) })).toBe('ALREADY_LISTED');
  });
  it('lists only what meets every criterion, and nobody for minor penalties however many', () => {
    const through = (over: Partial<Propose>): Designation => run(absent, (s) => propose(proposal(over), s), verbs.notice, verbs.review);
    for (const criterion of ['VILE_NATURE', 'SERIOUS_CIRCUMSTANCES', 'GREAT_SOCIAL_HARM']) expect(decides({}, through({ criteria: { ...proposal().criteria, [criterion]: { met: false, reason: '未达到' } } }))).toBe('CRITERION_NOT_MET');
    expect(decides({}, through({ severity: 'MINOR' }))).toBe('CRITERION_NOT_MET');
  });
  it('may watch what does not reach the standard of a list', () => {
    const watch = lawful({ listType: { ...marketList, kind: 'watch', inForce: true } });
    const below = run(absent, (s) => propose(proposal({ facts: watch, severity: 'MINOR' }), s), verbs.notice, verbs.review);
    expect(decides({ facts: watch }, below)).toBe('DecidedToList→decided-to-list');
  });
  it('rests on the documents that are in effect that day, the first of them leading', () => {
    expect(run(reviewed, (s) => decideDesignation({ ...decision, facts: lawful({ effective: [penaltyNo(2).recordId] }) }, s))).toMatchObject({ evidence: [{ recordId: penaltyNo(2).recordId }] });
  });
  it('serves a term that has days, and a ban for ever only with its statute', () => {
    const ban = lawful({ listType: { ...marketList, kind: 'ban', inForce: true } });
    const banned = (over: Partial<Propose>) => run(absent, (s) => propose(proposal({ facts: ban, groundCode: 'REPEATS', ...over }), s), verbs.notice, verbs.review, (s) => decideDesignation({ ...decision, facts: ban, term: { banRuleId: 'BAN_FOOD_135_5Y' } }, s));
    const forEver = (s: Designation) => serveDecision({ ...officer, term: { from: TODAY, until: null } }, s);
    expect(outcomeOf((s) => serveDecision({ ...officer, term: { from: TODAY, until: TODAY } }, s), decided)).toBe('TERM_INVALID');
    expect(outcomeOf(forEver, banned({ ban: { field: 'FOOD' } }))).toBe('TERM_INVALID');
    expect(outcomeOf(forEver, banned({ ban: { field: 'FOOD', permanentBasis: '食品安全法第一百三十五条' } }))).toBe('DecisionServed→served');
  });
  it('does not take effect early, nor when the ground has gone in between', () => {
    const tomorrow = run(decided, (s) => serveDecision({ ...officer, term: { from: localDate('2026-11-24'), until: null } }, s));
    expect(outcomeOf(verbs.takeEffect, tomorrow)).toBe('NOT_YET_DUE');
    expect(outcomeOf((s) => takeEffect({ today: TODAY, listVersion: '1', facts: lawful({ effective: [] }) }, s), served)).toBe('NO_EFFECTIVE_EVIDENCE');
    expect(outcomeOf((s) => takeEffect({ today: TODAY, listVersion: '1', facts: lawful({ listType: { ...marketList, inForce: false } }) }, s), served)).toBe('LIST_TYPE_NOT_IN_FORCE');
  });
});

describe('an entry', () => {
  const falls = (recordId: string, effective: string[]): Verb => (s) => evidenceFell({ ...officer, recordId, reason: '处罚决定被撤销', effective, listVersion: '5' }, s);

  it('rests on what still stands when a document falls, and ends when nothing does', () => {
    const left = run(inForce, falls(penaltyNo(1).recordId, [penaltyNo(2).recordId]));
    expect(left).toMatchObject({ status: 'in-force', evidence: [{ recordId: penaltyNo(2).recordId }], listVersion: '5' });
    expect(run(left, falls(penaltyNo(2).recordId, []))).toMatchObject({ status: 'ended', ending: 'revoked', listing: { listVersion: '5' } });
    expect(outcomeOf(falls('0193a000-0000-7000-8000-0000000001ff', []), inForce)).toBe('EVIDENCE_NOT_CITED');
  });
  it('that no officer proposed is taken up by who gives the notice: another one reviews and decides it', () => {
    const taken = run(absent, (s) => propose(proposal({ by: PUT_FORWARD }), s), verbs.notice);
    expect(taken).toMatchObject({ status: 'noticed', proposal: { proposedBy: notice().by } });
    expect([outcomeOf((s) => review({ ...after, by: notice().by, opinion: 'x' }, s), taken), outcomeOf(verbs.review, taken)]).toEqual(['SAME_OFFICER', 'DesignationReviewed→reviewed']);
    expect(run(proposed, (s) => giveNotice({ ...notice(), by: 'officer-9' }, s))).toMatchObject({ proposal: { proposedBy: 'officer-1' } });
  });
  it('ends as repaired with the breach on which it rests, by the day and the case of the repair; a procedure is closed so too, and another document carries it on', () => {
    const repaired = (recordId: string, standing: string[]): Verb => (s) => breachRepaired({ ...officer, recordId, reason: '违诺记录已信用修复', standing, on: localDate('2026-11-21'), caseId: 'c1', listVersion: '5' }, s);
    expect(run(inForce, repaired(penaltyNo(1).recordId, []))).toMatchObject({ status: 'ended', ending: 'repaired', endedOn: '2026-11-21', listing: { listVersion: '5' } });
    expect(repaired(penaltyNo(1).recordId, [])(inForce)).toMatchObject([{ type: 'EntryDelisted', caseId: 'c1' }]);
    expect(run(proposed, repaired(penaltyNo(1).recordId, []))).toMatchObject({ status: 'ended', ending: 'repaired', listing: null });
    expect(run(inForce, repaired(penaltyNo(1).recordId, [penaltyNo(2).recordId]))).toMatchObject({ status: 'in-force', evidence: [{ recordId: penaltyNo(2).recordId }] });
    expect(outcomeOf(repaired('0193a000-0000-7000-8000-0000000001ff', []), inForce)).toBe('EVIDENCE_NOT_CITED');
    const external = { ...run(absent, verbs.report), evidence: [{ ...penaltyNo(1) }] } as Designation;
    expect(repaired(penaltyNo(1).recordId, [])(external)).toEqual([]);
  });
  it('ends on its day however late that is stated, and not a day before', () => {
    expect(run(inForce, verbs.expire)).toMatchObject({ status: 'ended', ending: 'expired', endedOn: '2029-11-23' });
    expect(outcomeOf((s) => expireEntry({ today: localDate('2029-11-22'), listVersion: '2' }, s), inForce)).toBe('TERM_NOT_OVER');
    expect(outcomeOf(verbs.expire, run(absent, verbs.report))).toBe('TERM_NOT_OVER');
  });
  it('is extended to a later day only', () => {
    expect(outcomeOf((s) => extendEntry({ ...officer, until: localDate('2029-11-23'), docNo: 'x', listVersion: '2' }, s), inForce)).toBe('EXTENSION_NOT_LATER');
    expect(outcomeOf(verbs.extend, run(absent, verbs.report))).toBe('EXTENSION_NOT_LATER');
  });
});

describe('an entry decided elsewhere', () => {
  it('has a decision and no procedure that nobody held', () => expect(run(absent, verbs.report)).toMatchObject({ status: 'in-force', origin: 'external', decision: { docNo: '（2026）辽05执123号' }, evidence: [] }));
  it.each([
    ['LIST_TYPE_UNKNOWN', { facts: lawful({ listType: null }) }],
    ['LIST_TYPE_NOT_IN_FORCE', { facts: lawful({ listType: { ...marketList, inForce: false } }) }],
    ['NOT_COMPETENT', { facts: lawful({ competent: false }) }],
    ['RED_LIST_NOT_DESIGNATED', { facts: lawful({ listType: { ...marketList, kind: 'red', inForce: true } }) }],
      ['ALREADY_LISTED', { facts: lawful({ alreadyListed: true }) }],
    ['TERM_INVALID', { term: { from: localDate('2024-11-20'), until: localDate('2026-11-23') } }],
  ])('is set aside with the reason %s, never refused: it is a fact of its owner', (code, over) => {
    expect(run(absent, (s) => takeReport(report(over), s))).toMatchObject({ status: 'not-applicable', code, reason: expect.stringMatching(/[\u4e00-\u9fff]/) });
  });

  const taken = run(absent, verbs.report);
  it.each([
    ['delisted early', { removal: { kind: 'removed-early', on: localDate('2026-12-03'), reason: '已履行' } }, { status: 'ended', ending: 'removed-early', endedOn: '2026-12-03' }],
    ['revoked', { removal: { kind: 'revoked', on: localDate('2026-12-03'), reason: '认定错误' } }, { status: 'ended', ending: 'revoked' }],
    ['given an end', { term: { from: localDate('2026-11-20'), until: localDate('2028-11-20') } }, { status: 'in-force', term: { until: '2028-11-20' } }],
    ['repeated', {}, { status: 'in-force', listVersion: '7' }],
  ] as [string, Partial<Report>, object][])('is %s by a later version of its report', (_name, over, expected) => {
    expect(run(taken, (s) => takeReport(report({ listVersion: '8', ...over }), s))).toMatchObject(expected);
  });
  it('is not revived by a version that comes after its end', () => {
    const over = run(taken, verbs.removal);
    expect(outcomeOf(verbs.report, over)).toBe('ReportRepeated→ended');
  });
});
