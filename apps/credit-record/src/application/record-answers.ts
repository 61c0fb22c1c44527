import type { PublicityTermV1, ReceiptState } from '@credit/contracts/events';
import type { Finding } from '@credit/contracts/subject';
import { assertNever, DomainError, type LocalDate } from '@credit/kernel';
import type { StepOutcome } from '@credit/persistence';
import { isPublishedKind, publicityDeadline, publicityLateness, type Rulebook } from '@credit/rulebook';
import type { RecordKind } from '@credit/rulebook/codes';
import { nameRelation } from '../domain/policies/hold-reasons.ts';
import { isRegisterFinding, registerFinding, type RegisterFindingCode } from '../domain/policies/register-findings.ts';
import { CorrectionInvalid } from '../domain/record/record.errors.ts';
import type { RecordFactEvent } from '../domain/record/record.events.ts';
import { currentContent, type CreditRecord, type RecordContent } from '../domain/record/record.ts';
import type { Answer } from './answers.ts';
import { correctionOf, type PlacedStatement } from './record-commands.ts';
import { contentHash, correctionHash } from './record-content.ts';
import { standingOf, type KnownSubject } from './subject-registry.ts';

type Outcome = StepOutcome<CreditRecord, RecordFactEvent>;

const REASON_POINTERS: Readonly<Record<string, string>> = { UNKNOWN_SUBJECT: '/uscc', ORG_CODE_CHECK: '/uscc', NAME_CODE_MISMATCH: '/subjectName' };

/** The reasons for which a record is held, as findings. */
export const heldFindings = (reasons: readonly string[]): Finding[] => reasons.map((reason) => registerFinding(reason as RegisterFindingCode, REASON_POINTERS[reason] ?? ''));

/** 公示期限 of a decision and whether it was reported late; none for natural persons, restricted decisions, kinds that are not published and decisions before any such rule (domain §2.1). */
export class DueDates {
  private readonly known = new Map<string, { term: PublicityTermV1 | undefined; late: boolean }>();

  constructor(private readonly rulebook: Rulebook, private readonly today: LocalDate) {}

  of(kind: RecordKind, decisionDate: LocalDate, receivedOn = this.today): { term: PublicityTermV1 | undefined; late: boolean } {
    const key = `${kind} ${decisionDate} ${receivedOn}`;
    let found = this.known.get(key);
    if (found === undefined) this.known.set(key, (found = this.compute(kind, decisionDate, receivedOn)));
    return found;
  }

  private compute(kind: RecordKind, decisionDate: LocalDate, receivedOn: LocalDate): { term: PublicityTermV1 | undefined; late: boolean } {
    const deadline = isPublishedKind(this.rulebook, kind, decisionDate) ? publicityDeadline(this.rulebook, kind, decisionDate) : undefined;
    if (deadline === undefined) return { term: undefined, late: false };
    const { dueOn } = deadline;
    const { late, cause, daysLeft } = publicityLateness(this.rulebook, { dueOn, receivedOn, today: this.today });
    const term: PublicityTermV1 = dueOn.status === 'FIXED' ? { dueOn: dueOn.date, provisional: false } : { provisional: true };
    if (daysLeft !== undefined) term.daysLeft = daysLeft;
    return { term, late: late === 'YES' && cause === 'reportedLate' };
  }
}

/** 答复 of a statement about a record, from what became of it. */
export function answerOf(dueDates: DueDates, placed: PlacedStatement, recordId: string, outcome: Outcome): Answer {
  const { examined, examined: { statement, findings }, subject, content } = placed;
  const hash = examined.kind === 'correction' ? correctionHash(correctionOf(examined, subject)) : content === null ? undefined : contentHash(content);
  const base = { statement, subjectId: subject.subjectId, ...(hash === undefined ? {} : { contentHash: hash }) };
  if (!outcome.ok) return { ...base, ...refusal(outcome.error, findings), ...(outcome.error instanceof CorrectionInvalid ? {} : { recordId }) };
  const { state, findings: found } = verdict(placed, outcome);
  const all = [...findings.filter((f) => f.code !== 'ORG_CODE_CHECK'), ...found];
  const { publicity, late } = publicityOf(dueDates, placed, outcome);
  if (late) all.push(registerFinding('REPORTED_LATE', '/decisionDate'));
  if (content !== null && content['restricted'] === undefined && currentContent(outcome.state)?.['restricted'] !== undefined) all.push(registerFinding('RESTRICTION_STAYS', '/restricted'));
  return { ...base, recordId, state: state === 'accepted' && all.length > 0 ? 'accepted-with-warnings' : state, findings: all, ...(publicity === undefined ? {} : { publicity }) };
}

function refusal(error: DomainError, findings: readonly Finding[]): { state: ReceiptState; findings: Finding[] } {
  const code: RegisterFindingCode = isRegisterFinding(error.code) ? error.code : 'CORRECTION_INVALID';
  const hint = error instanceof CorrectionInvalid ? error.problems.map((p) => `${p.field}：${p.code}`).join('；') : undefined;
  const state: ReceiptState = code === 'DUPLICATE' ? 'duplicate' : code === 'SUPERSEDED' ? 'superseded' : 'rejected';
  return { state, findings: [registerFinding(code, error.pointer ?? '', hint), ...findings.filter((f) => f.severity === 'warning')] };
}

function verdict({ examined, subject }: PlacedStatement, { state, events }: Extract<Outcome, { ok: true }>): { state: ReceiptState; findings: Finding[] } {
  switch (state.status) {
    case 'awaited': return { state: 'held', findings: [registerFinding('RECORD_NOT_RECEIVED', '/docNo')] };
    case 'held': return { state: events[0]?.type === 'RecordVersionConfirmed' ? 'duplicate' : 'held', findings: heldFindings(state.heldReasons) };
    case 'revoked':
      if (examined.kind !== 'revocation') return { state: 'superseded', findings: [registerFinding('RECORD_REVOKED', '')] };
      return { state: 'accepted', findings: events[0]?.type === 'RevocationNoted' ? [registerFinding('REVOKED_BEFORE_ARRIVAL', '/docNo')] : [] };
    case 'effective': {
      if (events[0]?.type === 'RecordVersionConfirmed') return { state: 'duplicate', findings: [registerFinding('DUPLICATE', '')] };
      return { state: 'accepted', findings: examined.kind === 'act' ? formerNameFindings(subject, examined.data.subjectName) : [] };
    }
    case 'absent': throw new Error('a decided record is never absent');
    default: return assertNever(state);
  }
}

export const formerNameFindings = (subject: KnownSubject, statedName: string): Finding[] =>
  nameRelation(standingOf(subject), statedName) === 'former' ? [registerFinding('SUBJECT_RENAMED', '/subjectName', `现名称：${subject.name}`)] : [];

function publicityOf(dueDates: DueDates, { examined, subject }: PlacedStatement, { state, events }: Extract<Outcome, { ok: true }>): { publicity?: PublicityTermV1; late: boolean } {
  const content = currentContent(state);
  if (examined.kind !== 'act' || content === null || state.status === 'revoked' || !isPublishable(subject, content)) return { late: false };
  const { term, late } = dueDates.of(examined.recordKind, content['decisionDate'] as LocalDate, state.status === 'absent' ? undefined : state.receivedOn);
  return { ...(term === undefined ? {} : { publicity: term }), late: late && events[0]?.type === 'RecordRecorded' };
}

/** Whether a publicity term means anything: not for natural persons and restricted decisions. The decision itself is publicity's. */
export const isPublishable = (subject: KnownSubject, content: RecordContent): boolean => subject.subjectClass !== 'NATURAL_PERSON' && content['restricted'] === undefined;
