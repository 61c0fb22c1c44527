import { assertNever, type Instant, type LocalDate } from '@credit/kernel';
import type { RecordKind } from '@credit/rulebook/codes';
import type { RecordEvent } from './record.events.ts';
import { overlaid } from './record-content.ts';

/** 记录内容 — the canonical fields of the statement (domain §2.3, §2.4) except the natural key. No identity number. */
export type RecordContent = Readonly<Record<string, ContentValue>>;
export type ContentValue = string | boolean | readonly string[];

/** 版本 — the statement that a record rests on. `version` is an int64 decimal string. */
export interface Base {
  version: string;
  content: RecordContent;
}

/** 更正 — fields that a department corrected with a reason; it lies over every base that is not newer. */
export interface Correction {
  version: string;
  changes: readonly { field: string; newValue: ContentValue | null }[];
  reason: string;
  basis: string;
}

/** 撤销 — the record was wrong from the beginning; final until reinstated. 行政处罚法第四十八条 */
export interface Revocation {
  version: string;
  revokedOn: LocalDate;
  reason: string;
  basis: string;
}

/** 信用修复 — granted by who made the document: from that day the record is neither shown nor shared nor used (36号令). */
export interface Repair {
  caseId: string;
  on: LocalDate;
}

/** 重整期间屏蔽 — while a plan that a court has approved is carried out the record burdens nobody; temporary (36号令, trap 20). */
export interface Shield {
  shieldingId: string;
  on: LocalDate;
}

/** Natural key and first arrival of a record (architecture §3.9.3); never changes after birth. */
export interface RecordFile {
  recordId: string;
  recordKind: RecordKind;
  authorityUscc: string;
  docNo: string;
  subjectId: string;
  /** Department that sent it first. */
  source: string;
  receivedAt: Instant;
  /** Business date of the first arrival. */
  receivedOn: LocalDate;
}

/** What has arrived so far, in a form that does not depend on the order of arrival. */
interface Statements {
  /** The newest whole statement; null while only corrections or a revocation have arrived. */
  base: Base | null;
  /** Corrections not older than the base, by version. */
  corrections: readonly Correction[];
  /** Version of the last reinstatement: an older revocation does not revoke again. */
  reinstatedVersion: string | null;
  /** Null while it is not repaired. A later statement does not undo it. */
  repair: Repair | null;
  /** Null while it is not shielded; independent of a repair. */
  shield: Shield | null;
}

/** 信用记录 — states of one record. */
export type CreditRecord = Absent | Awaited | Held | Effective | Revoked;

/** 未收到 — nothing has arrived. */
export interface Absent { status: 'absent' }
/** 待收 — a correction arrived before the record itself. */
export interface Awaited extends RecordFile, Statements { status: 'awaited'; base: null }
/** 暂存 — stored, not in effect, for the reasons named (decision 7). */
export interface Held extends RecordFile, Statements { status: 'held'; base: Base; heldReasons: readonly string[] }
/** 有效. */
export interface Effective extends RecordFile, Statements { status: 'effective'; base: Base }
/** 已撤销 — also a tombstone: `base` null when the revocation arrived first. */
export interface Revoked extends RecordFile, Statements { status: 'revoked'; revocation: Revocation }

export const absent: CreditRecord = { status: 'absent' };

/** 现行内容 — the base with the corrections that lie over it; null while there is no base. */
export const currentContent = (s: CreditRecord): RecordContent | null =>
  s.status === 'absent' || s.base === null ? null : overlaid(s.base.content, s.corrections);

/** The state machine: the only place where a record changes. */
export function evolve(state: CreditRecord, event: RecordEvent): CreditRecord {
  switch (event.type) {
    case 'RecordRecorded':
      return standing({ ...event.file, base: event.base, corrections: event.corrections, reinstatedVersion: reinstatedVersionOf(state), repair: null, shield: null }, event.heldReasons);
    case 'CorrectionNoted':
      return { ...event.file, status: 'awaited', base: null, corrections: event.corrections, reinstatedVersion: null, repair: null, shield: null };
    case 'RevocationNoted':
      return { ...event.file, status: 'revoked', base: null, corrections: event.corrections, reinstatedVersion: null, repair: null, shield: null, revocation: event.revocation };
    case 'RevokedContentUpdated':
      return state.status === 'revoked' ? { ...state, base: event.base, corrections: event.corrections } : state;
    case 'RecordVersionConfirmed':
      return state.status === 'absent' || state.base === null ? state : ({ ...state, base: { ...state.base, version: event.version }, corrections: event.corrections } as CreditRecord);
    case 'RecordAmended':
      return known(state, (s) => standing({ ...s, base: event.base, corrections: event.corrections }, event.heldReasons));
    case 'RecordCorrected':
      return known(state, (s) => standing({ ...s, corrections: event.corrections }, event.heldReasons));
    case 'RecordRevoked':
      return state.status === 'absent' ? state : { ...bare(state), status: 'revoked', revocation: event.revocation };
    case 'RecordReinstated':
      return known(state, (s) => standing({ ...s, corrections: event.corrections, reinstatedVersion: event.version }, event.heldReasons));
    case 'RecordRepaired':
      return state.status === 'absent' ? state : { ...state, repair: event.repair };
    case 'RecordRepairRevoked':
      return state.status === 'absent' ? state : { ...state, repair: null };
    case 'RecordShielded':
      return state.status === 'absent' ? state : { ...state, shield: event.shield };
    case 'RecordUnshielded':
      return state.status === 'absent' ? state : { ...state, shield: null };
    case 'RecordReleased':
      return known(state, (s) => standing(s, []));
    case 'RecordHoldChanged':
      return known(state, (s) => standing(s, event.heldReasons));
    default:
      return assertNever(event);
  }
}

type Known = RecordFile & Statements & { base: Base };

function standing(s: Known, heldReasons: readonly string[]): Held | Effective {
  return heldReasons.length > 0 ? { ...bare(s), base: s.base, status: 'held', heldReasons } : { ...bare(s), base: s.base, status: 'effective' };
}

function bare(s: RecordFile & Statements): RecordFile & Statements {
  const { recordId, recordKind, authorityUscc, docNo, subjectId, source, receivedAt, receivedOn, base, corrections, reinstatedVersion, repair, shield } = s;
  return { recordId, recordKind, authorityUscc, docNo, subjectId, source, receivedAt, receivedOn, base, corrections, reinstatedVersion, repair, shield };
}

const known = (state: CreditRecord, next: (s: Known) => CreditRecord): CreditRecord => (state.status === 'absent' || state.base === null ? state : next(state as Known));
const reinstatedVersionOf = (state: CreditRecord): string | null => (state.status === 'absent' ? null : state.reinstatedVersion);
