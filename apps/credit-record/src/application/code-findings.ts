import { maskIdentityNumbers } from '@credit/kernel';
import { newEventId, textArray, type UnitOfWork } from '@credit/persistence';
import { normaliseName, type Finding } from '@credit/contracts/subject';
import { holdReasons, nameRelation } from '../domain/policies/hold-reasons.ts';
import { nameFindingOf, type CodeFindingCode, type NewCodeFinding, type RegistrarFlag } from '../domain/subject/code-finding.ts';
import type { IntakeStatement } from './intake-statement.ts';
import { standingOf, type KnownSubject } from './subject-registry.ts';

const OPEN = {
  name: 'code_findings_open',
  text: `insert into code_finding as f (id, code, dedupe, provider, subject_id, other_subject_id, uscc, stated_name, discovered_on, last_seen_on)
         select i::uuid, c, d, p, s::uuid, o::uuid, u, n, $9::date, $9::date from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) as x(i, c, d, p, s, o, u, n)
         on conflict (code, dedupe) do update set occurrences = f.occurrences + 1, last_seen_on = greatest(f.last_seen_on, excluded.last_seen_on), state = 'open', corrected_on = null`,
};
const CLOSE_BY_REGISTRATION = {
  name: 'code_findings_close',
  text: `update code_finding f set state = 'closed', corrected_on = $2::date, decided_by = 'registration' from credit_subject s
         where f.state = 'open' and s.id = f.subject_id and f.subject_id = any($1::text[]::uuid[])
           and (f.code in ('UNKNOWN_SUBJECT', 'ORG_CODE_CHECK') or (f.code in ('NAME_CODE_MISMATCH', 'ONE_CODE_MANY_SUBJECTS') and f.stated_name = any(s.names)))`,
};

/** 开立重错码问题 — the same fault is on the worklist once, with its number of occurrences; one that comes back is opened again. */
export async function openCodeFindings(uow: UnitOfWork, findings: readonly NewCodeFinding[]): Promise<void> {
  const once = [...new Map(findings.map((f) => [`${f.code} ${f.dedupe}`, f])).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, f]) => f);
  if (once.length === 0) return;
  const column = (pick: (f: NewCodeFinding) => string | null): Buffer => textArray(once.map(pick));
  await uow.query(OPEN, [
    column(() => newEventId()), column((f) => f.code), column((f) => f.dedupe), column((f) => f.provider), column((f) => f.subjectId), column((f) => f.otherSubjectId), column((f) => f.uscc), column((f) => f.statedName), uow.ctx.today,
  ]);
}

/** 登记后销号 — what the registration of these subjects has answered is closed. */
export async function closeByRegistration(uow: UnitOfWork, subjectIds: readonly string[]): Promise<void> {
  await uow.query(CLOSE_BY_REGISTRATION, [textArray(subjectIds), uow.ctx.today]);
}

const CLOSE_BY_FLAG = {
  name: 'code_findings_close_by_flag',
  text: `update code_finding f set state = 'closed', corrected_on = $5::date, decided_by = 'registrar', registrar_flag = x.flag, new_uscc = x.new_uscc
         from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as x(subject_id, old_uscc, flag, new_uscc)
         where f.state = 'open' and f.code in ('ONE_CODE_MANY_SUBJECTS', 'ONE_SUBJECT_MANY_CODES', 'ORG_CODE_REUSED', 'ORG_CODE_CHECK') and (f.subject_id = x.subject_id::uuid or f.other_subject_id = x.subject_id::uuid)`,
};

/** 登记机关处理: what a registrar decided about the code of a subject — new code, deleted, kept. */
export interface RegistrarDecision {
  subjectId: string;
  flag: RegistrarFlag;
  /** The code that was replaced or confirmed. */
  oldUscc: string;
  newUscc: string | null;
}

/** 按处理标志销号 (flags 0, 1, 2 of 重错码治理, domain §1.2). */
export async function closeByFlag(uow: UnitOfWork, decisions: readonly RegistrarDecision[]): Promise<void> {
  if (decisions.length === 0) return;
  const column = (pick: (d: RegistrarDecision) => string | null): Buffer => textArray(decisions.map(pick));
  await uow.query(CLOSE_BY_FLAG, [column((d) => d.subjectId), column((d) => d.oldUscc), column((d) => d.flag), column((d) => d.newUscc), uow.ctx.today]);
}

const WRONG_CODES: ReadonlySet<string> = new Set<CodeFindingCode>(['USCC_FORMAT', 'USCC_CHECK']);

/** 错码 in a refused statement: a finding to the provider, who alone can mend it (domain §1.2). */
export function wrongCodeFindings({ source, data }: IntakeStatement, findings: readonly Finding[]): NewCodeFinding[] {
  const found = findings.find((f) => WRONG_CODES.has(f.code) && f.pointer === '/uscc');
  if (found === undefined || typeof data?.uscc !== 'string') return [];
  const uscc = maskIdentityNumbers(data.uscc).slice(0, 64);
  return [{ code: found.code as CodeFindingCode, dedupe: `${source} ${uscc}`, provider: source, subjectId: null, otherSubjectId: null, uscc, statedName: null }];
}

/** 主体问题 of a statement about a subject that the register does not know, or knows under another name (domain §1.2). */
export function subjectFindings(provider: string, stated: string, subject: KnownSubject): NewCodeFinding[] {
  if (subject.uscc === null) return [];
  const standing = standingOf(subject);
  const relation = nameRelation(standing, stated);
  if (relation !== 'unknown' && subject.status !== 'unregistered') return [];
  const reasons = holdReasons(standing, { subjectName: stated });
  const statedName = normaliseName(stated);
  const common = { provider, subjectId: subject.subjectId, otherSubjectId: null, uscc: subject.uscc, statedName };
  const found: NewCodeFinding[] = reasons.filter((r) => r !== 'NAME_CODE_MISMATCH').map((code) => ({ ...common, code, dedupe: subject.uscc! }));
  const claimOnly = subject.status === 'unregistered' && subject.name === subject.uscc;
  if (relation === 'unknown' && !claimOnly) found.push({ ...common, code: nameFindingOf(subject.status !== 'unregistered'), dedupe: `${subject.uscc} ${statedName}` });
  return found;
}
