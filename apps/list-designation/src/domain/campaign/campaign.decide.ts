import type { LocalDate } from '@credit/kernel';
import { CampaignClauseMissing, CampaignEnded, CampaignNotFound, CampaignOpened, CampaignPeriodInvalid, NotCampaignLead } from './campaign.errors.ts';
import type { Campaign, CampaignEvent, CampaignKind, CampaignSubstance } from './campaign.ts';

/** Who acts: the department, and whether it speaks for the credit centre. */
interface Acting {
  by: string;
  source: string;
  centre: boolean;
  today: LocalDate;
}

/** The clause of the two kinds that the text names. */
const CLAUSES: Readonly<Partial<Record<CampaignKind, string>>> = {
  GOVERNMENT: '《实施方案》二（三）大力推进政府机构失信专项治理工作', KEY_SECTOR: '《实施方案》二（三）大力推进重点行业领域失信专项治理工作',
};

export type OpenCampaign = Acting & Omit<CampaignSubstance, 'clause' | 'openedBy' | 'openedOn'> & { clause?: string };

/**
 * 启动专项治理 — by the credit centre, or by the department that leads it. 《实施方案》二（三）大力推进政府机构失信、重点行业领域失信等专项治理工作 (O42)
 * @throws NotCampaignLead, CampaignOpened, CampaignPeriodInvalid, CampaignClauseMissing
 */
export function openCampaign({ by, source, centre, today, clause, ...asked }: OpenCampaign, state: Campaign): readonly CampaignEvent[] {
  if (!centre && asked.lead.source !== source) throw new NotCampaignLead(source);
  if (state.status !== 'absent') throw new CampaignOpened(state.code);
  if (asked.to < asked.from || asked.to < today) throw new CampaignPeriodInvalid(asked.from, asked.to);
  const basis = CLAUSES[asked.kind] ?? clause;
  if (basis === undefined) throw new CampaignClauseMissing();
  return [{ type: 'CampaignOpened', substance: { ...asked, clause: basis, openedBy: by, openedOn: today } }];
}

/** 结束专项治理 — orders that name it go on; no further one may. @throws CampaignNotFound, NotCampaignLead, CampaignEnded */
export function closeCampaign({ by, source, centre, today, reason }: Acting & { reason: string }, state: Campaign): readonly CampaignEvent[] {
  if (state.status === 'absent') throw new CampaignNotFound();
  if (!centre && state.lead.source !== source) throw new NotCampaignLead(source);
  if (state.status === 'closed') throw new CampaignEnded(state.closedOn);
  return [{ type: 'CampaignClosed', on: today, by, reason }];
}
