import type { Database } from '@credit/persistence';

/** 重错码问题 on the worklist. */
export interface CodeFindingView {
  id: string;
  code: string;
  state: string;
  provider: string;
  subjectId: string | null;
  otherSubjectId: string | null;
  uscc: string | null;
  statedName: string | null;
  occurrences: number;
  discoveredOn: string;
  lastSeenOn: string;
  registrarFlag: string | null;
  newUscc: string | null;
  correctedOn: string | null;
}

export interface CodeFindingFilter {
  provider: string | null;
  state: string;
  code: string | null;
  after: string | null;
  limit: number;
}

/** 重错码治理清单, oldest first. */
export async function findCodeFindings(db: Database, { provider, state, code, after, limit }: CodeFindingFilter): Promise<CodeFindingView[]> {
  const { rows } = await db.pool.query<CodeFindingView>(
    `select id, code, state, provider, subject_id as "subjectId", other_subject_id as "otherSubjectId", uscc, stated_name as "statedName", occurrences, discovered_on as "discoveredOn", last_seen_on as "lastSeenOn",
       registrar_flag as "registrarFlag", new_uscc as "newUscc", corrected_on as "correctedOn"
     from code_finding where state = $1 and ($2::text is null or provider = $2) and ($3::text is null or code = $3) and ($4::uuid is null or id > $4) order by id limit $5`, [state, provider, code, after, limit]);
  return rows;
}
