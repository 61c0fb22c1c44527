import { newEventId, type UnitOfWork } from '@credit/persistence';
import { commitmentExclusion } from '@credit/rulebook';
import { publishItem, withdrawItem } from '../domain/commitment-item/commitment-item.decide.ts';
import { ItemNotYours } from '../domain/commitment-item/commitment-item.errors.ts';
import type { CommitmentItem, ItemText } from '../domain/commitment-item/commitment-item.ts';
import { authorityOf, type OfficersStep } from './desk.ts';

const BY_CODE = { name: 'commitment_item_by_code', text: `select id from commitment_item where code = $1 for update` };
const LOCK = { name: 'item_code_lock', text: `select pg_advisory_xact_lock(hashtextextended('commitment-item ' || $1::text, 0))` };

/** 公布承诺事项 or its next version. @throws ItemNotYours and what the domain refuses */
export async function publish({ uow, desk, by, source }: Omit<OfficersStep, 'id'>, itemCode: string, text: ItemText): Promise<CommitmentItem> {
  const authority = authorityOf(desk, source);
  if (authority === undefined) throw new ItemNotYours(source);
  await uow.query(LOCK, [itemCode]);
  const itemId = (await uow.query<{ id: string }>(BY_CODE, [itemCode]))[0]?.id ?? newEventId();
  const excluded = commitmentExclusion(desk.rulebook, text.risks, uow.ctx.today);
  return desk.items.update(uow, itemId, (state) => publishItem({ itemId, itemCode, authority, text, today: uow.ctx.today, by, ...(excluded === undefined ? {} : { exclusion: excluded }) }, state));
}

/** 撤下承诺事项. */
export const withdraw = ({ uow, desk, id, by, source }: OfficersStep, { reason }: { reason: string }): Promise<CommitmentItem> =>
  desk.items.update(uow, id, (state) => withdrawItem({ source, today: uow.ctx.today, reason, by }, state));

const ITEM = { name: 'commitment_item_offered', text: `select state from commitment_item where code = $1` };

/** The item by its code. A text holds for its whole last day, so nobody need keep it from changing meanwhile. */
export const itemByCode = async (uow: UnitOfWork, itemCode: string): Promise<CommitmentItem> => (await uow.query<{ state: CommitmentItem }>(ITEM, [itemCode]))[0]?.state ?? { status: 'absent' };
