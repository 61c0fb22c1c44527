import { addDays, addMonths, DomainError, localDate, type LocalDate } from '@credit/kernel';
import { acceptRepair, applyForRepair, decideRepair, escalate, extendDecision, rejectRepair, requireSupplement, retractRepair, revokeRepair, supplement } from '../src/domain/repair-case/repair-case.decide.ts';
import type { RepairEvent } from '../src/domain/repair-case/repair-case.events.ts';
import { evolveCase, noCase, type RepairCase } from '../src/domain/repair-case/repair-case.ts';
import { serveNotice, tellNotice } from '../src/domain/repair-notice/repair-notice.decide.ts';
import { evolveRepairNotice, noRepairNotice, type RepairNotice } from '../src/domain/repair-notice/repair-notice.ts';
import { brokenRules } from './repair-model-rules.ts';
import { asked as application, BODY, committed, firm, market, notice, rectified, trained } from './sample-repairs.ts';

const OPENING = localDate('2026-11-23');
/** 处罚 in the model: one that may be applied for at once, one whose three months are not over yet. */
const DOCUMENTS = [localDate('2026-07-01'), localDate('2026-09-25')];
const STRANGER = 'benxi-fire';
/** So many months the bar lasts in the model, so that it also passes. */
const BAR_MONTHS = 2;

export interface Item {
  id: string;
  documentDate: LocalDate;
  live: boolean;
  /** how often a correction has changed what its notice says */
  rated: number;
}
/** A fact that the model has seen happen, with who did it on which day: what the rules are checked against. */
export interface Seen {
  caseId: string;
  item: Item;
  event: RepairEvent;
  on: LocalDate;
  source: string;
  /** the applicant was somebody else; what was handed in lacked; the training was by a body that is not accredited */
  stranger: boolean;
  lacking: boolean;
  forged: boolean;
  itemLive: boolean;
}
/** A notice, how the item was rated when it was last told and when it was served, and who served it. */
interface Noticed {
  state: RepairNotice;
  toldRated?: number;
  servedBy?: string;
  servedRated?: number;
}
export interface World {
  today: LocalDate;
  items: Item[];
  cases: Map<string, RepairCase>;
  notices: Map<string, Noticed>;
  seen: Seen[];
}

export type Verb = 'apply' | 'askSupplement' | 'supplement' | 'accept' | 'reject' | 'extend' | 'approve' | 'deny' | 'escalate' | 'retract' | 'revoke' | 'dayPasses' | 'endItem' | 'rate' | 'tell' | 'serve';
export interface Step {
  verb: Verb;
  n: number;
  days: number;
  stranger: boolean;
  lacking: boolean;
  forged: boolean;
}

const HOLDING = ['submitted', 'supplement-required', 'accepted', 'extended', 'approved'];
const casesOf = (w: World, item: Item): Exclude<RepairCase, { status: 'absent' }>[] => [...w.cases.values()].flatMap((state) => (state.status !== 'absent' && state.target.id === item.id ? [state] : []));

/** What the steps ask; each planted mistake replaces one answer. */
const asked = {
  /** the first day of an item, as the rules give it */
  earliestOn: (item: Item): LocalDate | undefined => addMonths(item.documentDate, 3),
  otherCase: (w: World, item: Item): string | undefined => casesOf(w, item).find(({ status }) => HOLDING.includes(status))?.status,
  barredUntil: (w: World): LocalDate | undefined => [...w.cases.values()].flatMap((state) => (state.status === 'revoked' ? [state.revocation.barredUntil] : [])).sort().at(-1),
  bar: (today: LocalDate): LocalDate => addMonths(today, BAR_MONTHS),
  live: (item: Item): boolean => item.live,
  own: (stranger: boolean): boolean => !stranger,
  requires: ['rectification', 'commitment'] as const as readonly ('rectification' | 'commitment')[],
  accredited: (body: string, on: LocalDate): boolean => body === BODY && on >= localDate('2026-01-01'),
  /** the department of whoever takes a step */
  source: (stranger: boolean): string => (stranger ? STRANGER : market.source),
  /** the state that a verb is shown */
  state: (state: RepairCase, _verb: Verb): RepairCase => state,
  escalate,
  tell: tellNotice,
  servedFrom: (documentDate: LocalDate): LocalDate => documentDate,
};
export type Asked = typeof asked;

function applied(w: World, a: Asked, { n, stranger, lacking, forged }: Step): { caseId: string; item: Item; events: readonly RepairEvent[] } {
  const item = w.items[n % w.items.length]!;
  const caseId = `case-${w.cases.size}`;
  const [earliestOn, other, until] = [a.earliestOn(item), a.otherCase(w, item), a.barredUntil(w)];
  const { standing: _, rule, ...rest } = application();
  const { earliestOn: __, ...open } = rule;
  const events = applyForRepair({
    ...rest, caseId, subject: firm, target: { ...rest.target, id: item.id, documentDate: item.documentDate }, rule: { ...open, requires: a.requires, ...(earliestOn === undefined ? {} : { earliestOn }) },
    evidence: [rectified, ...(lacking ? [] : [committed]), { ...trained, ...(forged ? { bodyUscc: '91210500MA0TYPE14G' } : {}) }], acceptanceDueOn: addDays(w.today, 3), today: w.today,
    standing: { own: a.own(stranger), accredited: a.accredited, ...(a.live(item) ? {} : { notRepairable: { why: 'ended', userMessage: '已结束' } }), ...(other === undefined ? {} : { otherCase: other }), ...(until === undefined ? {} : { barredUntil: until }) },
  }, noCase);
  return { caseId, item, events };
}

function carriedOn(w: World, a: Asked, { verb, days, stranger }: Step, was: RepairCase): readonly RepairEvent[] {
  const state = a.state(was, verb);
  const officer = { by: 'officer', source: a.source(stranger), today: w.today };
  switch (verb) {
    case 'askSupplement': return requireSupplement({ ...officer, what: 'x' }, state);
    case 'supplement': return supplement({ by: 'firm', today: w.today, evidence: [rectified], acceptanceDueOn: addDays(w.today, 3), accredited: a.accredited }, state);
    case 'accept': return acceptRepair({ ...officer, decisionDueOn: addDays(w.today, 7) }, state);
    case 'reject': return rejectRepair({ ...officer, reason: 'x' }, state);
    case 'extend': return extendDecision({ ...officer, reason: 'x', decisionDueOn: state.status === 'accepted' && state.decisionDueOn !== null ? addDays(state.decisionDueOn, 10) : null }, state);
    case 'approve': case 'deny': return decideRepair({ ...officer, approve: verb === 'approve', reason: 'x', docNo: `修${days}` }, state);
    case 'escalate': return a.escalate({ today: w.today }, state);
    case 'retract': return retractRepair({ by: 'firm', today: w.today }, state);
    case 'revoke': return revokeRepair({ ...officer, reason: 'x', barredUntil: a.bar(w.today) }, state);
    default: throw new Error(`${verb} is no step of a case`);
  }
}

function noticed(w: World, a: Asked, { verb, n, days, stranger }: Step): void {
  const item = w.items[n % w.items.length]!;
  const known: Noticed = w.notices.get(item.id) ?? { state: noRepairNotice };
  const content = { ...notice, target: { ...notice.target, id: item.id, documentDate: item.documentDate }, rule: { ...notice.rule, ruleId: `RATED_${item.rated}` } };
  const fold = (events: readonly Parameters<typeof evolveRepairNotice>[1][]): RepairNotice => events.reduce(evolveRepairNotice, known.state);
  if (verb === 'tell') {
    const events = a.tell({ content, dueOn: w.today, today: w.today }, known.state);
    w.notices.set(item.id, { ...known, state: fold(events), toldRated: item.rated });
  } else {
    const { state } = known;
    const shown = state.status === 'absent' ? state : { ...state, target: { ...state.target, documentDate: a.servedFrom(state.target.documentDate) } };
    const events = serveNotice({ source: a.source(stranger), by: 'officer', on: addDays(w.today, days % 2 === 0 ? 0 : -5 * days), today: w.today }, shown);
    w.notices.set(item.id, { ...known, state: fold(events), servedBy: stranger ? STRANGER : market.source, ...(known.toldRated === undefined ? {} : { servedRated: known.toldRated }) });
  }
}

function take(w: World, a: Asked, step: Step): void {
  const item = w.items[step.n % w.items.length]!;
  switch (step.verb) {
    case 'dayPasses': w.today = addDays(w.today, step.days); return;
    case 'endItem': item.live = false; return;
    case 'rate': item.rated += 1; return;
    case 'tell': case 'serve': noticed(w, a, step); return;
    default: {
      const cases = [...w.cases.keys()];
      const caseId = cases[step.n % Math.max(1, cases.length)] ?? 'none';
      const was = w.cases.get(caseId) ?? noCase;
      const done = step.verb === 'apply' ? applied(w, a, step) : { caseId, item: w.items.find(({ id }) => was.status !== 'absent' && was.target.id === id) ?? item, events: carriedOn(w, a, step, was) };
      const after = done.events.reduce(evolveCase, step.verb === 'apply' ? noCase : was);
      w.cases.set(done.caseId, after);
      for (const event of done.events) w.seen.push({ caseId: done.caseId, item: done.item, event, on: w.today, source: step.stranger ? STRANGER : market.source, stranger: step.stranger, lacking: step.lacking, forged: step.forged, itemLive: done.item.live });
    }
  }
}

/** Walks through the steps; a step that is refused changes nothing. @returns every status that was passed @throws Error when a rule is broken */
export function walk(steps: readonly Step[], planted: Partial<Asked> = {}): string[] {
  const a = { ...asked, ...planted };
  const w: World = { today: OPENING, items: DOCUMENTS.map((documentDate, n) => ({ id: `item-${n}`, documentDate, live: true, rated: 0 })), cases: new Map(), notices: new Map(), seen: [] };
  const passed = new Set<string>();
  for (const step of steps) {
    try {
      take(w, a, step);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
    const broken = brokenRules(w);
    if (broken.length > 0) throw new Error(broken.join('; '));
    for (const { status } of w.cases.values()) passed.add(status);
    for (const { state } of w.notices.values()) passed.add(`notice ${state.status}`);
  }
  return [...passed];
}
