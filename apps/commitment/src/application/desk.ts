import type { CityConfig } from '@credit/contracts/topics';
import type { AddingStore, AggregateStore, UnitOfWork } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import type { CommitmentEvent } from '../domain/commitment/commitment.events.ts';
import type { Commitment } from '../domain/commitment/commitment.ts';
import type { CommitmentItem, CommitmentItemEvent, ItemAuthority } from '../domain/commitment-item/commitment-item.ts';
import type { CommitmentReport, CommitmentReportEvent } from '../domain/commitment-report/commitment-report.ts';
import type { SelfDeclaration, SelfDeclarationEvent } from '../domain/self-declaration/self-declaration.ts';

export type CommitmentStore = AddingStore<Commitment, CommitmentEvent>;
export type ItemStore = AggregateStore<CommitmentItem, CommitmentItemEvent>;
export type ReportStore = AggregateStore<CommitmentReport, CommitmentReportEvent>;
export type DeclarationStore = AggregateStore<SelfDeclaration, SelfDeclarationEvent>;

/** Token under which the composition root provides the {@link Desk}. */
export const DESK = Symbol('commitment desk');

/** 承诺工作台 — what every use case works with: the stores, the law as tables, and which departments the city has. */
export interface Desk {
  commitments: CommitmentStore;
  items: ItemStore;
  reports: ReportStore;
  declarations: DeclarationStore;
  rulebook: Rulebook;
  city: CityConfig;
}

/** Where a step happens: which commitment, by whom, in which transaction. */
export interface Step {
  uow: UnitOfWork;
  desk: Desk;
  id: string;
  by: string;
}

/** A step of an officer; `source` is his department. */
export type OfficersStep = Step & { source: string };

/** 部门 as the authority of its items; undefined = no department of the city. */
export function authorityOf({ city }: Pick<Desk, 'city'>, source: string): ItemAuthority | undefined {
  const found = city.departments.find((one) => one.source === source);
  return found && { source, uscc: found.uscc, name: found.name, region: found.region };
}

/** 平台 as the taker of free promises: the department that leads the city's credit work and nothing else, or the first that leads it beside other work; it looks at complaints about them. */
export function platformOf({ city }: Pick<Desk, 'city'>): ItemAuthority {
  const leads = city.departments.filter(({ kinds }) => kinds?.includes('credit-lead'));
  return authorityOf({ city }, (leads.find(({ kinds }) => kinds!.length === 1) ?? leads[0] ?? city.departments[0]!).source)!;
}
