import type { Finding } from '@credit/contracts/subject';
import { normaliseIdentifier, normaliseName } from '@credit/contracts/subject';
import { newEventId, textArray, type AggregateStep, type StepOutcome, type UnitOfWork } from '@credit/persistence';
import { isRegisterFinding, registerFinding, type RegisterFindingCode } from '../domain/policies/register-findings.ts';
import type { NewCodeFinding } from '../domain/subject/code-finding.ts';
import { decideSubject } from '../domain/subject/subject.decide.ts';
import type { SubjectEvent } from '../domain/subject/subject.events.ts';
import { evolveSubject, type CreditSubject, type Registration } from '../domain/subject/subject.ts';
import type { Answer } from './answers.ts';
import { closeByFlag, closeByRegistration, openCodeFindings, type RegistrarDecision } from './code-findings.ts';
import type { Examined } from './examine-statement.ts';
import { dataHash } from './record-content.ts';
import type { Register } from './register.ts';
import { releaseMattersOf } from './release-matters.ts';
import { releaseRecordsOf } from './release-records.ts';
import { classOfCode } from './subject-registry.ts';
import { causeOf, nameIndexOf } from './wanted-subject.ts';

export type RegistrationStatement = Extract<Examined, { kind: 'registration' }>;

const OWNERS = { name: 'subject_code_owners', text: `select c.code, coalesce(a.canonical_id, c.subject_id) as id from subject_code c left join subject_alias a on a.subject_id = c.subject_id where c.code = any($1::text[])` };
const CLAIM = { name: 'subject_code_register', text: 'insert into subject_code (code, subject_id) select c, i::uuid from unnest($1::text[], $2::text[]) as x(c, i) order by c on conflict do nothing' };
const NAMESAKES = {
  name: 'subjects_namesakes',
  text: `select x.i as id, s.id::text as "otherId", s.uscc from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as x(i, n, l, u) join credit_subject s on s.names @> array[x.n] and s.legal_rep_name = x.l and s.uscc <> x.u and s.status = 'registered'`,
};

/** Code → subject; a code that is new is claimed for the subject of the code it replaces (flag 0), else for a new one. A replaced code that nobody has is claimed too: records may still come under it. */
async function ownersOf(uow: UnitOfWork, run: readonly RegistrationStatement[]): Promise<Map<string, string>> {
  const codes = [...new Set(run.flatMap(({ data }) => [codeOf(data.uscc), ...(replaces(data) ? [codeOf(data.previousUscc!)] : [])]))].sort();
  const read = async (): Promise<Map<string, string>> => new Map((await uow.query<{ code: string; id: string }>(OWNERS, [textArray(codes)])).map((row) => [row.code, row.id]));
  const before = await read();
  const claims = new Map<string, string>();
  const ownerOf = (code: string | undefined): string | undefined => (code === undefined ? undefined : (before.get(code) ?? claims.get(code)));
  for (const { data } of run) {
    const code = codeOf(data.uscc);
    const previous = replaces(data) ? codeOf(data.previousUscc!) : undefined;
    const owner = ownerOf(code) ?? ownerOf(previous) ?? newEventId();
    for (const one of [code, previous]) if (one !== undefined && ownerOf(one) === undefined) claims.set(one, owner);
  }
  if (claims.size === 0) return before;
  const sorted = [...claims].sort(([a], [b]) => (a < b ? -1 : 1));
  await uow.query(CLAIM, [textArray(sorted.map(([code]) => code)), textArray(sorted.map(([, id]) => id))]);
  return read();
}

const codeOf = normaliseIdentifier;
const replaces = (data: RegistrationStatement['data']): boolean => data.registrarFlag === '0' && data.previousUscc !== undefined;

/**
 * 登记 — takes a run of registrations in: subjects by code, master data by version, change of code (flag 0), then releases what was held for them
 * and closes what it answers on the worklist (decision 7, domain §1.2).
 */
export async function takeRegistrations(uow: UnitOfWork, register: Register, run: readonly RegistrationStatement[]): Promise<{ answers: Answer[]; unsettled: string[]; unsettledMatters: string[] }> {
  const owners = await ownersOf(uow, run);
  const steps = run.map((examined) => stepOf(uow, register, examined, owners));
  const outcomes = await register.subjects.updateMany(uow, steps);
  const changed = [...new Set(steps.filter((_, n) => outcomes[n]!.ok).map((step) => step.id))];
  const findings = await namesakes(uow, run, steps, outcomes);
  const clashes = run.flatMap((examined) => codeClash(examined, owners));
  await openCodeFindings(uow, [...findings, ...clashes]);
  await closeByFlag(uow, run.flatMap((examined, n) => (outcomes[n]!.ok && codeClash(examined, owners).length === 0 ? decisionOf(examined, steps[n]!.id) : [])));
  if (changed.length > 0) await closeByRegistration(uow, changed);
  const unsettled = await releaseRecordsOf(uow, register, changed);
  const unsettledMatters = await releaseMattersOf(uow, register, changed);
  return { answers: run.map((examined, n) => answerOf(examined, steps[n]!.id, outcomes[n]!, codeClash(examined, owners).length > 0)), unsettled, unsettledMatters };
}

function stepOf(uow: UnitOfWork, register: Register, examined: RegistrationStatement, owners: ReadonlyMap<string, string>): AggregateStep<CreditSubject, SubjectEvent> {
  const { data, statement, version } = examined;
  const uscc = codeOf(data.uscc);
  const id = owners.get(uscc)!;
  const today = uow.ctx.today;
  const subjectClass = classOfCode(uscc);
  const command = { verb: 'register' as const, subjectId: id, uscc, subjectClass, registration: registrationOf(register, data, version, statement.source), formerNames: data.formerNames ?? [], today };
  const previousUscc = replaces(data) && owners.get(codeOf(data.previousUscc!)) === id ? codeOf(data.previousUscc!) : undefined;
  const rekeyed = (s: CreditSubject): readonly SubjectEvent[] =>
    previousUscc === undefined || s.status === 'absent' || s.status === 'merged' || (s.uscc !== previousUscc && (s.uscc !== uscc || s.formerUsccs.includes(previousUscc))) ? [] : decideSubject({ verb: 'rekey', uscc, subjectClass, previousUscc, today }, s);
  return {
    id, cause: causeOf(statement),
    decide: (s) => {
      const first = rekeyed(s);
      const events = [...first, ...registered(command, first.reduce(evolveSubject, s), first.length > 0)];
      return s.status === 'absent' ? [...events, ...rekeyed(events.reduce(evolveSubject, s))] : events;
    },
  };
}

/** After a change of code the master data may well be the same as before; then the change alone is the news. */
function registered(command: Parameters<typeof decideSubject>[0], s: CreditSubject, rekeyed: boolean): readonly SubjectEvent[] {
  try {
    return decideSubject(command, s);
  } catch (error) {
    if (rekeyed && (error as { code?: string }).code === 'DUPLICATE') return [];
    throw error;
  }
}

const registrationOf = (register: Register, data: RegistrationStatement['data'], version: string, source: string): Registration => ({
  version, source, name: data.name, state: data.status, legalRepName: data.legalRepName ?? null,
  roles: (data.roles ?? []).map(({ role, name, from, to }) => ({ role, name, nameIndex: nameIndexOf(register, name), from, ...(to === undefined ? {} : { to }) })), establishedOn: data.establishedOn ?? null, address: data.address ?? null, ...(data.stateOwned === undefined ? {} : { stateOwned: data.stateOwned }),
});

const decisionOf = ({ data }: RegistrationStatement, subjectId: string): RegistrarDecision[] =>
  data.registrarFlag === undefined ? [] : [{ subjectId, flag: data.registrarFlag, oldUscc: codeOf(data.previousUscc ?? data.uscc), newUscc: replaces(data) ? codeOf(data.uscc) : null }];

/** 换码冲突: the new code already belongs to another subject; nobody merges files without a human. */
function codeClash({ data, statement }: RegistrationStatement, owners: ReadonlyMap<string, string>): NewCodeFinding[] {
  if (!replaces(data)) return [];
  const [uscc, previous] = [codeOf(data.uscc), codeOf(data.previousUscc!)];
  const [id, other] = [owners.get(uscc)!, owners.get(previous)];
  if (other === undefined || other === id) return [];
  return [{ code: 'ONE_SUBJECT_MANY_CODES', dedupe: [uscc, previous].sort().join(' '), provider: statement.source, subjectId: id, otherSubjectId: other, uscc, statedName: normaliseName(data.name) }];
}

/** 一户多码: same name and legal representative under another code in force (domain §1.2). */
async function namesakes(uow: UnitOfWork, run: readonly RegistrationStatement[], steps: readonly { id: string }[], outcomes: readonly StepOutcome<CreditSubject>[]): Promise<NewCodeFinding[]> {
  const asked = run.map((examined, n) => ({ examined, id: steps[n]!.id })).filter(({ examined }, n) => outcomes[n]!.ok && examined.data.legalRepName !== undefined && examined.data.status === 'registered');
  if (asked.length === 0) return [];
  const byId = new Map(asked.map(({ id, examined }) => [id, examined]));
  const rows = await uow.query<{ id: string; otherId: string; uscc: string }>(NAMESAKES, [
    textArray(asked.map(({ id }) => id)), textArray(asked.map(({ examined }) => normaliseName(examined.data.name))), textArray(asked.map(({ examined }) => examined.data.legalRepName!)), textArray(asked.map(({ examined }) => codeOf(examined.data.uscc))),
  ]);
  return rows.filter((row) => row.otherId !== row.id).map((row) => {
    const { data, statement } = byId.get(row.id)!;
    return { code: 'ONE_SUBJECT_MANY_CODES', dedupe: [row.uscc, codeOf(data.uscc)].sort().join(' '), provider: statement.source, subjectId: row.id, otherSubjectId: row.otherId, uscc: codeOf(data.uscc), statedName: normaliseName(data.name) };
  });
}

function answerOf({ statement, findings, data }: RegistrationStatement, subjectId: string, outcome: StepOutcome<CreditSubject, SubjectEvent>, clash: boolean): Answer {
  const base = { statement, subjectId, contentHash: dataHash(data) };
  const warnings: Finding[] = [...findings.map((f): Finding => (f.code === 'ORG_CODE_CHECK' ? { ...f, severity: 'warning' } : f)), ...(clash ? [registerFinding('CODE_NOT_REPLACED', '/previousUscc')] : [])];
  if (!outcome.ok) {
    const code: RegisterFindingCode = isRegisterFinding(outcome.error.code) ? outcome.error.code : 'VERSION_CONFLICT';
    const state = code === 'DUPLICATE' ? 'duplicate' : code === 'SUPERSEDED' ? 'superseded' : 'rejected';
    return { ...base, state, findings: [registerFinding(code, outcome.error.pointer ?? ''), ...warnings] };
  }
  const type = outcome.events[0]?.type;
  if (type === 'RegistrationConfirmed') return { ...base, state: 'duplicate', findings: [registerFinding('DUPLICATE', ''), ...warnings] };
  if (type === 'FormerNameLearned') return { ...base, state: 'superseded', findings: [registerFinding('FORMER_NAME_LEARNED', '/name'), ...warnings] };
  return { ...base, state: warnings.length > 0 ? 'accepted-with-warnings' : 'accepted', findings: warnings };
}
