import type { Finding } from '@credit/contracts/subject';
import { newEventId, type UnitOfWork } from '@credit/persistence';
import { registerFinding } from '../domain/policies/register-findings.ts';
import { holdReasons } from '../domain/policies/hold-reasons.ts';
import { decide } from '../domain/record/record.decide.ts';
import type { NewCodeFinding } from '../domain/subject/code-finding.ts';
import type { Answer } from './answers.ts';
import { unfitCases } from './ban-cases.ts';
import { openCodeFindings, subjectFindings } from './code-findings.ts';
import { answerOf, DueDates } from './record-answers.ts';
import { commandOf, findRecords, keyFieldsOf, naturalKey, type PlacedStatement, type RecordStatement } from './record-commands.ts';
import { contentOf, correctionHash } from './record-content.ts';
import type { Register } from './register.ts';
import { lockSubjects, resolveSubjects, snapshotOf, standingOf, type KnownSubject, type WantedSubject } from './subject-registry.ts';
import { causeOf, wantedSubject } from './wanted-subject.ts';

/** Records whose waiting statements may have to be answered anew after this run. */
export interface TakenStatements {
  answers: Answer[];
  unsettled: string[];
  /** Hashes of corrections that waited for a record and turned out to spoil it. */
  refusedCorrections: string[];
}

/**
 * 归集 — takes a run of statements about records in, set-based:
 * 1 find or create the subjects; 2 hold the bans on which cases rest, and lock the subjects because of which a record would be held (P-6); 3 find the records by natural key;
 * 4 decide all in order, one write per table; 5 put wrong codes and names on the worklist.
 */
export async function takeRecordStatements(uow: UnitOfWork, register: Register, run: readonly RecordStatement[]): Promise<TakenStatements> {
  const wanted = await Promise.all(run.map((examined) => wantedSubject(register, examined)));
  const known = wanted.filter((w): w is WantedSubject => !Array.isArray(w));
  const { subjects, findings } = await resolveSubjects(uow, register, new Map(known.map((w) => [w.key, w])));
  const unfit = await unfitCases(uow, run, (n) => {
    const w = wanted[n]!;
    return Array.isArray(w) ? undefined : subjects.get(w.key)!.subjectId;
  });
  await refreshDoubtful(uow, run, wanted, subjects);
  const placed = run.map((examined, n) => place(register, examined, unfit.has(n) ? [registerFinding('BAN_ENTRY_NOT_FOUND', '/entryId')] : wanted[n]!, subjects));
  const decided = placed.filter((p): p is PlacedStatement => 'subject' in p);
  const records = await findRecords(uow, decided);
  const idOf = new Map([...records].map(([key, { id }]) => [key, id]));
  const steps = decided.map((p) => {
    const key = naturalKey(p);
    const id = idOf.get(key) ?? newEventId();
    idOf.set(key, id);
    const command = commandOf(uow, register, p, id);
    const about = snapshotOf(p.subject);
    return { id, cause: causeOf(p.examined.statement), decide: (s: Parameters<typeof decide>[1]) => decide(command, s).map((event) => ({ ...event, about })) };
  });
  const outcomes = await register.records.updateMany(uow, steps);
  await openCodeFindings(uow, [...findings, ...decided.flatMap((p) => codeFindingsOf(p))]);
  const dueDates = new DueDates(register.rulebook, uow.ctx.today);
  let n = 0;
  const answers = placed.map((p): Answer => ('subject' in p ? answerOf(dueDates, p, steps[n]!.id, outcomes[n++]!) : p));
  const events = outcomes.flatMap((outcome) => (outcome.ok ? outcome.events : []));
  const refusedCorrections = events.flatMap((event) => (event.type === 'RecordRecorded' ? (event.refused ?? []).map((c) => correctionHash(c)!) : []));
  return { answers, unsettled: unsettledOf(steps.map((s) => s.id), records), refusedCorrections };
}

/** What would hold a record is read again under a lock, so that a registration in flight is either seen here or sees the held record; corrections always, for their names are judged with the record. */
async function refreshDoubtful(uow: UnitOfWork, run: readonly RecordStatement[], wanted: readonly (WantedSubject | Finding[])[], subjects: Map<string, KnownSubject>): Promise<void> {
  const doubtful = new Map<string, string>();
  for (const [n, examined] of run.entries()) {
    const w = wanted[n]!;
    if (Array.isArray(w)) continue;
    const subject = subjects.get(w.key)!;
    const statedName = examined.kind === 'act' ? examined.data.subjectName : subject.name;
    if (examined.kind === 'correction' || holdReasons(standingOf(subject), { subjectName: statedName }).length > 0) doubtful.set(w.key, subject.subjectId);
  }
  const fresh = await lockSubjects(uow, [...doubtful.values()]);
  for (const [key, id] of doubtful) subjects.set(key, fresh.get(id)!);
}

function place(register: Register, examined: RecordStatement, wanted: WantedSubject | Finding[], subjects: ReadonlyMap<string, KnownSubject>): PlacedStatement | Answer {
  if (Array.isArray(wanted)) return { statement: examined.statement, state: 'rejected', findings: [...wanted, ...examined.findings] };
  const content = examined.kind === 'act' ? contentOf(register, examined.recordKind, examined.data) : null;
  return { examined, subject: subjects.get(wanted.key)!, content, ...keyFieldsOf(examined) };
}

const codeFindingsOf = ({ examined, subject }: PlacedStatement): NewCodeFinding[] => (examined.kind === 'act' ? subjectFindings(examined.statement.source, examined.data.subjectName, subject) : []);

function unsettledOf(ids: readonly string[], before: ReadonlyMap<string, { id: string; status: string }>): string[] {
  const waiting = [...before.values()].filter(({ status }) => status === 'held' || status === 'awaited').map(({ id }) => id);
  const twice = ids.filter((id, n) => ids.indexOf(id) !== n);
  return [...new Set([...waiting, ...twice])];
}
