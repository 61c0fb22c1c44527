import type { Finding } from '@credit/contracts/subject';
import type { Instant } from '@credit/kernel';
import { newEventId, type StepOutcome, type UnitOfWork } from '@credit/persistence';
import { decideMatter } from '../domain/matter/matter.decide.ts';
import type { MatterFactEvent } from '../domain/matter/matter.events.ts';
import type { Matter, MatterFile } from '../domain/matter/matter.ts';
import { holdReasons, nameRelation } from '../domain/policies/hold-reasons.ts';
import { isRegisterFinding, registerFinding } from '../domain/policies/register-findings.ts';
import type { Answer } from './answers.ts';
import { openCodeFindings, subjectFindings } from './code-findings.ts';
import type { MatterData } from './matter-facts.ts';
import { findMatters, matterKey, termsOf, type MatterStatement, type MatterTerms } from './matter-statements.ts';
import { formerNameFindings, heldFindings } from './record-answers.ts';
import { dataHash } from './record-content.ts';
import type { Register } from './register.ts';
import { lockSubjects, resolveSubjects, snapshotOf, standingOf, type KnownSubject, type WantedSubject } from './subject-registry.ts';
import { causeOf, wantedSubject } from './wanted-subject.ts';

interface Placed extends MatterTerms {
  examined: MatterStatement;
  subject: KnownSubject;
  personIndex: string | null;
  statedName: string;
}

/** Matters whose waiting statements may have to be answered anew after this run. */
export interface TakenMatters {
  answers: Answer[];
  unsettled: [];
  unsettledMatters: string[];
}

/**
 * 转送 — takes a run of matters in, set-based: 1 find or create the subjects, and lock those because of which an entry would be held (P-6); 2 find the matters by natural key;
 * 3 decide all in order: what is fit is forwarded through the journal; 4 put unknown subjects and wrong names on the worklist.
 */
export async function takeMatters(uow: UnitOfWork, register: Register, run: readonly MatterStatement[]): Promise<TakenMatters> {
  const wanted = await Promise.all(run.map((examined) => wantedSubject(register, examined)));
  const known = wanted.filter((w): w is WantedSubject => !Array.isArray(w));
  const { subjects, findings } = await resolveSubjects(uow, register, new Map(known.map((w) => [w.key, w])));
  const fresh = await lockSubjects(uow, run.flatMap((examined, n) => doubtful(examined, wanted[n]!, subjects)));
  const placed = run.map((examined, n): Placed | Answer => {
    const w = wanted[n]!;
    if (Array.isArray(w)) return { statement: examined.statement, state: 'rejected', findings: [...w, ...examined.findings] };
    const found = subjects.get(w.key);
    if (found === undefined) return { statement: examined.statement, state: 'rejected', findings: [registerFinding('SUBJECT_ID_UNKNOWN', '/subjectId'), ...examined.findings] };
    const subject = fresh.get(found.subjectId) ?? found;
    return { examined, subject, personIndex: w.person?.blindIndex.toString('hex') ?? null, statedName: w.name, ...termsOf(register.authorities, examined, subject) };
  });
  const decided = placed.filter((p): p is Placed => 'subject' in p);
  const before = await findMatters(uow, decided);
  const ids = new Map([...before].map(([key, { id }]) => [key, id]));
  const steps = decided.map((p) => {
    const id = ids.get(matterKey(p)) ?? newEventId();
    ids.set(matterKey(p), id);
    const command = { verb: 'receive' as const, file: fileOf(p, id), fact: p.examined.fact, reported: { version: p.examined.version, content: p.content, hash: dataHash(p.content), statedName: p.statedName }, heldReasons: reasonsOf(p.examined, p.subject) };
    const about = snapshotOf(p.subject);
    return { id, cause: causeOf(p.examined.statement), decide: (s: Matter) => decideMatter(command, s).map((event) => ({ ...event, about })) };
  });
  const outcomes = await register.matters.updateMany(uow, steps);
  await openCodeFindings(uow, [...findings, ...decided.flatMap((p) => (p.examined.fact === 'list-entry' ? subjectFindings(p.examined.statement.source, nameIn(p.examined.data), p.subject) : []))]);
  let n = 0;
  const answers = placed.map((p): Answer => ('subject' in p ? answerOf(p, steps[n]!.id, outcomes[n++]!) : p));
  return { answers, unsettled: [], unsettledMatters: [...before.values()].filter(({ status }) => status === 'held').map(({ id }) => id) };
}

/** An entry waits until the register stands for its subject; a case never waits: a look-up burdens nobody, and an unknown firm is looked up by its code all the same. */
const reasonsOf = ({ fact, data }: MatterStatement, subject: KnownSubject): string[] => (fact === 'list-entry' ? holdReasons(standingOf(subject), { subjectName: nameIn(data) }) : []);

/** Who receives a notice calls its subject by the id alone. */
const nameIn = (data: MatterData): string => ('subjectName' in data ? data.subjectName : '');

function doubtful(examined: MatterStatement, wanted: WantedSubject | Finding[], subjects: ReadonlyMap<string, KnownSubject>): string[] {
  if (Array.isArray(wanted)) return [];
  const subject = subjects.get(wanted.key);
  return subject !== undefined && reasonsOf(examined, subject).length > 0 ? [subject.subjectId] : [];
}

const fileOf = ({ examined: { statement }, subject, personIndex, matterType, authorityUscc, reference }: Placed, matterId: string): MatterFile =>
  ({ matterId, matterType, authorityUscc, reference, subjectId: subject.subjectId, source: statement.source, receivedAt: statement.receivedAt as Instant, personIndex });

function answerOf({ examined: { statement, data, findings }, subject, content }: Placed, matterId: string, outcome: StepOutcome<Matter, MatterFactEvent>): Answer {
  const base = { statement, subjectId: subject.subjectId, matterId, contentHash: dataHash(content) };
  const warnings = findings.filter((f) => f.severity === 'warning');
  if (!outcome.ok) {
    const code = isRegisterFinding(outcome.error.code) ? outcome.error.code : 'VERSION_CONFLICT';
    const state = code === 'DUPLICATE' ? 'duplicate' : code === 'SUPERSEDED' ? 'superseded' : 'rejected';
    return { ...base, state, findings: [registerFinding(code, outcome.error.pointer ?? ''), ...warnings] };
  }
  if (outcome.state.status === 'held') return { ...base, state: outcome.events[0]?.type === 'MatterVersionConfirmed' ? 'duplicate' : 'held', findings: [...heldFindings(outcome.state.heldReasons), ...warnings] };
  if (outcome.events[0]?.type === 'MatterVersionConfirmed') return { ...base, state: 'duplicate', findings: [registerFinding('DUPLICATE', ''), ...warnings] };
  return { ...base, state: 'forwarded', findings: [...('subjectName' in data ? nameFindings(subject, data.subjectName) : []), ...warnings] };
}

/** What the name says about a subject under whose code the matter was forwarded all the same. */
function nameFindings(subject: KnownSubject, statedName: string): Finding[] {
  if (subject.status === 'unregistered' || nameRelation(standingOf(subject), statedName) !== 'unknown') return formerNameFindings(subject, statedName);
  return [{ ...registerFinding('NAME_CODE_MISMATCH', '/subjectName'), severity: 'warning' }];
}
