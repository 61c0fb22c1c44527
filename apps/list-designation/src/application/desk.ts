import type { CityConfig } from '@credit/contracts/topics';
import type { AggregateStore, EffectsAnswerStore } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import type { DesignationEvent } from '../domain/designation/designation.events.ts';
import type { Authority, Designation } from '../domain/designation/designation.ts';
import type { Campaign, CampaignEvent } from '../domain/campaign/campaign.ts';
import type { Interview, InterviewEvent } from '../domain/interview/interview.ts';
import type { ConflictEvent, ListConflict } from '../domain/list-conflict/list-conflict.ts';
import type { Notice, NoticeEvent } from '../domain/notice/notice.ts';
import type { ReceiptReport, ReceiptReportEvent } from '../domain/notice/receipt-report.ts';
import type { RectificationEvent } from '../domain/rectification/rectification-order.events.ts';
import type { RectificationOrder } from '../domain/rectification/rectification-order.ts';
import type { RedEntry, RedEntryEvent } from '../domain/red-list/red-entry.ts';

export type DesignationStore = AggregateStore<Designation, DesignationEvent>;
export type CampaignStore = AggregateStore<Campaign, CampaignEvent>;
export type InterviewStore = AggregateStore<Interview, InterviewEvent>;
export type NoticeStore = AggregateStore<Notice, NoticeEvent>;
export type ReceiptReportStore = AggregateStore<ReceiptReport, ReceiptReportEvent>;
export type RectificationStore = AggregateStore<RectificationOrder, RectificationEvent>;
export type RedEntryStore = AggregateStore<RedEntry, RedEntryEvent>;
export type ListConflictStore = AggregateStore<ListConflict, ConflictEvent>;

/** Token under which the composition root provides the {@link Desk}. */
export const DESK = Symbol('designation desk');

/** 认定工作台 — what every use case works with: the store, the law as tables, and which departments the city has. */
export interface Desk {
  designations: DesignationStore;
  rectificationOrders: RectificationStore;
  interviews: InterviewStore;
  campaigns: CampaignStore;
  notices: NoticeStore;
  receiptReports: ReceiptReportStore;
  redEntries: RedEntryStore;
  listConflicts: ListConflictStore;
  /** 效果终止答复 */
  answers: EffectsAnswerStore;
  rulebook: Rulebook;
  city: CityConfig;
}

/** The department as designating authority; undefined = the city has none of that name. */
export function authorityOf({ city }: Desk, source: string): Authority | undefined {
  const department = city.departments.find((d) => d.source === source);
  return department && { source, uscc: department.uscc, name: department.name };
}

/** 部门类别, from which its powers follow. */
export const kindsOf = ({ city }: Desk, source: string): readonly string[] => city.departments.find((d) => d.source === source)?.kinds ?? [];

/** 可代为发声的机关: codes of the authorities whose documents are the department's own. */
export const speaksForOf = ({ city }: Desk, source: string): readonly string[] => city.departments.find((d) => d.source === source)?.speaksFor ?? [];
