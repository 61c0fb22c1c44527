import type { RecordStateV1, SubjectStateV1 } from '@credit/contracts/events';
import type { Instant, LocalDate } from '@credit/kernel';
import { disputedSince, underReviewSince, type Database } from '@credit/persistence';

/** 经过 — one fact in the life of a subject or of one of its records. */
export interface TimelineEntry {
  /** When the register recorded it. */
  at: string;
  /** Business date on which it holds. */
  on: LocalDate;
  fact: string;
  actor: string;
  reason?: string;
  recordId?: string;
  changedFields?: readonly string[];
}

/** 标注 of a record as it stands now. */
interface Marks { disputedSince: Instant | null; underReviewSince: LocalDate | null }

/** 某日状态 — the subject and its records as of a business date, with everything that led there. */
export interface Timeline {
  asOf: LocalDate;
  subject: SubjectStateV1 | null;
  records: readonly (Pick<RecordStateV1, 'recordId' | 'recordKind' | 'status' | 'heldReasons' | 'docNo' | 'authorityUscc' | 'decisionDate'> & Marks)[];
  facts: readonly TimelineEntry[];
}

interface Row { at: string; actor: string; type: string; aggregate_type: string; aggregate_id: string; on: LocalDate; data: any }

const QUERY = `
  select j.at, coalesce(j.headers::json ->> 'ce_actor', j.actor) as actor, j.type, j.aggregate_type, j.aggregate_id, j.headers::json ->> 'ce_businessdate' as on, j.payload::json as data
  from journal j
  where j.topic is not null and j.headers::json ->> 'ce_businessdate' <= $2
    and j.aggregate_id in (select $1::uuid union select subject_id from subject_alias where canonical_id = $1 union
      select id from credit_record where (subject_id = $1 or subject_id in (select subject_id from subject_alias where canonical_id = $1)) and ($3::text is null or source = $3))
  order by j.id limit 5000`;
const MARKED = `select r.id, ${disputedSince('record', 'r.id')} as "disputedSince", ${underReviewSince('record', 'r.id')} as "underReviewSince" from credit_record r where r.id = any($1::uuid[])`;

/** 信用档案的历史 — answers from the journal, so that every past state can be told (可查可核可溯). With `source` only that department's records; of a restricted record of a department that `reads` refuses it tells what happened, not why; of a repaired or shielded one that it does not open nothing. */
export async function findTimeline(db: Database, subjectId: string, asOf: LocalDate, source: string | null, reads: { restrictedOf: (source: string) => boolean; repaired: boolean }): Promise<Timeline> {
  const { rows } = await db.pool.query<Row>(QUERY, [subjectId, asOf, source]);
  const records = new Map<string, RecordStateV1>();
  let subject: SubjectStateV1 | null = null;
  for (const row of rows) {
    if (row.aggregate_type === 'record') records.set(row.aggregate_id, row.data);
    else if (row.aggregate_id === subjectId) subject = row.data;
  }
  const closed = new Set([...records.values()].filter((r) => r.content.restricted !== undefined && !reads.restrictedOf(r.source)).map((r) => r.recordId));
  const gone = new Set([...records.values()].filter((r) => (r.repaired ?? r.shielded) !== undefined && !reads.repaired).map((r) => r.recordId));
  const marked = new Map((await db.pool.query<Marks & { id: string }>(MARKED, [[...records.keys()]])).rows.map(({ id, ...marks }) => [id, marks]));
  return { asOf, subject, records: [...records.values()].filter(({ recordId }) => !gone.has(recordId)).map((record) => ({ ...recordOf(record), ...(marked.get(record.recordId) ?? { disputedSince: null, underReviewSince: null }) })), facts: rows.filter((row) => !gone.has(row.aggregate_id)).map((row) => entryOf(row, closed)) };
}

const recordOf = ({ recordId, recordKind, status, heldReasons, docNo, authorityUscc, decisionDate }: RecordStateV1) => ({ recordId, recordKind, status, heldReasons, docNo, authorityUscc, decisionDate });

function entryOf({ at, on, type, actor, aggregate_type, aggregate_id, data }: Row, closed: ReadonlySet<string>): TimelineEntry {
  const change = aggregate_type === 'record' && !closed.has(aggregate_id) ? (data as RecordStateV1).change : undefined;
  return { at, on, fact: type, actor, ...(aggregate_type === 'record' ? { recordId: aggregate_id } : {}), ...(change === undefined ? {} : { reason: change.reason, changedFields: change.changedFields }) };
}
