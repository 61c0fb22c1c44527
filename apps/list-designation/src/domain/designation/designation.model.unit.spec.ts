import { describe, expect, it } from '@jest/globals';
import { addDays, DomainError, type LocalDate } from '@credit/kernel';
import fc from 'fast-check';
import { firm, lawful, marketList, notice, penaltyNo, person, proposal, report, TODAY } from '../../../test/sample-designations.ts';
import { askExtension, askRemoval, decideExtension, decideRemoval, type RemovalRule } from './change.decide.ts';
import { absent, evolve, type Designation } from './designation.ts';
import { decideDesignation, giveNotice, hearDefence, propose, review, serveDecision, waiveDefence } from './designation.decide.ts';
import type { DesignationEvent } from './designation.events.ts';
import { delistEntry, evidenceFell, expireEntry, extendEntry, revokeDesignation, takeEffect } from './entry.decide.ts';
import type { LookedUp } from './designation.guards.ts';
import { takeReport } from './report.decide.ts';

/** The world outside one designation, as a step finds it. */
interface World {
  today: LocalDate;
  effective: string[];
  competent: boolean;
  listInForce: boolean;
  listedElsewhere: boolean;
}
type Step = { verb: keyof typeof verbs; by: 1 | 2; n: number; person: boolean; yes: boolean };
/** A guard that somebody forgot: what the verb is told in its place. */
type Mutant = (verb: string, facts: LookedUp, step: Step) => { facts?: LookedUp; step?: Step; day?: LocalDate; skip?: boolean };

const cited = [penaltyNo(1), penaltyNo(2)];
const ids = cited.map(({ recordId }) => recordId);
const role = { unitSubjectId: firm.subjectId, role: 'LEGAL_REP', conductOn: TODAY, heldBy: 'register' as const };

const verbs = {
  propose: (s: Designation, w: World, f: LookedUp, step: Step) => propose(proposal({
    facts: f, today: w.today, by: `officer-${step.by}`, evidence: step.n % 5 === 0 ? [] : cited, ...(step.person ? { subject: person, related: { ...role, allowed: step.n % 3 > 0, heldThen: step.yes, holderUnclear: step.n % 7 === 0 } } : {}),
    criteria: { ...proposal().criteria, GREAT_SOCIAL_HARM: { met: step.n % 4 > 0, reason: '影响恶劣' } },
  }), s),
  notice: (s: Designation, w: World, _f: LookedUp, step: Step) => giveNotice(notice({ today: w.today, by: `officer-${step.by}`, addresseeSubjectId: step.person ? person.subjectId : firm.subjectId, defenceUntil: addDays(w.today, 5) }), s),
  hear: (s: Designation, w: World) => hearDefence({ by: 'officer-1', today: w.today, statement: '申辩' }, s),
  waive: (s: Designation, w: World) => waiveDefence({ by: 'officer-1', today: w.today }, s),
  review: (s: Designation, w: World, _f: LookedUp, step: Step) => review({ by: `officer-${step.by}`, today: w.today, opinion: '同意' }, s),
  decide: (s: Designation, w: World, f: LookedUp, step: Step) => decideDesignation({ by: `officer-${step.by}`, today: w.today, list: step.n > 0, docNo: '本市监列〔2026〕3号', reasons: '情节严重', facts: f }, s),
  serve: (s: Designation, w: World, _f: LookedUp, step: Step) => serveDecision({ by: 'officer-1', today: w.today, term: { from: addDays(w.today, step.n % 3), until: addDays(w.today, 30 + step.n) } }, s),
  takeEffect: (s: Designation, w: World, f: LookedUp) => takeEffect({ today: w.today, listVersion: '1', facts: f }, s),
  extend: (s: Designation, w: World, _f: LookedUp, step: Step) => extendEntry({ by: 'officer-1', today: w.today, until: addDays(w.today, step.n * 10), docNo: '延1号', listVersion: '2' }, s),
  delist: (s: Designation, w: World) => delistEntry({ by: 'officer-1', today: w.today, ending: 'repaired', on: w.today, reason: '信用修复', docNo: '移1号', listVersion: '3' }, s),
  askExtension: (s: Designation, w: World, _f: LookedUp, step: Step) => askExtension({ by: `officer-${step.by}`, today: w.today, months: 12, reasons: '再次违法', until: addDays(w.today, 60) }, s),
  decideExtension: (s: Designation, w: World, _f: LookedUp, step: Step) =>
    decideExtension({ by: `officer-${step.by}`, today: w.today, until: addDays(w.today, 60), grant: step.yes, docNo: '延2号', reasons: '再次违法', listVersion: '2' }, s),
  askRemoval: (s: Designation, w: World, _f: LookedUp, step: Step) => askRemoval({ by: `officer-${step.by}`, today: w.today, reasons: '已履行', rule: removalIn(s) }, s),
  decideRemoval: (s: Designation, w: World, _f: LookedUp, step: Step) => decideRemoval({ by: `officer-${step.by}`, today: w.today, rule: removalIn(s), grant: step.yes, docNo: '移2号', reasons: '已履行', listVersion: '3' }, s),
  expire: (s: Designation, w: World) => expireEntry({ today: w.today, listVersion: '3' }, s),
  revoke: (s: Designation, w: World) => revokeDesignation({ by: 'officer-1', today: w.today, reason: '认定错误', listVersion: '3' }, s),
  takeOver: (s: Designation, w: World, f: LookedUp, step: Step) => takeReport(report({ today: w.today, facts: f, ...(step.n === 0 ? { removal: { kind: 'removed-early' as const, on: w.today, reason: '已履行' } } : {}) }), s),
  recordFalls: (s: Designation, w: World, f: LookedUp, step: Step) => evidenceFell({ by: 'service', today: w.today, recordId: ids[step.n % 2]!, reason: '撤销', effective: f.effective, listVersion: '4' }, s),
  dayPasses: () => [], powerWithdrawn: () => [], powerGiven: () => [], listEnds: () => [], listBegins: () => [], listedElsewhere: () => [], listedNowhere: () => [],
} satisfies Record<string, (s: Designation, w: World, f: LookedUp, step: Step) => readonly DesignationEvent[]>;

/** Ten days after the entry began, early removal may be asked for. */
function removalIn(s: Designation): RemovalRule | undefined {
  return s.status === 'in-force' ? { from: addDays(s.term.from, 10), conditions: '已履行', ruleId: 'R', clause: '满十日' } : undefined;
}

const move = (w: World, { verb, n }: Step): World => {
  switch (verb) {
    case 'recordFalls': return { ...w, effective: w.effective.filter((id) => id !== ids[n % 2]) };
    case 'dayPasses': return { ...w, today: addDays(w.today, 1 + (n % 8)) };
    case 'powerWithdrawn': return { ...w, competent: false };
    case 'powerGiven': return { ...w, competent: true };
    case 'listEnds': return { ...w, listInForce: false };
    case 'listBegins': return { ...w, listInForce: true };
    case 'listedElsewhere': return { ...w, listedElsewhere: true };
    case 'listedNowhere': return { ...w, listedElsewhere: false };
    default: return w;
  }
};
const looked = (w: World): LookedUp => lawful({ effective: w.effective, competent: w.competent, alreadyListed: w.listedElsewhere, listType: { ...marketList, inForce: w.listInForce } });

/** Who really took the steps, and when: what a blinded verb wrote down is not believed. */
interface Hands {
  began: World;
  roleHeld: boolean;
  proposer: number;
  reviewer: number;
  decider: number;
  reviewedOn: LocalDate;
  asker: number;
}

const must = (holds: boolean, sentence: string): void => {
  if (!holds) throw new Error(sentence);
};

/** 依法: what holds of every entry that burdens somebody. */
function lawfulEntry(state: Designation, world: World, hands: Hands): void {
  if (state.status !== 'in-force') return;
  must(state.decision.docNo !== '', 'it rests on a decision');
  must(hands.began.listInForce && hands.began.competent && !hands.began.listedElsewhere, 'list type in force, competent, not listed twice');
  if (state.origin === 'external') return;
  const { proposal: proposed, notice: told, defence } = state.procedure;
  must(state.evidence.length > 0 && state.evidence.every(({ recordId }) => world.effective.includes(recordId)), 'every document is in effect');
  must(told.addresseeSubjectId === state.subject.subjectId, 'the subject itself was told');
  must(hands.reviewer !== hands.proposer && hands.decider !== hands.proposer, 'four eyes');
  must(defence.kind !== 'expired' || hands.reviewedOn > told.defenceUntil, 'the subject was heard, waived or let the period pass');
  must(Object.values(proposed.criteria).every(({ met }) => met), 'every criterion is met');
  must(state.related === undefined || hands.roleHeld, 'the list extends to the role, held at the time of the conduct');
}

/** 变更: what holds of every extension and early removal, whichever hands and days the verb was told. */
function lawfulChange(before: Designation, { verb, by }: Step, world: World, hands: Hands, events: readonly DesignationEvent[]): void {
  if (before.status !== 'in-force' || (verb !== 'decideExtension' && verb !== 'decideRemoval')) return;
  must(before.origin === 'local', 'what was decided elsewhere is changed there');
  must(by !== hands.asker, 'who asked for a change does not decide it');
  must(before.term.until === null || world.today < before.term.until, 'what is over is not changed');
  if (events.some(({ type }) => type === 'EntryDelisted')) must(world.today >= addDays(before.term.from, 10), 'nobody is removed before the day of the rules');
}

function remember(hands: Hands, { verb, by, n, yes }: Step, world: World, now: Designation['status'], before: Designation['status']): Hands {
  const entered = now === 'in-force' && before !== 'in-force' ? { began: world } : {};
  switch (verb) {
    case 'propose': return { ...hands, ...entered, proposer: by, roleHeld: yes && n % 3 > 0 };
    case 'review': return { ...hands, ...entered, reviewer: by, reviewedOn: world.today };
    case 'decide': return { ...hands, ...entered, decider: by };
    case 'askExtension': case 'askRemoval': return { ...hands, asker: by };
    default: return { ...hands, ...entered };
  }
}

/** Walks the steps; a refused one changes nothing. @throws when an unlawful entry is reached. @returns the statuses passed */
function walk(steps: readonly Step[], mutant: Mutant = () => ({})): Set<string> {
  let state: Designation = absent;
  let world: World = { today: TODAY, effective: ids, competent: true, listInForce: true, listedElsewhere: false };
  let hands: Hands = { began: world, roleHeld: false, proposer: 0, reviewer: 0, decider: 0, reviewedOn: TODAY, asker: 0 };
  const passed = new Set<string>();
  for (const step of steps) {
    world = move(world, step);
    const given = mutant(step.verb, looked(world), step);
    try {
      const events = given.skip ? [] : verbs[step.verb](state, { ...world, today: given.day ?? world.today }, given.facts ?? looked(world), given.step ?? step);
      const next = events.reduce(evolve, state);
      if (events.length > 0) lawfulChange(state, step, world, hands, events);
      if (events.length > 0) hands = remember(hands, step, world, next.status, state.status);
      state = next;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
    passed.add(state.status);
    lawfulEntry(state, world, hands);
  }
  return passed;
}

const names = Object.keys(verbs) as Step['verb'][];
const anyStep = fc.record({ verb: fc.constantFrom(...names), by: fc.constantFrom(1 as const, 2 as const), n: fc.nat(20), person: fc.boolean(), yes: fc.boolean() });
/** The way to an entry with anything in between: pure chance would seldom get there. */
const WAY: Step['verb'][] = ['propose', 'notice', 'dayPasses', 'review', 'decide', 'serve', 'dayPasses', 'takeEffect'];
const onTheWay = (verb: Step['verb']) => fc.oneof({ weight: 4, arbitrary: fc.constant<Step>({ verb, by: verb === 'propose' ? 1 : 2, n: 7, person: false, yes: true }) }, { weight: 1, arbitrary: anyStep.map((step): Step => ({ ...step, verb })) });
const wayWithDetours = fc.tuple(...WAY.map((verb) => fc.tuple(fc.array(anyStep, { maxLength: 2 }), onTheWay(verb)))).map((parts) => parts.flatMap(([detour, step]) => [...detour, step]));
const changes: Step['verb'][] = ['dayPasses', 'askExtension', 'decideExtension', 'askRemoval', 'decideRemoval'];
const change = fc.tuple(anyStep, fc.constantFrom(...changes)).map(([step, verb]): Step => ({ ...step, verb }));
const journey = fc.oneof(fc.array(anyStep, { maxLength: 30 }), wayWithDetours.chain((way) => fc.array(fc.oneof(anyStep, change), { maxLength: 12 }).map((rest) => [...way, ...rest])));
const RUNS = { numRuns: 5000, seed: 20261123 };

const blind = (verb: string, change: (f: LookedUp) => Partial<LookedUp>): Mutant => (at, facts) => (at === verb ? { facts: { ...facts, ...change(facts) } } : {});
const DECIDING = ['decide', 'takeEffect'];
const mutants: Record<string, Mutant> = {
  'evidence is not asked at all': (verb, facts) => (['propose', ...DECIDING].includes(verb) ? { facts: { ...facts, effective: ids } } : {}),
  'evidence is asked when proposed, not when decided': (verb, facts) => (verb === 'propose' ? {} : { facts: { ...facts, effective: ids } }),
  'a fallen document leaves the entry alone': (verb) => (verb === 'recordFalls' ? { skip: true } : {}),
  'the list type is not asked when the entry takes effect': blind('takeEffect', (f) => ({ listType: { ...f.listType!, inForce: true } })),
  'the competence is not asked when the entry takes effect': blind('takeEffect', () => ({ competent: true })),
  'a second entry of the same list takes effect': blind('takeEffect', () => ({ alreadyListed: false })),
  'the list type of a report is not asked': blind('takeOver', (f) => ({ listType: { ...f.listType!, inForce: true } })),
  'the competence of a reporter is not asked': blind('takeOver', () => ({ competent: true })),
  'the defence period is not waited for': (verb) => (verb === 'review' ? { day: addDays(TODAY, 3650) } : {}),
  'the proposer reviews': (verb, _facts, step) => (verb === 'review' ? { step: { ...step, by: step.by === 1 ? 2 : 1 } } : {}),
  'the proposer decides': (verb, _facts, step) => (verb === 'decide' ? { step: { ...step, by: step.by === 1 ? 2 : 1 } } : {}),
  'who asked for a change decides it': (verb, _facts, step) => (verb === 'decideExtension' || verb === 'decideRemoval' ? { step: { ...step, by: step.by === 1 ? 2 : 1 } } : {}),
  'an early removal is granted before its day': (verb) => (verb === 'askRemoval' || verb === 'decideRemoval' ? { day: addDays(TODAY, 30) } : {}),
  'the role is taken to be held': (verb, _facts, step) => (verb === 'propose' ? { step: { ...step, yes: true } } : {}),
};

describe('designation: whatever happens in whatever order', () => {
  it('no entry is in force without decision, competence, list type, evidence in effect, and for a local one notice, defence, four eyes and every criterion', () => {
    const passed = new Set<string>();
    fc.assert(fc.property(journey, (steps) => walk(steps).forEach((status) => passed.add(status))), RUNS);
    expect([...passed].sort()).toEqual(['absent', 'decided-not-to-list', 'decided-to-list', 'ended', 'heard', 'in-force', 'not-applicable', 'noticed', 'proposed', 'reviewed', 'served', 'waived']);
  });

  it.each(Object.keys(mutants))('the model finds the planted mistake: %s', (name) => {
    expect(() => fc.assert(fc.property(journey, (steps) => void walk(steps, mutants[name])), { ...RUNS, endOnFailure: true })).toThrow(/Property failed/);
  });
});
