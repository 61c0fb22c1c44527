import { TOPICS } from '@credit/contracts/topics';
import { defineAggregate } from '@credit/persistence';
import type { CampaignStore } from '../application/desk.ts';
import { evolveCampaign, noCampaign } from '../domain/campaign/campaign.ts';
import { CampaignRow, toRow, toState } from './campaign.row.ts';

/** 专项治理 store. A campaign concerns no subject and is no public fact; the orders that name it are. */
export const campaigns: CampaignStore = defineAggregate({
  type: 'campaign', topic: TOPICS.designationEvents, entity: CampaignRow, initial: noCampaign, evolve: evolveCampaign, toRow, toState,
  keyOf: (state) => (state.status === 'absent' ? '' : state.campaignId), publish: { CampaignOpened: () => null, CampaignClosed: () => null },
});
