import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { isOverdue, type RectificationOrder } from '../../domain/rectification/rectification-order.ts';

/** 限期整改 as its department and those who oversee it read it: the whole state, and whether it is overdue today. */
export type RectificationOrderView = Exclude<RectificationOrder, { status: 'absent' }> & { overdue: boolean };

export interface OrderFilter {
  /** null = all departments */
  source: string | null;
  overdue: boolean;
  campaign: string | null;
  after: string | null;
  limit: number;
  today: LocalDate;
}

/** Overdue as in `isOverdue`: the day has passed and nothing was handed in. */
const FIND = {
  name: 'rectification_orders_find',
  text: `select state from rectification_order
         where ($1::text is null or source = $1) and ($2::text is null or campaign = $2) and (not $3::boolean or (status in ('ordered', 'reminded') and due_on < $4)) and ($5::uuid is null or id > $5) order by id limit $6`,
};

/** 整改清单, oldest order first. */
export async function findRectificationOrders(db: Database, { source, overdue, campaign, after, limit, today }: OrderFilter): Promise<RectificationOrderView[]> {
  const { rows } = await db.pool.query<{ state: Exclude<RectificationOrder, { status: 'absent' }> }>({ ...FIND, values: [source, campaign, overdue, today, after, limit] });
  return rows.map(({ state }) => orderView(state, today));
}

export const orderView = (state: Exclude<RectificationOrder, { status: 'absent' }>, today: LocalDate): RectificationOrderView => ({ ...state, overdue: isOverdue(state, today) });
