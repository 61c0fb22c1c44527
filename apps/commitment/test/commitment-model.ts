import { addDays, DomainError, localDate, type LocalDate } from '@credit/kernel';
import { acceptExplanation, decideBreach, explainBreach, noticeBreach, orderRectification, revokeBreach } from '../src/domain/commitment/breach.decide.ts';
import { endCommitment, makeCommitment, reportPerformance, retractCommitment, supplyDocuments } from '../src/domain/commitment/commitment.decide.ts';
import type { CommitmentEvent } from '../src/domain/commitment/commitment.events.ts';
import { evolveCommitment, noCommitment, type Commitment, type KnownCommitment } from '../src/domain/commitment/commitment.ts';
import { brokenRules, EXPLAIN_DAYS } from './commitment-model-rules.ts';
import { deficient, MARKET, promised, text, volunteered } from './sample-commitments.ts';

export const STRANGER = 'benxi-fire';
export const OFFICERS = ['li', 'wang', 'zhao'] as const;
/** Three kinds of promises: by an item, with deferred documents, free. */
export const KINDS = ['item', 'deferred', 'free'] as const;

/** A fact that the model has seen happen, with who did it on which day: what the rules are checked against. */
export interface Seen {
  id: string;
  kind: (typeof KINDS)[number];
  event: CommitmentEvent;
  on: LocalDate;
  by: string;
  source: string;
  /** in breach, or on a list, when it was made */
  barred: boolean;
  chosen: boolean;
  reference: boolean;
}
export interface World {
  today: LocalDate;
  commitments: Map<string, Commitment>;
  kinds: Map<string, (typeof KINDS)[number]>;
  listed: boolean;
  repaired: Set<string>;
  seen: Seen[];
}
export type Verb = 'make' | 'supply' | 'keep' | 'interim' | 'find' | 'notice' | 'explain' | 'waive' | 'accept' | 'order' | 'decide' | 'revoke' | 'retract' | 'end' | 'dayPasses' | 'list' | 'repair';
export interface Step { verb: Verb; n: number; days: number; stranger: boolean; careless: boolean }

/** What the steps ask; each planted mistake replaces one answer. */
const asked = {
  barred: (w: World): boolean => w.listed || [...w.commitments].some(([id, { status }]) => status === 'breached' && !w.repaired.has(id)),
  chosen: (careless: boolean): boolean => !careless,
  source: (stranger: boolean): string => (stranger ? STRANGER : MARKET.source),
  /** whom the decision is taken for */
  decider: (by: string): string => by,
  explainUntil: (today: LocalDate): LocalDate | null => addDays(today, EXPLAIN_DAYS),
  state: (state: Commitment, _verb: Verb): Commitment => state,
  today: (today: LocalDate, _verb: Verb): LocalDate => today,
  occasion: 'RANDOM_INSPECTION' as 'RANDOM_INSPECTION' | 'ITEM_CHECK',
  reference: (careless: boolean): string | undefined => (careless ? undefined : '双随机1号'),
  order: orderRectification,
  accept: acceptExplanation,
};
export type Asked = typeof asked;

function made(w: World, a: Asked, { n, careless }: Step, id: string): { kind: Seen['kind']; events: readonly CommitmentEvent[] } {
  const kind = KINDS[n % 3]!;
  const barred = kind !== 'free' && a.barred(w) ? { ruleId: 'R', clause: 'c', because: 'x' } : undefined;
  const head = { commitmentId: id, madeOn: w.today, today: w.today, chosen: a.chosen(careless), dueOn: addDays(w.today, 30) };
  const withItem = (item: ReturnType<typeof text>) => ({ ...head, checkWindow: item.checkWindow, standing: { item: { text: item }, ...(barred === undefined ? {} : { barred }) } });
  if (kind === 'free') return { kind, events: makeCommitment(volunteered({ ...head, accepter: { source: MARKET.source, uscc: MARKET.uscc, name: MARKET.name }, validTo: addDays(w.today, 365) }), noCommitment) };
  if (kind === 'item') return { kind, events: makeCommitment(promised(withItem(text())), noCommitment) };
  return { kind, events: makeCommitment(promised({ ...withItem(deficient()), documents: [{ name: '租赁合同', dueOn: addDays(w.today, 10) }] }), noCommitment) };
}

function carriedOn(w: World, a: Asked, { verb, n, days, stranger, careless }: Step, was: Commitment): readonly CommitmentEvent[] {
  const state = a.state(was, verb);
  const officer = { by: OFFICERS[n % 3]!, source: a.source(stranger), today: a.today(w.today, verb) };
  const checked = { ...officer, occasion: a.occasion, reference: a.reference(careless), on: w.today, what: 'x', unperformed: 'x' };
  switch (verb) {
    case 'supply': return supplyDocuments({ ...officer, names: ['租赁合同'], on: w.today }, state);
    case 'keep': return reportPerformance({ ...checked, finding: 'FULL' }, state);
    case 'interim': return reportPerformance({ ...checked, finding: 'FULL', interim: true }, state);
    case 'find': return reportPerformance({ ...checked, finding: 'NONE' }, state);
    case 'notice': return noticeBreach({ ...officer, grounds: 'x', explainUntil: a.explainUntil(w.today) }, state);
    case 'explain': return explainBreach({ by: 'firm', today: w.today, what: 'x' }, state);
    case 'waive': return explainBreach({ by: 'firm', today: w.today, waived: true }, state);
    case 'accept': return a.accept({ ...officer, reason: 'x' }, state);
    case 'order': return a.order({ ...officer, until: addDays(w.today, 1 + days), demands: 'x' }, state);
    case 'decide': return decideBreach({ ...officer, by: a.decider(officer.by), performance: 'NONE', docNo: 'x', unperformed: 'x', accountability: 'x' }, state);
    case 'revoke': return revokeBreach({ ...officer, reason: 'x' }, state);
    case 'retract': return retractCommitment({ by: 'firm', today: w.today, reason: 'x' }, state);
    default: return endCommitment({ by: 'firm', today: w.today, reason: 'x' }, state);
  }
}

function take(w: World, a: Asked, step: Step): void {
  const { verb, n, days, stranger, careless } = step;
  const ids = [...w.commitments.keys()];
  const id = verb === 'make' ? `c${ids.length}` : (ids[(n + days) % Math.max(1, ids.length)] ?? 'none');
  if (verb === 'dayPasses') return void (w.today = addDays(w.today, days));
  if (verb === 'list') return void (w.listed = !w.listed);
  if (verb === 'repair') return void (w.commitments.get(id)?.status === 'breached' && w.repaired.add(id));
  const was = w.commitments.get(id) ?? noCommitment;
  const barred = asked.barred(w);
  const { kind, events } = verb === 'make' ? made(w, a, step, id) : { kind: w.kinds.get(id)!, events: carriedOn(w, a, step, was) };
  w.commitments.set(id, events.reduce(evolveCommitment, was));
  w.kinds.set(id, kind);
  for (const event of events) w.seen.push({ id, kind, event, on: w.today, by: OFFICERS[n % 3]!, source: stranger ? STRANGER : MARKET.source, barred, chosen: !careless, reference: !careless });
}

/** Walks through the steps; a step that is refused changes nothing. @returns every status that was passed @throws Error when a rule is broken */
export function walk(steps: readonly Step[], planted: Partial<Asked> = {}): string[] {
  const a = { ...asked, ...planted };
  const w: World = { today: localDate('2026-11-23'), commitments: new Map(), kinds: new Map(), listed: false, repaired: new Set(), seen: [] };
  const passed = new Set<string>();
  for (const step of steps) {
    try {
      take(w, a, step);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
    const broken = brokenRules(w);
    if (broken.length > 0) throw new Error(broken.join('; '));
    for (const state of w.commitments.values()) passed.add((state as KnownCommitment).status);
  }
  return [...passed];
}
