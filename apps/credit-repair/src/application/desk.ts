import type { CityConfig } from '@credit/contracts/topics';
import type { AggregateStore, UnitOfWork } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import type { CorrectionEvent, CorrectionTask } from '../domain/correction-task/correction-task.ts';
import type { RepairEvent } from '../domain/repair-case/repair-case.events.ts';
import type { RepairCase } from '../domain/repair-case/repair-case.ts';
import type { RepairNotice, RepairNoticeEvent } from '../domain/repair-notice/repair-notice.ts';
import type { Shielding, ShieldingEvent } from '../domain/shielding/shielding.ts';

export type RepairStore = AggregateStore<RepairCase, RepairEvent>;
export type RepairNoticeStore = AggregateStore<RepairNotice, RepairNoticeEvent>;
export type ShieldingStore = AggregateStore<Shielding, ShieldingEvent>;
export type CorrectionStore = AggregateStore<CorrectionTask, CorrectionEvent>;

/** Token under which the composition root provides the {@link Desk}. */
export const DESK = Symbol('repair desk');

/** 修复工作台 — what every use case works with: the stores, the law as tables, and which departments the city has. */
export interface Desk {
  cases: RepairStore;
  notices: RepairNoticeStore;
  shieldings: ShieldingStore;
  corrections: CorrectionStore;
  rulebook: Rulebook;
  city: CityConfig;
}

/** 认定单位's department: the one that speaks for the authority; undefined = no department of the city does. */
export const sourceSpeakingFor = ({ city }: Pick<Desk, 'city'>, authorityUscc: string): string | undefined => city.departments.find(({ speaksFor, uscc }) => uscc === authorityUscc || speaksFor.includes(authorityUscc))?.source;

/** Where a step happens: which case, by whom, in which transaction. */
export interface Step {
  uow: UnitOfWork;
  desk: Desk;
  id: string;
  by: string;
}
