import type { MatterCaseDecidedV1, MatterCaseV1 } from '@credit/contracts/events';
import type { Instant } from '@credit/kernel';
import { textArray, type Cause, type UnitOfWork } from '@credit/persistence';
import { proofOf, type DecidedCase, type Gap, type LookUp } from '../domain/policies/look-up-proof.ts';
import { AUTOMATIC } from './screening-answer.ts';
import { subjectKeyOf } from './subject-key.ts';

/** 事项受理或办结 as the register forwarded it; a decision says when it was heard. */
export interface CaseFact {
  readonly data: MatterCaseV1 | MatterCaseDecidedV1;
  readonly heardAt: Instant;
  readonly cause: Cause;
}

const COLUMNS = ['matter_id', 'department', 'case_id', 'matter_kind', 'field', 'purpose', 'subject', 'subject_key', 'uscc', 'person_index', 'opened_on'] as const;
/** Of both kinds of facts, and three of its own. */
const WIDTH = COLUMNS.length + 3;
const FROM = `from unnest(${Array.from({ length: WIDTH }, (_, n) => `$${n + 1}::text[]`).join(', ')}) as x (${COLUMNS.join(', ')}, a, b, c)`;
const COMMON = `x.matter_id::uuid, x.department, x.case_id, x.matter_kind, x.field, x.purpose, x.subject::jsonb, x.subject_key, x.uscc, x.person_index, x.opened_on::date`;

const OPEN = {
  name: 'open_case_open',
  text: `insert into open_case as o (${COLUMNS.join(', ')}, opening_known, due, due_since, due_cause) select ${COMMON}, true, 'case-opened', clock_timestamp(), x.a::jsonb ${FROM} order by 1
         on conflict (matter_id) do update set ${COLUMNS.slice(1).map((c) => `${c} = excluded.${c}`).join(', ')}, opening_known = true, due = excluded.due, due_since = excluded.due_since, due_cause = excluded.due_cause`,
};
const DECIDE = {
  name: 'open_case_decide',
  text: `insert into open_case as o (${COLUMNS.join(', ')}, opening_known, decided_on, decided_heard_at, decided_named_screening, gap) select ${COMMON}, false, x.a::date, x.b::timestamptz, x.c::uuid, 'none' ${FROM} order by 1
         on conflict (matter_id) do update set decided_on = excluded.decided_on, decided_heard_at = least(o.decided_heard_at, excluded.decided_heard_at), decided_named_screening = excluded.decided_named_screening,
           gap = excluded.gap, proof_id = null
         returning matter_id as id, department, case_id as "caseId", subject_key as "subjectKey", matter_kind as "matterKind", decided_on as "decidedOn", decided_heard_at as "heardAt"`,
};
const LOOK_UPS = {
  name: 'open_case_look_ups',
  text: `select x.id, s.id as "screeningId", s.subject_key as "subjectKey", s.matter_kind as "matterKind", s.asked_at as "askedAt", s.business_date as "askedOn", s.officer = $4 as automatic
         from unnest($1::text[], $2::text[], $3::text[]) as x (id, department, case_id) join screening s on s.department = x.department and s.matter_id = x.case_id order by s.id`,
};
const PROVE = {
  name: 'open_case_prove',
  text: `update open_case o set proof_id = x.proof::uuid, gap = x.gap from unnest($1::text[], $2::text[], $3::text[]) as x (id, proof, gap) where o.matter_id = x.id::uuid`,
};

const lastOf = (facts: readonly CaseFact[]): CaseFact[] => [...new Map(facts.map((fact) => [fact.data.matterId, fact])).values()];

function parameters(facts: readonly CaseFact[], own: (fact: CaseFact) => readonly [string | null, string | null, string | null]): Buffer[] {
  const rows = facts.map((fact) => {
    const { matterId, source, caseId, matterKind, field, purpose, subject, personIndex, openedOn } = fact.data;
    const subjectKey = subjectKeyOf({ uscc: subject.uscc, personIndex, name: subject.name });
    return [matterId, source, caseId, matterKind, field ?? null, purpose, JSON.stringify(subject), subjectKey, subject.uscc ?? null, personIndex ?? null, openedOn, ...own(fact)];
  });
  return Array.from({ length: WIDTH }, (_, n) => textArray(rows.map((row) => row[n])));
}

/** 事项受理 — a case was opened, or reported anew with other content: it is due to be answered, once. 《实施方案》逢办必查、自动触发 */
export async function openCases(uow: UnitOfWork, facts: readonly CaseFact[]): Promise<void> {
  if (facts.length === 0) return;
  await uow.query(OPEN, parameters(lastOf(facts), ({ cause }) => [JSON.stringify(cause), null, null]));
}

/** A case that was decided without a valid look-up. */
export interface Unproven {
  readonly matterId: string;
  readonly department: string;
  readonly gap: Gap;
}

/**
 * 事项办结 — closes cases and keeps for each which look-up proves that its subject was looked up before, or why none does (应查必查).
 * What was looked up, or reported, later changes nothing: the first report of a decision says when it was heard.
 * @returns those without
 */
export async function decideCases(uow: UnitOfWork, facts: readonly CaseFact[]): Promise<Unproven[]> {
  if (facts.length === 0) return [];
  const rows = await uow.query<DecidedCase & { id: string; department: string; caseId: string }>(DECIDE, parameters(lastOf(facts), ({ data, heardAt }) => {
    const { decidedOn, screeningId } = data as MatterCaseDecidedV1;
    return [decidedOn, heardAt, screeningId ?? null];
  }));
  const lookUps = await uow.query<LookUp & { id: string }>(LOOK_UPS, [textArray(rows.map(({ id }) => id)), textArray(rows.map(({ department }) => department)), textArray(rows.map(({ caseId }) => caseId)), AUTOMATIC]);
  const of = new Map(rows.map(({ id }) => [id, [] as LookUp[]]));
  for (const { id, ...lookUp } of lookUps) of.get(id)!.push(lookUp);
  const proofs = rows.map((row) => proofOf(row, of.get(row.id)!));
  await uow.query(PROVE, [textArray(rows.map(({ id }) => id)), textArray(proofs.map((p) => ('gap' in p ? null : p.screeningId))), textArray(proofs.map((p) => ('gap' in p ? p.gap : null)))]);
  return rows.flatMap(({ id, department }, n) => {
    const proof = proofs[n]!;
    return 'gap' in proof ? [{ matterId: id, department, gap: proof.gap }] : [];
  });
}
