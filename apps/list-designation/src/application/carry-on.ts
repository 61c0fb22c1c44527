import type { LocalDate } from '@credit/kernel';
import type { UnitOfWork } from '@credit/persistence';
import { defenceEndsOn, termOf, type Rulebook } from '@credit/rulebook';
import { AlreadyListed, DefencePeriodProvisional, DesignationNotFound } from '../domain/designation/designation.errors.ts';
import { decideDesignation, giveNotice, hearDefence, review, serveDecision, waiveDefence, type DecideDesignation } from '../domain/designation/designation.decide.ts';
import type { DesignationEvent } from '../domain/designation/designation.events.ts';
import { evolve, type Designation, type Substance } from '../domain/designation/designation.ts';
import { revokeDesignation, takeEffect } from '../domain/designation/entry.decide.ts';
import { compareLists } from './compare-lists.ts';
import { assertConfirmed } from './confirm-evidence.ts';
import type { Desk } from './desk.ts';
import { keepListType, takeListVersions } from './list-changes.ts';
import { lookUp, questionOf } from './look-up.ts';
import type { Acting } from './propose-designation.ts';

/** Where a step happens: which designation, by whom, in which transaction. */
export interface Step extends Acting {
  uow: UnitOfWork;
  desk: Desk;
  id: string;
}

/** 事前告知 — the defence period is that of the rules, or longer when the notice says so. */
export async function notice({ uow, desk, id, by, source }: Step, asked: { addresseeSubjectId: string; grounds: string; defenceUntil?: LocalDate }): Promise<Designation> {
  const { today } = uow.ctx;
  const own = await ownDesignation({ uow, desk, id, source });
  const { endsOn } = defenceEndsOn(desk.rulebook, { noticedOn: today, listType: own.listType.code });
  if (endsOn.status !== 'FIXED') throw new DefencePeriodProvisional();
  const defenceUntil = asked.defenceUntil !== undefined && asked.defenceUntil > endsOn.date ? asked.defenceUntil : endsOn.date;
  return desk.designations.update(uow, id, (state) => giveNotice({ ...asked, defenceUntil, by, today }, state));
}

/** 陈述申辩或放弃. */
export async function defence({ uow, desk, id, by, source }: Step, asked: { statement: string } | { waived: true }): Promise<Designation> {
  await ownDesignation({ uow, desk, id, source });
  const officer = { by, today: uow.ctx.today };
  return desk.designations.update(uow, id, (state) => ('statement' in asked ? hearDefence({ ...officer, statement: asked.statement }, state) : waiveDefence(officer, state)));
}

/** 复核. */
export async function secondLook({ uow, desk, id, by, source }: Step, asked: { opinion: string }): Promise<Designation> {
  await ownDesignation({ uow, desk, id, source });
  return desk.designations.update(uow, id, (state) => review({ ...asked, by, today: uow.ctx.today }, state));
}

/** 认定决定 — a decision whose term the rules could not tell is refused now, not when it is served. */
export async function decision({ uow, desk, id, by, source, fallen }: Step, asked: Omit<DecideDesignation, 'by' | 'today' | 'facts'>): Promise<Designation> {
  const { today } = uow.ctx;
  const own = await ownDesignation({ uow, desk, id, source });
  const facts = await factsOf({ uow, desk, id, source, fallen }, own);
  if (asked.list) lawfulTerm(desk.rulebook, own, today, today, asked.term);
  if (asked.list) await keepListType(uow, own.listType);
  const decided = await listedOnce(own.listType.code, () => desk.designations.update(uow, id, (state) => decideDesignation({ ...asked, by, today, facts }, state)));
  if (asked.list) assertConfirmed(facts);
  return decided;
}

/** 送达 — the entry takes effect with it, or on a later day that the service names (then the job states it). */
export async function service({ uow, desk, id, by, source, fallen }: Step, asked: { effectiveOn?: LocalDate }): Promise<Designation> {
  const { today } = uow.ctx;
  const own = await ownDesignation({ uow, desk, id, source });
  const facts = await factsOf({ uow, desk, id, source, fallen }, own);
  const from = asked.effectiveOn ?? today;
  const decided = own.status === 'decided-to-list' ? own : null;
  const { until, permanentBasis } = decided ? lawfulTerm(desk.rulebook, own, from, decided.decision.decidedOn, decided.procedure.term) : {};
  const term = { from, until: until ?? null };
  const [listVersion] = await takeListVersions(uow, 1);
  const taken = await listedOnce(own.listType.code, () => desk.designations.update(uow, id, (state) => {
    const served = serveDecision({ term, by, today, ...(permanentBasis === undefined ? {} : { permanentBasis }) }, state);
    return from > today ? served : [...served, ...takeEffect({ today, facts, listVersion: listVersion! }, served.reduce<Designation>(evolve, state))];
  }));
  assertConfirmed(facts);
  await compareLists(uow, desk, { subjects: [own.subject.subjectId], today });
  return taken;
}

/** 撤销 — it was wrong; before anything took effect it closes the procedure. */
export async function revocation({ uow, desk, id, by, source }: Step, asked: { reason: string }): Promise<Designation> {
  const { today } = uow.ctx;
  await ownDesignation({ uow, desk, id, source });
  const [listVersion] = await takeListVersions(uow, 1);
  const revoked = await desk.designations.update(uow, id, (state): readonly DesignationEvent[] => revokeDesignation({ ...asked, by, today, listVersion: listVersion! }, state));
  await compareLists(uow, desk, { subjects: [], today });
  return revoked;
}

export type Known = Exclude<Designation, { status: 'absent' | 'not-applicable' }>;

/** 谁认定、谁办理: a designation is its department's alone; of others' nothing is told. */
export async function ownDesignation({ uow, desk, id, source }: Pick<Step, 'uow' | 'desk' | 'id' | 'source'>): Promise<Known> {
  const state = (await desk.designations.load(uow, [id])).get(id);
  if (state === undefined || state.status === 'absent' || state.status === 'not-applicable' || state.authority.source !== source) throw new DesignationNotFound();
  return state;
}

const factsOf = ({ uow, desk, id, source, fallen }: Omit<Step, 'by' | 'fallen'> & { fallen: Step['fallen'] | undefined }, own: Known) => lookUp(uow, desk, { ...questionOf(id, source, own, uow.ctx.today), fallen });

function lawfulTerm(rulebook: Rulebook, { listType, situation }: Substance, from: LocalDate, decidedOn: LocalDate, decided: DecideDesignation['term']): { until?: LocalDate; permanentBasis?: string } {
  const { months, banRuleId, countsFrom } = decided ?? {};
  return termOf(rulebook, {
    listType: listType.code, from: countsFrom ?? from, decidedOn, ...(situation === undefined ? {} : { situation }),
    ...(banRuleId === undefined ? (months === undefined ? {} : { decidedMonths: months }) : { banPeriod: { ruleId: banRuleId, ...(months === undefined ? {} : { months }) } }),
  });
}

/** Two departments at once on one subject (R18): who comes second meets the unique index, and is told what it means. */
async function listedOnce<T>(code: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'designation_listed_once') throw new AlreadyListed(code);
    throw error;
  }
}
