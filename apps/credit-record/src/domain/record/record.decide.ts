import { assertNever, type Decider, type LocalDate } from '@credit/kernel';
import { holdReasons, type SubjectStanding } from '../policies/hold-reasons.ts';
import { changedFields, compareVersions, overlaid, sameContent, sameCorrection, standingOver, withCorrection } from './record-content.ts';
import { CorrectionInvalid, RecordDuplicate, RecordNotHeld, RecordNotReceived, RecordNotRepairable, RecordNotRevoked, RecordStillHeld, RecordSuperseded, VersionConflict } from './record.errors.ts';
import type { RecordEvent } from './record.events.ts';
import { absent, currentContent, evolve, type Absent, type Base, type Correction, type CreditRecord, type RecordContent, type RecordFile, type Repair, type Revocation, type Revoked, type Shield } from './record.ts';

/** What the data standard says against a content; [] = it could have been received. */
export type ContentCheck = (content: RecordContent) => readonly { code: string; field: string }[];

export type RecordCommand =
  | { verb: 'receive'; file: RecordFile; base: Base; standing: SubjectStanding; check: ContentCheck; today: LocalDate }
  | { verb: 'correct'; file: RecordFile; correction: Correction; reinstate: boolean; standing: SubjectStanding; check: ContentCheck; today: LocalDate }
  | { verb: 'revoke'; file: RecordFile; revocation: Revocation }
  | { verb: 'repair'; repair: Repair; reason: string }
  | { verb: 'revoke-repair'; caseId: string; on: LocalDate; reason: string }
  | { verb: 'shield'; shield: Shield; reason: string }
  | { verb: 'unshield'; shieldingId: string; on: LocalDate; reason: string }
  | { verb: 'release'; standing: SubjectStanding; today: LocalDate };

type Receive = Extract<RecordCommand, { verb: 'receive' }>;
type Correct = Extract<RecordCommand, { verb: 'correct' }>;
type Revoke = Extract<RecordCommand, { verb: 'revoke' }>;
type RepairIt = Extract<RecordCommand, { verb: 'repair' }>;
type RevokeRepair = Extract<RecordCommand, { verb: 'revoke-repair' }>;
type ShieldIt = Extract<RecordCommand, { verb: 'shield' }>;
type Unshield = Extract<RecordCommand, { verb: 'unshield' }>;
type Release = Extract<RecordCommand, { verb: 'release' }>;
type WithBase = Exclude<CreditRecord, Absent> & { base: Base };

/** 记录的动词 — decides one command. @throws DomainError DUPLICATE, SUPERSEDED, VERSION_CONFLICT, RECORD_NOT_REVOKED, RECORD_NOT_RECEIVED, CORRECTION_INVALID, RECORD.NOT_HELD, RECORD.STILL_HELD */
export function decide(command: RecordCommand, state: CreditRecord): readonly RecordEvent[] {
  switch (command.verb) {
    case 'receive': return receive(command, state);
    case 'correct': return command.reinstate ? reinstate(command, state) : correct(command, state);
    case 'revoke': return revoke(command, state);
    case 'repair': return repair(command, state);
    case 'revoke-repair': return revokeRepair(command, state);
    case 'shield': return shield(command, state);
    case 'unshield': return unshield(command, state);
    case 'release': return release(command, state);
    default: return assertNever(command);
  }
}

export const recordDecider: Decider<RecordCommand, CreditRecord, RecordEvent> = { initial: absent, decide, evolve };

const hasBase = (s: CreditRecord): s is WithBase => s.status !== 'absent' && s.base !== null;

/** 归集 — takes a whole statement in: first content, amendment, or nothing new. Arrival order plays no part (P-16, architecture §3.9.3). */
function receive(given: Receive, s: CreditRecord): RecordEvent[] {
  const c = keepingRestriction(given, s);
  if (hasBase(s)) return s.status === 'revoked' ? amendRevoked(c, s) : amend(c, s);
  const waiting = s.status === 'absent' ? [] : standingOver(c.base.version, s.corrections);
  const corrections = usable(waiting, c.base.content, c.check);
  const refused = waiting.filter((one) => !corrections.includes(one));
  if (s.status === 'revoked') return [{ type: 'RevokedContentUpdated', base: c.base, corrections, first: true }];
  return [{ type: 'RecordRecorded', file: c.file, base: c.base, corrections, heldReasons: holdReasons(c.standing, overlaid(c.base.content, corrections)), ...(refused.length === 0 ? {} : { refused }) }];
}

/**
 * 不予公开不因漏报而解除 — a newer statement that is silent about a restriction does not lift it; a correction with a reason does.
 * 行政处罚法第四十八条; 个人信息保护法第六条
 * POLICY-ASSUMPTION(RESTRICTION_STAYS): files have no column for it, and what has once been public cannot be taken back.
 */
function keepingRestriction(c: Receive, s: CreditRecord): Receive {
  if (s.status === 'absent' || c.base.content['restricted'] !== undefined || (s.base !== null && compareVersions(c.base.version, s.base.version) <= 0)) return c;
  const restricted = overlaid(s.base?.content ?? {}, s.corrections)['restricted'];
  return restricted === undefined ? c : { ...c, base: { ...c.base, content: { ...c.base.content, restricted } } };
}

function amend(c: Receive, s: WithBase): RecordEvent[] {
  const next = nextVersion(c, s);
  if (next.confirmed) return [{ type: 'RecordVersionConfirmed', version: c.base.version, corrections: next.corrections }];
  return [{ type: 'RecordAmended', base: c.base, corrections: next.corrections, heldReasons: holdReasons(c.standing, next.content), changedFields: next.changed, on: c.today }];
}

function amendRevoked(c: Receive, s: WithBase): RecordEvent[] {
  const next = nextVersion(c, s);
  if (next.confirmed) return [{ type: 'RecordVersionConfirmed', version: c.base.version, corrections: next.corrections }];
  return [{ type: 'RevokedContentUpdated', base: c.base, corrections: next.corrections, first: false }];
}

function nextVersion(c: Receive, s: WithBase) {
  const order = compareVersions(c.base.version, s.base.version);
  const same = sameContent(c.base.content, s.base.content);
  if (order <= 0 && same) throw new RecordDuplicate();
  if (order < 0) throw new RecordSuperseded(s.base.version, c.base.version);
  if (order === 0) throw new VersionConflict(c.base.version);
  const corrections = standingOver(c.base.version, s.corrections);
  const content = overlaid(c.base.content, corrections);
  const changed = changedFields(currentContent(s) ?? {}, content);
  return { corrections, content, changed, confirmed: same && changed.length === 0 };
}

/** 更正 — lays corrected fields over the record with a reason; before the record itself has arrived it waits for it (decision 6). */
function correct(c: Correct, s: CreditRecord): RecordEvent[] {
  if (s.status === 'absent') return [{ type: 'CorrectionNoted', file: c.file, corrections: [c.correction] }];
  const corrections = corrected(c, s);
  if (!hasBase(s)) return s.status === 'revoked' ? [{ type: 'RevokedContentUpdated', base: null, corrections, first: false }] : [{ type: 'CorrectionNoted', file: fileOf(s), corrections }];
  const content = checked(overlaid(s.base.content, corrections), c.check);
  const changed = changedFields(currentContent(s) ?? {}, content);
  if (changed.length === 0 && s.corrections.some((known) => sameCorrection(known, c.correction))) throw new RecordDuplicate();
  if (s.status === 'revoked') return [{ type: 'RevokedContentUpdated', base: s.base, corrections, first: false }];
  const { reason, basis } = c.correction;
  return [{ type: 'RecordCorrected', corrections, heldReasons: holdReasons(c.standing, content), changedFields: changed, reason, basis, on: c.today }];
}

/** 恢复 — undoes a revocation that was itself wrong; the only way back (decision 6). */
function reinstate(c: Correct, s: CreditRecord): RecordEvent[] {
  if (s.status !== 'revoked') {
    if (s.status !== 'absent' && s.reinstatedVersion === c.correction.version) throw new RecordDuplicate();
    throw new RecordNotRevoked(s.status);
  }
  if (!hasBase(s)) throw new RecordNotReceived();
  if (compareVersions(c.correction.version, s.revocation.version) <= 0) throw new RecordSuperseded(s.revocation.version, c.correction.version);
  const corrections = c.correction.changes.length === 0 ? s.corrections : corrected(c, s);
  const content = checked(overlaid(s.base.content, corrections), c.check);
  const { version, reason, basis } = c.correction;
  return [{ type: 'RecordReinstated', version, corrections, heldReasons: holdReasons(c.standing, content), changedFields: changedFields(currentContent(s) ?? {}, content), reason, basis, on: c.today }];
}

/** 撤销 — the record was wrong: outranks every version, also one that arrives later; arriving first it leaves a tombstone (decision 6). 行政处罚法第四十八条 */
function revoke(c: Revoke, s: CreditRecord): RecordEvent[] {
  if (s.status === 'absent') return [{ type: 'RevocationNoted', file: c.file, revocation: c.revocation, corrections: [] }];
  if (s.status === 'awaited') return [{ type: 'RevocationNoted', file: fileOf(s), revocation: c.revocation, corrections: s.corrections }];
  if (s.status === 'revoked') refuseKnownRevocation(c.revocation, s);
  if (s.reinstatedVersion !== null && compareVersions(c.revocation.version, s.reinstatedVersion) <= 0) throw new RecordSuperseded(s.reinstatedVersion, c.revocation.version);
  return [{ type: 'RecordRevoked', revocation: c.revocation }];
}

function refuseKnownRevocation(given: Revocation, { revocation: known }: Revoked): void {
  if (known.revokedOn === given.revokedOn && known.reason === given.reason && known.basis === given.basis) throw new RecordDuplicate();
  const order = compareVersions(given.version, known.version);
  if (order < 0) throw new RecordSuperseded(known.version, given.version);
  if (order === 0) throw new VersionConflict(given.version);
}

/** 信用修复 — who made the document has granted it; a record that was wrong from the beginning needs none. 36号令第三条 */
function repair({ repair: granted, reason }: RepairIt, s: CreditRecord): RecordEvent[] {
  if (s.status !== 'effective') throw new RecordNotRepairable(s.status);
  if (s.repair !== null) throw new RecordDuplicate();
  return [{ type: 'RecordRepaired', repair: granted, reason }];
}

/** 撤销修复 — the record counts again as it stands; what is left of its publicity is shown (trap 19). */
function revokeRepair({ caseId, on, reason }: RevokeRepair, s: CreditRecord): RecordEvent[] {
  if (s.status === 'absent' || s.repair?.caseId !== caseId) throw new RecordNotRepairable(s.status);
  return [{ type: 'RecordRepairRevoked', caseId, on, reason }];
}

/** 重整期间屏蔽 — its authority has shielded it by the ruling of a court, while the plan is carried out. 36号令（破产重整、和解） */
function shield({ shield: granted, reason }: ShieldIt, s: CreditRecord): RecordEvent[] {
  if (s.status !== 'effective') throw new RecordNotRepairable(s.status);
  if (s.shield !== null) throw new RecordDuplicate();
  return [{ type: 'RecordShielded', shield: granted, reason }];
}

/** 屏蔽终止 — unless it has been repaired meanwhile, the record burdens again for the remainder (trap 20). */
function unshield({ shieldingId, on, reason }: Unshield, s: CreditRecord): RecordEvent[] {
  if (s.status === 'absent' || s.shield?.shieldingId !== shieldingId) throw new RecordNotRepairable(s.status);
  return [{ type: 'RecordUnshielded', shieldingId, on, reason }];
}

/** 解除暂存 — judges the reasons again after the subject has changed. */
function release(c: Release, s: CreditRecord): RecordEvent[] {
  if (s.status !== 'held') throw new RecordNotHeld(s.status);
  const reasons = holdReasons(c.standing, overlaid(s.base.content, s.corrections));
  if (reasons.length === 0) return [{ type: 'RecordReleased', on: c.today }];
  if (reasons.join() === s.heldReasons.join()) throw new RecordStillHeld(reasons);
  return [{ type: 'RecordHoldChanged', heldReasons: reasons, on: c.today }];
}

/** The corrections with the given one, if its version allows. */
function corrected({ correction }: Correct, s: Exclude<CreditRecord, Absent>): readonly Correction[] {
  if (s.base !== null && compareVersions(correction.version, s.base.version) < 0) throw new RecordSuperseded(s.base.version, correction.version);
  const known = s.corrections.find((other) => other.version === correction.version);
  if (known) throw sameCorrection(known, correction) ? new RecordDuplicate() : new VersionConflict(correction.version);
  return withCorrection(s.corrections, correction);
}

function checked(content: RecordContent, check: ContentCheck): RecordContent {
  const problems = check(content);
  if (problems.length > 0) throw new CorrectionInvalid(problems);
  return content;
}

/** Corrections that waited for the record, without those that would spoil it. */
const usable = (waiting: readonly Correction[], content: RecordContent, check: ContentCheck): readonly Correction[] =>
  waiting.reduce<readonly Correction[]>((kept, next) => (check(overlaid(content, [...kept, next])).length === 0 ? [...kept, next] : kept), []);

const fileOf = ({ recordId, recordKind, authorityUscc, docNo, subjectId, source, receivedAt, receivedOn }: RecordFile): RecordFile => ({ recordId, recordKind, authorityUscc, docNo, subjectId, source, receivedAt, receivedOn });
