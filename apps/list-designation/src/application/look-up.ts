import type { LocalDate } from '@credit/kernel';
import { textArray, type UnitOfWork } from '@credit/persistence';
import { banGround, bansOf, evidenceRule, listType, mayDesignate, supervisionFor } from '@credit/rulebook';
import { evidenceKindOf, subjectRoleOf } from '@credit/rulebook/codes';
import { isLive, proposalOf, type Ban, type Designation } from '../domain/designation/designation.ts';
import type { LookedUp } from '../domain/designation/designation.guards.ts';
import { kindsOf, type Desk } from './desk.ts';

/** A repaired document is used for nothing new (36号令第三条). Locked in id order: a record that falls meanwhile waits, and then finds what was decided on it (P-6). */
const EFFECTIVE = {
  name: 'designation_effective_evidence',
  text: `select record_id, record_kind, coalesce(confirmed_at > now() - interval '60 seconds', false) as confirmed from evidence where record_id = any($1::text[]::uuid[]) and status = 'effective' and repaired_on is null order by record_id for share`,
};
/** The same subject also under the id of a file that was merged into its own; `$4`: which other entries exclude this one. */
const LISTED = {
  name: 'designation_listed',
  text: `with canonical as (select coalesce((select canonical_id from subject_alias where subject_id = $1), $1) as id),
           family as (select id from canonical union select a.subject_id from subject_alias a join canonical c on a.canonical_id = c.id union select $1)
         select 1 from designation d join family f on d.subject_id = f.id
         where d.list_type = $2 and d.id <> $3 and d.status in ('decided-to-list', 'served', 'in-force') and ($4::text[] is null or d.distinct_by = any($4)) limit 1`,
};

export interface Question {
  designationId: string;
  listTypeCode: string;
  /** the department that designates or reports */
  source: string;
  subjectId: string;
  evidenceIds: readonly string[];
  on: LocalDate;
  /** entries beside which this one cannot stand: those of these kinds (`distinct_by`); null = every other one */
  beside: readonly string[] | null;
  /** documents that the owner has just said are not in effect, although the topic has not told it yet */
  fallen?: ReadonlySet<string> | undefined;
  /** what of the proposal the rules of bans and supervision are asked with */
  proposed?: Proposed;
}

/** 拟认定的禁入、事由、角色和情节. */
export interface Proposed {
  ban?: Ban | undefined;
  role?: string | undefined;
  groundCode?: string | undefined;
  severity?: string | undefined;
}

/** The question of a later step about a designation that exists. */
export function questionOf(designationId: string, source: string, own: Exclude<Designation, { status: 'absent' | 'not-applicable' }>, on: LocalDate): Question {
  const { ban, related, listType: { code }, subject: { subjectId }, evidence } = own;
  const proposal = isLive(own) ? proposalOf(own) : undefined;
  return {
    designationId, listTypeCode: code, source, subjectId, evidenceIds: evidence.map(({ recordId }) => recordId), on, beside: besideOf(ban),
    proposed: { ban, role: related?.role, groundCode: proposal?.groundCode, severity: proposal?.severity },
  };
}

/** A local ban excludes only another one of its field; every other local entry excludes all of its list. */
export const besideOf = (ban: Ban | undefined): readonly string[] | null => (ban === undefined ? null : [ban.field]);

/** 查明 — what the law and the register say about a step, as this transaction sees it; `unconfirmed`: documents in effect here of which the owner has not said so within a minute (P-10). */
export async function lookUp(uow: UnitOfWork, desk: Desk, question: Question): Promise<LookedUp & { unconfirmed: readonly string[] }> {
  const { listTypeCode, source, on, evidenceIds } = question;
  const kinds = evidenceRule(desk.rulebook, listTypeCode, on)?.evidence ?? [];
  const effective = evidenceIds.length === 0 ? [] : await uow.query<{ record_id: string; record_kind: string; confirmed: boolean }>(EFFECTIVE, [textArray([...evidenceIds].sort())]);
  const standing = effective.filter(({ record_id, record_kind }) => question.fallen?.has(record_id) !== true && kinds.some((kind) => kind === evidenceKindOf(record_kind)));
  const listed = await uow.query(LISTED, [question.subjectId, listTypeCode, question.designationId, question.beside]);
  return {
    ...listTypeFacts(desk, listTypeCode, source, on),
    alreadyListed: listed.length > 0,
    effective: standing.map(({ record_id }) => record_id),
    unconfirmed: standing.filter(({ confirmed }) => !confirmed).map(({ record_id }) => record_id),
    ...rulesFor(desk, question.proposed ?? {}, on),
  };
}

/** 名单种类与认定权限 on the day. */
export function listTypeFacts(desk: Desk, code: string, source: string, on: LocalDate): Pick<LookedUp, 'listType' | 'competent'> {
  const row = listType(desk.rulebook, code, on);
  const known = row ?? desk.rulebook.tables.listTypes.find((r) => r.listType === code);
  return {
    listType: known === undefined ? null : {
      code: known.listType, kind: known.listKind, ruleId: known.id, statute: known.statute, published: known.published, inForce: row !== undefined,
      ...(known.subjectClasses === undefined ? {} : { subjectClasses: known.subjectClasses }),
    },
    competent: mayDesignate(desk.rulebook, code, kindsOf(desk, source), on),
  };
}

function rulesFor({ rulebook }: Desk, { ban, role, groundCode, severity }: Proposed, on: LocalDate): Pick<LookedUp, 'banRules' | 'groundRule' | 'supervision'> {
  const ground = groundCode === undefined ? undefined : banGround(rulebook, groundCode, on);
  return {
    banRules: ban === undefined ? [] : bansOf(rulebook, { field: ban.field, role: subjectRoleOf(role) ?? '', on }).map(({ id }) => id),
    ...(ground === undefined ? {} : { groundRule: { evidence: ground.evidence, atLeast: ground.atLeast } }),
    supervision: severity === undefined ? [] : supervisionFor(rulebook, severity, on),
  };
}
