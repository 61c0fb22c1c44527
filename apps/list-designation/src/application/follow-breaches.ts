import type { CommitmentAssessmentV1, CommitmentV1 } from '@credit/contracts/events';
import { DomainError } from '@credit/kernel';
import { derivedId, textArray, type Cause, type UnitOfWork } from '@credit/persistence';
import { repairScope, type Rulebook } from '@credit/rulebook';
import { DESIGNATION_CRITERIA } from '@credit/rulebook/codes';
import { AlreadyListed, SubjectUnknown } from '../domain/designation/designation.errors.ts';
import type { Criteria, Proposal } from '../domain/designation/designation.ts';
import { PUT_FORWARD } from '../domain/designation/taken-up.ts';
import type { Desk } from './desk.ts';
import type { RecordFact } from './evidence-falls.ts';
import { putForward } from './propose-designation.ts';
import { namedDocuments, standingOf } from './register-facts.ts';

/** What commitment said of a breach: that it was decided, or that the decision was revoked. */
export interface BreachVersion { version: string; commitment: CommitmentV1 & { assessment: CommitmentAssessmentV1 }; cause: Cause }

/** What of a breach is needed to put it forward. */
interface Told { commitmentId: string; subjectId: string; source: string | null; authorityUscc: string; docNo: string; assessedOn: CommitmentAssessmentV1['assessedOn']; unperformed: string }

/** Two topics, one row: each has columns of its own, and who comes second waits for the first and sees what it wrote (P-6, P-13). */
const BREACHES = {
  name: 'breach_told',
  text: `insert into breach as b (code, commitment_version, told, breached) select x.code, x.version::int8, x.told::jsonb, x.breached::boolean from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as x (code, version, told, breached)
         on conflict (code) do update set commitment_version = excluded.commitment_version, told = excluded.told, breached = excluded.breached where excluded.commitment_version > coalesce(b.commitment_version, -1)`,
};
const RECORDS = {
  name: 'breach_recorded',
  text: `insert into breach as b (code, record_version, burdens) select x.code, x.version::int8, x.burdens::boolean from unnest($1::text[], $2::text[], $3::text[]) as x (code, version, burdens)
         on conflict (code) do update set record_version = excluded.record_version, burdens = excluded.burdens where excluded.record_version > coalesce(b.record_version, -1)`,
};
const READY = { name: 'breach_ready', text: `select code, told from breach where code = any($1::text[]) and breached and burdens and outcome is null order by code for update` };
const WAITING = { name: 'breach_waiting_after', text: `select code, told from breach where breached and burdens and outcome is null and code > $1 order by code limit $2 for update` };
const DONE = { name: 'breach_outcome', text: `update breach set outcome = $2, designation_id = $3, waits_for = null where code = $1` };
const WAITS = { name: 'breach_waits_for', text: `update breach set waits_for = $2 where code = $1 and waits_for is distinct from $2` };
/** Under the file that lasts, in one order: two breaches of one firm that are told at once look one after the other. */
const ONE_AT_A_TIME = {
  name: 'breach_of_one_subject',
  text: `select pg_advisory_xact_lock(k) from (select distinct hashtextextended('watched ' || coalesce((select a.canonical_id from subject_alias a where a.subject_id = x.id::uuid), x.id::uuid), 0) as k from unnest($1::text[]) as x (id) order by k) l`,
};
/** What the subject, under any of its files, is watched by, or what may still make it so. */
const WATCH = {
  name: 'designation_of_the_watch',
  text: `with canonical as (select coalesce((select canonical_id from subject_alias where subject_id = $1), $1) as id),
           family as (select id from canonical union select a.subject_id from subject_alias a join canonical c on a.canonical_id = c.id)
         select d.id from designation d join family f on d.subject_id = f.id where d.list_type = $2 and d.status not in ('decided-not-to-list', 'ended', 'not-applicable') order by d.id limit 1`,
};
const WATCH_LIST = 'KEY_ATTENTION';

/** 违诺事实 — keeps what commitment said, and puts forward those whose record is here. */
export async function followBreaches(uow: UnitOfWork, desk: Desk, versions: readonly BreachVersion[]): Promise<void> {
  const last = lastOf(versions, ({ commitment }) => commitment.commitmentCode);
  if (last.length === 0) return;
  await uow.query(BREACHES, [textArray(last.map(({ commitment }) => commitment.commitmentCode)), textArray(last.map(({ version }) => version)), textArray(last.map((one) => JSON.stringify(toldOf(one)))), textArray(last.map(({ commitment }) => String(commitment.status === 'breached')))]);
  await putForwardAll(uow, desk, last.map(({ commitment, cause }) => ({ code: commitment.commitmentCode, cause })));
}

/** 违诺记录 — keeps whether the register's record of a breach burdens, and puts forward those whose breach is here. The standing of records has been written before. */
export async function followBreachRecords(uow: UnitOfWork, desk: Desk, facts: readonly RecordFact[]): Promise<void> {
  const last = lastOf(facts.filter(({ state }) => state.recordKind === 'commitment'), ({ state }) => state.docNo);
  if (last.length === 0) return;
  const burdens = ({ state }: RecordFact): boolean => standingOf(state) === 'effective' && state.repaired === undefined && state.shielded === undefined;
  await uow.query(RECORDS, [textArray(last.map(({ state }) => state.docNo)), textArray(last.map(({ version }) => version)), textArray(last.map((fact) => String(burdens(fact))))]);
  await putForwardAll(uow, desk, last.map(({ state, cause }) => ({ code: state.docNo, cause })));
}

/** 待提出的违诺 — those that could not be put forward yet, behind `after`; at most `limit`. @returns the last code that was looked at; null = nothing is left */
export async function retryBreaches(uow: UnitOfWork, desk: Desk, after: string, limit: number): Promise<string | null> {
  const waiting = await uow.query<{ code: string; told: Told }>(WAITING, [after, limit]);
  await proposeEach(uow, desk, waiting, new Map());
  return waiting.at(-1)?.code ?? null;
}

async function putForwardAll(uow: UnitOfWork, desk: Desk, asked: readonly { code: string; cause: Cause }[]): Promise<void> {
  const causes = new Map(asked.map(({ code, cause }) => [code, cause]));
  await proposeEach(uow, desk, await uow.query<{ code: string; told: Told }>(READY, [textArray([...causes.keys()].sort())]), causes);
}

async function proposeEach(uow: UnitOfWork, desk: Desk, ready: readonly { code: string; told: Told }[], causes: ReadonlyMap<string, Cause>): Promise<void> {
  if (ready.length === 0) return;
  await uow.query(ONE_AT_A_TIME, [textArray(ready.map(({ told }) => told.subjectId))]);
  for (const { code, told } of ready) await propose(uow, desk, code, told, causes.get(code));
}

/**
 * 拟列入重点关注对象名单 — 对违背信用承诺的市场主体列入重点监管范围 (《实施方案》二（一）; O11): put forward at the department that decided the breach, with the register's record as evidence. It lists nobody: an officer takes
 * it up with the notice, defence, the look of a second officer and the decision follow as for any other. What the law refuses is kept with its code. While the subject is watched, or a procedure for it is open, a further
 * breach waits: beside it nothing may be decided (one entry per subject and list), and an entry is not prolonged by what its subject was never told of.
 */
async function propose(uow: UnitOfWork, desk: Desk, code: string, told: Told, cause: Cause | undefined): Promise<void> {
  const [watch] = await uow.query<{ id: string }>(WATCH, [told.subjectId, WATCH_LIST]);
  if (watch !== undefined) return void (await uow.query(WAITS, [code, watch.id]));
  const source = told.source ?? desk.city.departments.find(({ uscc }) => uscc === told.authorityUscc)?.source ?? told.authorityUscc;
  const designationId = derivedId(['breach-proposal', told.commitmentId]);
  const recordIds = await namedDocuments(uow, [{ recordKind: 'commitment', authorityUscc: told.authorityUscc, docNo: code }]);
  try {
    await putForward(uow, desk, { by: PUT_FORWARD, source, designationId, ...(cause === undefined ? {} : { cause }) }, { subjectId: told.subjectId, listType: WATCH_LIST, recordIds, criteria: criteriaOf(told), severity: severityOf(desk.rulebook, told) });
    await uow.query(DONE, [code, 'proposed', designationId]);
  } catch (error) {
    if (error instanceof SubjectUnknown || error instanceof AlreadyListed) return; // the job tries again
    if (!(error instanceof DomainError)) throw error;
    await uow.query(DONE, [code, error.code, null]);
  }
}

/** The watch list is for conduct below the standard of the serious ones: none of the three criteria is claimed, each with the breach as its reason. */
const criteriaOf = ({ docNo, unperformed }: Told): Criteria =>
  Object.fromEntries(DESIGNATION_CRITERIA.map(({ code }) => [code, { met: false, reason: `依违诺认定${docNo}提出列入重点关注，未据此认定；未履行的承诺：${unperformed}`.slice(0, 500) }])) as Criteria;

/** POLICY-ASSUMPTION(BREACH-SEVERITY): a breach weighs as the rules of repair weigh it; who decides may go below. */
function severityOf(rulebook: Rulebook, { assessedOn }: Told): Proposal['severity'] {
  const { degree } = repairScope(rulebook, 'commitment', assessedOn, false);
  return degree === 'GENERAL' || degree === 'SERIOUS' ? degree : 'MINOR';
}

function toldOf({ commitment: { commitmentId, subject, accepter, assessment } }: BreachVersion): Told {
  const { authorityUscc, docNo, assessedOn, unperformed } = assessment;
  return { commitmentId, subjectId: subject.subjectId, source: accepter.source ?? null, authorityUscc, docNo: docNo ?? '', assessedOn, unperformed: unperformed ?? '' };
}

function lastOf<V extends { version: string }>(versions: readonly V[], key: (v: V) => string): V[] {
  const last = new Map<string, V>();
  for (const v of versions) if (BigInt(v.version) > BigInt(last.get(key(v))?.version ?? '-1')) last.set(key(v), v);
  return [...last].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, v]) => v);
}
