import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { Instant, LocalDate } from '@credit/kernel';
import { disputedFields, disputedSince, subjectExplanations, underReviewSince, type Database, type SubjectExplanation } from '@credit/persistence';
import type { Correction, RecordContent, Repair, Revocation, Shield } from '../../domain/record/record.ts';
import { overlaid } from '../../domain/record/record-content.ts';

/** 来源 — one arrival that brought the record where it is. */
export interface Provenance {
  receiptId: string;
  source: string;
  channel: string;
  eventId: string;
  batchId?: string;
  row?: number;
  state: string;
  code?: string;
  receivedAt: string;
  decidedAt: string;
}

/** 信用记录 as shown: current content, standing, provenance. */
export interface RecordView {
  recordId: string;
  recordKind: string;
  status: string;
  heldReasons: readonly string[];
  subject: SubjectSnapshot;
  source: string;
  authorityUscc: string;
  docNo: string;
  receivedAt: string;
  receivedOn: string;
  sourceVersion: string | null;
  version: string;
  content: Record<string, unknown>;
  corrections: readonly Correction[];
  revocation: Revocation | null;
  /** 已修复: neither shared nor used any more */
  repaired: Repair | null;
  /** 重整期间屏蔽: for the time being neither shared nor used */
  shielded: Shield | null;
  /** 有异议: since when; null while nobody objects */
  disputedSince: Instant | null;
  /** the fields in question; none = the whole record */
  disputedFields: readonly string[];
  /** 复议诉讼审理中: since when; null while there is none. Marked, and nothing else (LZ 43) */
  underReviewSince: LocalDate | null;
  /** 主体说明: the subject's own words beside the record, newest first */
  subjectExplanations: readonly SubjectExplanation[];
  provenance: readonly Provenance[];
}

interface Row {
  id: string; record_kind: string; status: string; held_reasons: string[] | null; source: string; authority_uscc: string; doc_no: string; received_at: string; received_on: string; source_version: string | null; version: string;
  content: RecordContent | null; corrections: Correction[] | null; revocation: Revocation | null; repair: Repair | null; shield: Shield | null; subject: SubjectSnapshot; provenance: Provenance[]; disputed_since: Instant | null; disputed_fields: string[]; under_review_since: LocalDate | null; subject_explanations: SubjectExplanation[];
}

const SELECT = `select r.*, jsonb_build_object('subjectId', s.id, 'subjectClass', s.subject_class, 'name', s.name, 'uscc', s.uscc, 'status', s.status) as subject,
  coalesce((select json_agg(json_build_object('receiptId', p.id, 'source', p.source, 'channel', p.channel, 'eventId', p.event_id, 'batchId', p.batch_id, 'row', p.row_no, 'state', p.state, 'code', p.code,
    'receivedAt', to_char(p.received_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'decidedAt', to_char(p.decided_at, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by p.decided_at, p.id)
    from receipt p where p.record_id = r.id), '[]') as provenance, ${disputedSince('record', 'r.id')} as disputed_since, ${disputedFields('record', 'r.id')} as disputed_fields, ${underReviewSince('record', 'r.id')} as under_review_since, ${subjectExplanations('record', 'r.id')} as subject_explanations
  from credit_record r join credit_subject s on s.id = coalesce((select a.canonical_id from subject_alias a where a.subject_id = r.subject_id), r.subject_id)`;

const withoutNulls = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, v]) => v !== null)) as T;

function viewOf(row: Row): RecordView {
  const { legalRepIdIndex: _index, ...content } = (row.content === null ? {} : overlaid(row.content, row.corrections ?? [])) as Record<string, unknown>;
  return {
    recordId: row.id, recordKind: row.record_kind, status: row.status, heldReasons: row.held_reasons ?? [], subject: withoutNulls(row.subject), source: row.source, authorityUscc: row.authority_uscc, docNo: row.doc_no,
    receivedAt: row.received_at, receivedOn: row.received_on, sourceVersion: row.source_version, version: row.version, content, corrections: row.corrections ?? [], revocation: row.revocation, repaired: row.repair, shielded: row.shield, disputedSince: row.disputed_since, disputedFields: row.disputed_fields, underReviewSince: row.under_review_since, subjectExplanations: row.subject_explanations, provenance: row.provenance.map(withoutNulls),
  };
}

/** 信用记录 by id with its provenance; of one department or (null) of any. */
export async function findRecord(db: Database, id: string, source: string | null): Promise<RecordView | undefined> {
  const { rows } = await db.pool.query<Row>(`${SELECT} where r.id = $1 and ($2::text is null or r.source = $2)`, [id, source]);
  return rows[0] === undefined ? undefined : viewOf(rows[0]);
}

/** 信用档案: the records of a subject (and of what was merged into it) in the order of their ids, after one of them. */
export async function findRecordsOfSubject(db: Database, subjectId: string, source: string | null, after: string | null, limit: number): Promise<RecordView[]> {
  const { rows } = await db.pool.query<Row>(
    `${SELECT} where r.subject_id in (select $1::uuid union select subject_id from subject_alias where canonical_id = $1) and ($2::text is null or r.source = $2) and ($3::uuid is null or r.id > $3) order by r.id limit $4`, [subjectId, source, after, limit]);
  return rows.map(viewOf);
}
