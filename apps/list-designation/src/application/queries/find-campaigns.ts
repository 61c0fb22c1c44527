import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { isRunning, type Campaign } from '../../domain/campaign/campaign.ts';

/** 专项治理 as everybody in the city's departments reads it; `running`: orders may name it today. */
export type CampaignView = Exclude<Campaign, { status: 'absent' }> & { running: boolean };

/** 进展 of one department: of the orders that it made, how many ended how, and how many are overdue today. The rest is under way. */
export interface DepartmentProgress {
  source: string;
  name: string;
  opened: number;
  rectified: number;
  notRectified: number;
  overdue: number;
  revoked: number;
}

const ALL = { name: 'campaigns_all', text: 'select state from campaign order by id' };
const ONE = { name: 'campaign_one', text: 'select state from campaign where code = $1' };
/** Overdue as in `isOverdue`. */
const PROGRESS = {
  name: 'campaign_progress',
  text: `select source, min(state -> 'authority' ->> 'name') as name, count(*)::int as opened, count(*) filter (where status = 'rectified')::int as rectified,
           count(*) filter (where status = 'not-rectified')::int as "notRectified", count(*) filter (where status in ('ordered', 'reminded') and due_on < $2)::int as overdue,
           count(*) filter (where status = 'revoked')::int as revoked
         from rectification_order where campaign = $1 and ($3::text is null or source = $3) group by source order by source`,
};

/** 专项治理清单, oldest first. */
export async function findCampaigns(db: Database, today: LocalDate): Promise<CampaignView[]> {
  const { rows } = await db.pool.query<{ state: Exclude<Campaign, { status: 'absent' }> }>(ALL);
  return rows.map(({ state }) => campaignView(state, today));
}

/** One campaign; undefined = there is none. */
export async function findCampaign(db: Database, code: string, today: LocalDate): Promise<CampaignView | undefined> {
  const [row] = (await db.pool.query<{ state: Exclude<Campaign, { status: 'absent' }> }>({ ...ONE, values: [code] })).rows;
  return row && campaignView(row.state, today);
}

/** 专项治理进展, by department. @param source null = all departments */
export async function campaignProgress(db: Database, code: string, source: string | null, today: LocalDate): Promise<DepartmentProgress[]> {
  return (await db.pool.query<DepartmentProgress>({ ...PROGRESS, values: [code, today, source] })).rows;
}

export const campaignView = (state: Exclude<Campaign, { status: 'absent' }>, today: LocalDate): CampaignView => ({ ...state, running: isRunning(state, today) });
