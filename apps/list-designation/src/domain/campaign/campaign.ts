import { assertNever, type LocalDate } from '@credit/kernel';
import type { Authority } from '../designation/designation.ts';

/** 专项治理种类: 政府机构失信, 重点行业领域失信, 其他. */
export const CAMPAIGN_KINDS = ['GOVERNMENT', 'KEY_SECTOR', 'OTHER'] as const;
export type CampaignKind = (typeof CAMPAIGN_KINDS)[number];

/** 专项治理的内容 — under which clause, led by whom, from which day to which. */
export interface CampaignSubstance {
  campaignId: string;
  code: string;
  name: string;
  kind: CampaignKind;
  /** on what it rests; the policy text names two kinds, any other names its own document */
  clause: string;
  lead: Authority;
  from: LocalDate;
  /** last day */
  to: LocalDate;
  openedBy: string;
  openedOn: LocalDate;
}

/** 专项治理 — absent → open → closed. Whether orders may name it today is computed from its days when asked (O42). */
export type Campaign = { status: 'absent' } | ({ status: 'open' } & CampaignSubstance) | ({ status: 'closed'; closedOn: LocalDate; closedBy: string; reason: string } & CampaignSubstance);

export const noCampaign: Campaign = { status: 'absent' };

/** Private facts of a campaign. */
export type CampaignEvent = { type: 'CampaignOpened'; substance: CampaignSubstance } | { type: 'CampaignClosed'; on: LocalDate; by: string; reason: string };

/** The one place where state changes. */
export function evolveCampaign(state: Campaign, event: CampaignEvent): Campaign {
  switch (event.type) {
    case 'CampaignOpened': return { status: 'open', ...event.substance };
    case 'CampaignClosed': return { ...(state as Extract<Campaign, { status: 'open' }>), status: 'closed', closedOn: event.on, closedBy: event.by, reason: event.reason };
    default: return assertNever(event);
  }
}

/** 进行中 — open, and today is one of its days. */
export const isRunning = (state: Campaign, today: LocalDate): boolean => state.status === 'open' && state.from <= today && today <= state.to;
