import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';

/** 停止公示目录的一项 — what was on show and is not any more: only its address, since when and why. */
export interface TakenDown {
  entryId: string;
  kind: 'administrative-license' | 'administrative-penalty' | 'list-entry' | 'commitment';
  withdrawnOn: LocalDate;
  reason: string;
}
/** A withdrawal with its place in the order of commits. */
export interface TakenDownAt extends TakenDown {
  at: string;
}

/** What was posted again since is on show; its earlier withdrawal tells nothing any more. */
const AFTER = {
  name: 'public_taken_down',
  text: `select j.id::text as at, coalesce(c.commitment_id, j.aggregate_id) as "entryId", coalesce(e.record_kind, case when c.id is null then 'list-entry' else 'commitment' end) as kind,
           coalesce(e.withdrawn_on, l.withdrawn_on, c.withdrawn_on) as "withdrawnOn", coalesce(e.reason, l.reason, c.reason) as reason
         from journal j
         left join publicity_entry e on e.id = j.aggregate_id and e.status = 'withdrawn'
         left join list_posting l on l.id = j.aggregate_id and l.status in ('lapsed', 'withdrawn')
         left join commitment_posting c on c.id = j.aggregate_id and c.status = 'withdrawn'
         where j.type in ('EntryWithdrawn', 'PostingLapsed', 'ListEntryWithdrawn', 'CommitmentWithdrawn') and j.id > $1 and (e.id is not null or l.id is not null or c.id is not null)
         order by j.id limit $2`,
};

/** 停止公示目录 — withdrawals in the order in which they took effect, for whoever keeps copies: from the last one it has seen (N21, O67). Ids only, no names. */
export const takenDown = async (db: Database, after: string | null, limit: number): Promise<TakenDownAt[]> => (await db.pool.query<TakenDownAt>({ ...AFTER, values: [after ?? '0', limit] })).rows;
