import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import { newEventId, type UnitOfWork } from '@credit/persistence';
import { closeCampaign, openCampaign } from '../domain/campaign/campaign.decide.ts';
import { CampaignLeadUnknown, CampaignNotFound, CampaignOpened } from '../domain/campaign/campaign.errors.ts';
import { isRunning, type Campaign, type CampaignKind } from '../domain/campaign/campaign.ts';
import { authorityOf, type Desk } from './desk.ts';
import type { Acting } from './propose-designation.ts';

/** 启动专项治理 as an officer asks for it. */
export interface CampaignAsked {
  code: string;
  name: string;
  kind: CampaignKind;
  clause?: string;
  /** source of the department that leads it */
  lead: string;
  from: LocalDate;
  to: LocalDate;
}

type Officer = Acting & { centre: boolean };

const OF_CODE = { name: 'campaign_of_code', text: 'select id from campaign where code = $1' };
/** Held until COMMIT: who closes it meanwhile waits, or comes first and is seen (P-6). */
const NAMED = { name: 'campaign_named', text: 'select state from campaign where code = $1 for share' };

/** 启动. @throws DomainError whatever `openCampaign` refuses; CampaignLeadUnknown */
export async function open(uow: UnitOfWork, desk: Desk, { by, source, centre }: Officer, { lead: leading, name, ...asked }: CampaignAsked): Promise<Campaign> {
  const lead = authorityOf(desk, leading);
  if (lead === undefined) throw new CampaignLeadUnknown(leading);
  const campaignId = newEventId();
  try {
    return await desk.campaigns.update(uow, campaignId, (state) => openCampaign({ ...asked, name: maskIdentityNumbers(name), lead, campaignId, by, source, centre, today: uow.ctx.today }, state));
  } catch (error) {
    if ((error as { constraint?: string }).constraint === 'campaign_code') throw new CampaignOpened(asked.code);
    throw error;
  }
}

/** 结束. @throws DomainError whatever `closeCampaign` refuses */
export async function close(uow: UnitOfWork, desk: Desk, { by, source, centre }: Officer, code: string, { reason }: { reason: string }): Promise<Campaign> {
  const [found] = await uow.query<{ id: string }>(OF_CODE, [code]);
  if (found === undefined) throw new CampaignNotFound();
  return desk.campaigns.update(uow, found.id, (state) => closeCampaign({ by, source, centre, today: uow.ctx.today, reason: maskIdentityNumbers(reason) }, state));
}

/** Whether an order may name this campaign today. */
export async function mayName(uow: UnitOfWork, code: string): Promise<boolean> {
  const [found] = await uow.query<{ state: Campaign }>(NAMED, [code]);
  return found !== undefined && isRunning(found.state, uow.ctx.today);
}
