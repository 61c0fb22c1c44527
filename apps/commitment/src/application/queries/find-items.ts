import type { Database } from '@credit/persistence';
import { currentVersion, type ItemAuthority, type ItemText, type KnownItem } from '../../domain/commitment-item/commitment-item.ts';

/** 承诺事项 as anybody reads it: its current text, and since when. */
export interface ItemView { itemId: string; itemCode: string; status: KnownItem['status']; version: number; since: string; authority: ItemAuthority; text: ItemText; versions: number; withdrawnOn?: string }

const FIND = { name: 'commitment_items_find', text: `select state from commitment_item where ($1::text is null or source = $1) and ($2::text is null or state #>> '{versions,-1,text,type}' = $2) and (status = 'published' or $3::boolean) and ($4::text is null or code > $4) order by code limit $5` };
const ONE = { name: 'commitment_item_find', text: `select state from commitment_item where code = $1` };

/** 承诺事项清单, by code. */
export async function findItems(db: Database, { source, type, withdrawn, after, limit }: { source?: string | undefined; type?: string | undefined; withdrawn: boolean; after?: string | undefined; limit: number }): Promise<ItemView[]> {
  const { rows } = await db.pool.query<{ state: KnownItem }>({ ...FIND, values: [source ?? null, type ?? null, withdrawn, after ?? null, limit] });
  return rows.map(({ state }) => itemView(state));
}

/** One item, also when it was withdrawn. */
export async function findItem(db: Database, itemCode: string): Promise<ItemView | undefined> {
  const [found] = (await db.pool.query<{ state: KnownItem }>({ ...ONE, values: [itemCode] })).rows;
  return found && itemView(found.state);
}

export function itemView(state: KnownItem): ItemView {
  const { itemId, itemCode, status, authority, versions, withdrawn } = state;
  const { version, from, text } = currentVersion(state);
  return { itemId, itemCode, status, version, since: from, authority, text, versions: versions.length, ...(withdrawn === undefined ? {} : { withdrawnOn: withdrawn.on }) };
}
