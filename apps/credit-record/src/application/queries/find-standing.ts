import type { SubjectClass } from '@credit/contracts/subject';
import type { Instant, LocalDate } from '@credit/kernel';
import { disputedSince, underReviewSince, type Database } from '@credit/persistence';
import { overlaid } from '../../domain/record/record-content.ts';
import type { Correction, RecordContent } from '../../domain/record/record.ts';

/** 文书效力 — what a department that rests a decision on a record may know of it: which document it is, about whom, and whether it is in effect; nothing of what it says. */
export interface RecordStanding {
  recordId: string;
  /** version of the last fact that others were told */
  version: string;
  /** `repaired`: in effect, and used for nothing new; so is one that is shielded. `kept`: in effect, of a commitment that was kept, and evidence against nobody */
  status: 'held' | 'effective' | 'revoked' | 'repaired' | 'kept';
  recordKind: string;
  subjectId: string;
  authorityUscc: string;
  docNo: string;
  /** null: revoked before it was ever reported */
  decisionDate: string | null;
  /** 有异议: since when; null while nobody objects */
  disputedSince: Instant | null;
  /** 复议诉讼审理中: since when; null while there is none */
  underReviewSince: LocalDate | null;
}

interface Row {
  public_version: string; status: Exclude<RecordStanding['status'], 'repaired' | 'kept'>; repaired: boolean; record_kind: string; doc_no: string; authority_uscc: string; content: RecordContent | null; corrections: Correction[] | null; subject_id: string; subject_class: SubjectClass; disputed_since: Instant | null; under_review_since: LocalDate | null;
}

const ONE = {
  name: 'record_standing',
  text: `select r.public_version, r.status, (r.repair is not null or r.shield is not null) as repaired, r.record_kind, r.doc_no, r.authority_uscc, r.content, r.corrections, s.id as subject_id, s.subject_class, ${disputedSince('record', 'r.id')} as disputed_since, ${underReviewSince('record', 'r.id')} as under_review_since
         from credit_record r join credit_subject s on s.id = coalesce((select a.canonical_id from subject_alias a where a.subject_id = r.subject_id), r.subject_id)
         where r.id = $1 and r.status <> 'awaited'`,
};

/** The standing of a record and the class of its subject; undefined = there is no such record. */
export async function findStanding(db: Database, id: string): Promise<{ standing: RecordStanding; subjectClass: SubjectClass } | undefined> {
  const [row] = (await db.pool.query<Row>({ ...ONE, values: [id] })).rows;
  if (row === undefined) return undefined;
  const content = row.content === null ? null : overlaid(row.content, row.corrections ?? []);
  const decisionDate = content === null ? null : String(content['decisionDate']);
  return {
    standing: { recordId: id, version: row.public_version, status: row.status === 'effective' ? usable(row, content) : row.status, recordKind: row.record_kind, subjectId: row.subject_id, authorityUscc: row.authority_uscc, docNo: row.doc_no, decisionDate, disputedSince: row.disputed_since, underReviewSince: row.under_review_since },
    subjectClass: row.subject_class,
  };
}

/** What others may rest on a record in effect. */
function usable({ repaired, record_kind }: Row, content: RecordContent | null): RecordStanding['status'] {
  if (repaired) return 'repaired';
  return record_kind === 'commitment' && content?.['performance'] === 'FULL' ? 'kept' : 'effective';
}
