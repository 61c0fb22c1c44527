import type { LocalDate } from '@credit/kernel';
import { earlyRemovalFrom, termOf } from '@credit/rulebook';
import { askExtension, askRemoval, decideExtension, decideRemoval, type RemovalRule } from '../domain/designation/change.decide.ts';
import type { Designation } from '../domain/designation/designation.ts';
import { compareLists } from './compare-lists.ts';
import { ownDesignation, type Known, type Step } from './carry-on.ts';
import type { Desk } from './desk.ts';
import { takeListVersions } from './list-changes.ts';

/** How a second officer decided on what was asked. */
export interface Decided {
  grant: boolean;
  docNo: string;
  reasons: string;
}

/** 拟延长 — the rules say whether the list knows an extension, and of how many months. @throws DomainError `RULEBOOK.EXTENSION_UNLAWFUL`; what `askExtension` refuses */
export async function extension({ uow, desk, id, by, source }: Step, asked: { months: number; reasons: string }): Promise<Designation> {
  const { today } = uow.ctx;
  const until = extendedUntil(desk, await ownDesignation({ uow, desk, id, source }), asked.months, today);
  return desk.designations.update(uow, id, (state) => askExtension({ ...asked, by, today, until }, state));
}

/** 延长决定. */
export async function extensionDecision({ uow, desk, id, by, source }: Step, decided: Decided): Promise<Designation> {
  const { today } = uow.ctx;
  const own = await ownDesignation({ uow, desk, id, source });
  const pending = own.status === 'in-force' && own.pending?.kind === 'extension' ? own.pending : undefined;
  const until = pending === undefined ? today : extendedUntil(desk, own, pending.months, today);
  const [listVersion] = await takeListVersions(uow, 1);
  return desk.designations.update(uow, id, (state) => decideExtension({ ...decided, by, today, until, listVersion: listVersion! }, state));
}

/** 申请提前移出. */
export async function removal({ uow, desk, id, by, source }: Step, asked: { reasons: string; correctedOn?: LocalDate }): Promise<Designation> {
  const { today } = uow.ctx;
  const rule = removalRule(desk, await ownDesignation({ uow, desk, id, source }), asked.correctedOn);
  return desk.designations.update(uow, id, (state) => askRemoval({ ...asked, by, today, rule }, state));
}

/** 移出决定. */
export async function removalDecision({ uow, desk, id, by, source }: Step, decided: Decided): Promise<Designation> {
  const { today } = uow.ctx;
  const own = await ownDesignation({ uow, desk, id, source });
  const rule = removalRule(desk, own, own.status === 'in-force' && own.pending?.kind === 'removal' ? own.pending.correctedOn : undefined);
  const [listVersion] = await takeListVersions(uow, 1);
  const entry = await desk.designations.update(uow, id, (state) => decideRemoval({ ...decided, by, today, rule, listVersion: listVersion! }, state));
  await compareLists(uow, desk, { subjects: [], today });
  return entry;
}

/** The end of the entry with so many months more; of what is no local entry in force nothing is asked: the verb refuses it. */
function extendedUntil({ rulebook }: Desk, own: Known, months: number, today: LocalDate): LocalDate {
  if (own.status !== 'in-force' || own.origin === 'external') return today;
  const { listType, situation, term, decision, procedure } = own;
  const decidedMonths = procedure.term?.months;
  const { until } = termOf(rulebook, {
    listType: listType.code, from: term.from, decidedOn: decision.decidedOn, extension: months, ...(situation === undefined ? {} : { situation }), ...(decidedMonths === undefined ? {} : { decidedMonths }),
  });
  return until ?? today;
}

function removalRule({ rulebook }: Desk, own: Known, correctedOn: LocalDate | undefined): RemovalRule | undefined {
  if (own.status !== 'in-force' || own.origin === 'external') return undefined;
  const { listType, situation, term, decision } = own;
  return earlyRemovalFrom(rulebook, {
    listType: listType.code, from: term.from, decidedOn: decision.decidedOn, ...(situation === undefined ? {} : { situation }), ...(correctedOn === undefined ? {} : { correctedOn }),
  });
}
