import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import type { Gap } from '../../domain/policies/look-up-proof.ts';

/** 应查必查统计 of one department in the period. */
export interface DepartmentCoverage {
  department: string;
  /** Cases decided in the period. */
  decided: number;
  withLookUp: number;
  withoutLookUp: number;
  /** Cases opened in the period that have no answer yet. */
  unanswered: number;
}

/** A case on one of the two lists. */
export interface CoverageCase {
  matterId: string;
  department: string;
  caseId: string;
  matterKind: string;
  subject: { name: string; uscc?: string };
  openedOn: string;
  decidedOn: string | null;
  /** Why no look-up proves it; null while it is open. */
  gap: Gap | null;
  /** The screening that the department says it relied on. */
  namedScreeningId: string | null;
}

export interface CoverageAsked {
  /** Null: all departments. */
  department: string | null;
  from: LocalDate;
  to: LocalDate;
}

const COUNTS = {
  name: 'coverage_counts',
  text: `select department, count(*) filter (where decided)::int as decided, count(*) filter (where decided and proof_id is not null)::int as "withLookUp", count(*) filter (where decided and gap is not null)::int as "withoutLookUp",
           count(*) filter (where unanswered)::int as unanswered
         from (select department, proof_id, gap, coalesce(decided_on between $2::date and $3::date, false) as decided, opening_known and answered_at is null and opened_on between $2::date and $3::date as unanswered
               from open_case where $1::text is null or department = $1) c
         where decided or unanswered group by department order by department`,
};
const list = (name: string, which: string) => ({
  name,
  text: `select matter_id as "matterId", department, case_id as "caseId", matter_kind as "matterKind", subject, opened_on as "openedOn", decided_on as "decidedOn", gap, decided_named_screening as "namedScreeningId"
         from open_case where ($1::text is null or department = $1) and ${which} and ($4::uuid is null or matter_id > $4) order by matter_id limit $5`,
});
const LISTS = {
  without: list('coverage_without', 'gap is not null and decided_on between $2::date and $3::date'),
  unanswered: list('coverage_unanswered', 'opening_known and answered_at is null and opened_on between $2::date and $3::date'),
};
export type CoverageList = keyof typeof LISTS;

/** 应查必查 — per department: cases decided, with and without a valid look-up before the decision, and opened ones not answered yet. */
export const countCoverage = async (database: Database, { department, from, to }: CoverageAsked): Promise<DepartmentCoverage[]> => (await database.pool.query<DepartmentCoverage>(COUNTS, [department, from, to])).rows;

/** 未经比对的办结事项, or 未答复的受理事项: in order of matter id after `after`. */
export async function listCoverage(database: Database, which: CoverageList, { department, from, to, after, limit }: CoverageAsked & { after: string | null; limit: number }): Promise<CoverageCase[]> {
  const { rows } = await database.pool.query(LISTS[which], [department, from, to, after, limit]);
  return rows.map(({ subject, ...row }): CoverageCase => ({ ...row, subject: { name: subject.name, ...(subject.uscc === undefined ? {} : { uscc: subject.uscc }) } }));
}

/** 未答复的受理事项 of all departments. */
export const countUnanswered = async (database: Database): Promise<number> => (await database.pool.query<{ n: number }>('select count(*)::int as n from open_case where opening_known and answered_at is null')).rows[0]!.n;
