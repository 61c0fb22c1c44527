import type { Instant, LocalDate } from '@credit/kernel';
import { disputedSince, subjectExplanations, underReviewSince, type Database, type SubjectExplanation } from '@credit/persistence';
import { reasonText } from '../../domain/policies/publicity-verdict.ts';
import type { DueDate } from '../../domain/publicity-entry/publicity-entry.ts';

/** 公示决定 — what was decided about one record, why, and when it is or was due. */
export interface PublicityDecision {
  entryId: string;
  recordId: string;
  recordVersion: string;
  recordKind: string;
  department: string;
  authorityUscc: string;
  docNo: string;
  subject: { subjectId: string; name: string; uscc: string | null; subjectClass: string };
  decisionDate: LocalDate;
  receivedOn: LocalDate;
  due: DueDate;
  status: 'posted' | 'withheld' | 'withdrawn';
  inForce: boolean;
  disputedSince: Instant | null;
  underReviewSince: LocalDate | null;
  subjectExplanations: readonly SubjectExplanation[];
  postedOn: LocalDate | null;
  endsOn: LocalDate | null;
  withdrawnOn: LocalDate | null;
  why: { reason: string | null; userMessage: string | null; detail: string | null; ruleId: string };
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

const DECISIONS = {
  name: 'publicity_decisions',
  text: `select e.*, (e.status = 'posted' and e.posted_on <= $1::date and e.ends_on >= $1::date) as in_force, ${disputedSince('record', 'e.id')} as disputed_since, ${underReviewSince('record', 'e.id')} as under_review_since, ${subjectExplanations('record', 'e.id')} as subject_explanations
         from publicity_entry e
         where ($2::text[] is null or source = any($2)) and ($3::text is null or status = $3) and ($4::text is null or reason = $4) and ($5::text is null or record_kind = $5)
           and id < $6::uuid and ($8::uuid is null or id = $8) order by id desc limit $7`,
};

/** 公示决定清单 — newest record first; `sources` null = every department. */
export async function listDecisions(
  db: Database,
  asked: { today: LocalDate; sources: readonly string[] | null; status: string | null; reason: string | null; kind: string | null; recordId: string | null; after: string | null; limit: number },
): Promise<PublicityDecision[]> {
  const { today, sources, status, reason, kind, recordId, after, limit } = asked;
  const { rows } = await db.pool.query({ ...DECISIONS, values: [today, sources, status, reason, kind, after ?? LAST_ID, limit, recordId] });
  return rows.map((row) => ({
    entryId: row.id, recordId: row.id, recordVersion: row.record_version, recordKind: row.record_kind, department: row.source, authorityUscc: row.authority_uscc, docNo: row.doc_no,
    subject: { subjectId: row.subject_id, name: row.subject_name, uscc: row.subject_uscc, subjectClass: row.subject_class },
    decisionDate: row.decision_date, receivedOn: row.received_on,
    due: dueOf(row),
    status: row.status, inForce: row.in_force, disputedSince: row.disputed_since, underReviewSince: row.under_review_since, subjectExplanations: row.subject_explanations, postedOn: row.posted_on, endsOn: row.ends_on, withdrawnOn: row.withdrawn_on,
    why: { reason: row.reason, userMessage: row.reason === null ? null : reasonText(row.reason), detail: row.detail, ruleId: row.rule_id },
  }));
}

function dueOf(row: { due_status: string; due_on: LocalDate; due_year: number }): DueDate {
  if (row.due_status === 'FIXED') return { status: 'FIXED', on: row.due_on };
  return row.due_status === 'PROVISIONAL' ? { status: 'PROVISIONAL', enteredYear: row.due_year } : { status: 'NONE' };
}
