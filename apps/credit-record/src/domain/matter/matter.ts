import { assertNever, type Instant } from '@credit/kernel';
import type { MatterEvent } from './matter.events.ts';

/** 事项事实 — what is reported about a matter; each is replaced by its next version. */
export type MatterFact = 'list-entry' | 'case-opened' | 'case-decided' | 'prompt-decision' | 'measure-execution' | 'lift-confirmation' | 'notice-receipt' | CommitmentReport;
/** 事项种类: an entry decided elsewhere, a case with its opening and its decision, what a department did with a prompt or a measure, its receipt of a notice, or what it reports of commitments. */
export type MatterType = 'list-entry' | 'case' | 'prompt-decision' | 'measure-execution' | 'lift-confirmation' | 'notice-receipt' | CommitmentReport;
type CommitmentReport = 'commitment' | 'commitment-performance' | 'integrity-education' | 'self-declaration';

/** Public fields of a reported fact, as the contracts name them. No identity number. */
export type MatterContent = Readonly<Record<string, unknown>>;

/** 一次报送 — one fact as last reported. `version` is an int64 decimal string. */
export interface Reported {
  version: string;
  content: MatterContent;
  /** What the report calls the subject; masked for a natural person. */
  statedName: string;
  /** 64 bits of SHA-256 over the content: two reports that say the same. */
  hash: string;
}

/** Natural key and first arrival of a matter; never changes after birth. */
export interface MatterFile {
  matterId: string;
  matterType: MatterType;
  /** Who decided: of an entry its authority, of a case the department itself. */
  authorityUscc: string;
  /** What the authority calls it: number of the decision and list, number of the case, id of the prompt, measure or notice, or the case and item of a promise. */
  reference: string;
  subjectId: string;
  /** Department that reported it first. */
  source: string;
  receivedAt: Instant;
  /** Blind index (hex) of a natural person's document; null for others. */
  personIndex: string | null;
}

/** 报送事项 — states of one matter. */
export type Matter = Absent | Held | Forwarded;

/** 未收到 — nothing has arrived. */
export interface Absent { status: 'absent' }
interface Known extends MatterFile { facts: Readonly<Partial<Record<MatterFact, Reported>>> }
/** 暂存 — known, not forwarded yet, for the reasons named (decision 7). */
export interface Held extends Known { status: 'held'; heldReasons: readonly string[] }
/** 已转送 — in the hands of the service that judges it; never held again, so that an ending always gets through (P-5). */
export interface Forwarded extends Known { status: 'forwarded' }

export const absentMatter: Matter = { status: 'absent' };

/** The state machine: the only place where a matter changes. */
export function evolveMatter(state: Matter, event: MatterEvent): Matter {
  switch (event.type) {
    case 'MatterHeld':
      return { ...event.file, facts: { [event.fact]: event.reported }, status: 'held', heldReasons: event.heldReasons };
    case 'MatterHoldChanged':
      return state.status === 'held' ? { ...state, heldReasons: event.heldReasons } : state;
    case 'MatterForwarded':
      return { ...event.file, facts: { ...(state.status === 'absent' ? {} : state.facts), [event.fact]: event.reported }, status: 'forwarded' };
    case 'MatterVersionConfirmed': {
      if (state.status === 'absent') return state;
      const known = state.facts[event.fact];
      return known === undefined ? state : { ...state, facts: { ...state.facts, [event.fact]: { ...known, version: event.version } } };
    }
    default:
      return assertNever(event);
  }
}

/** The file of a matter that exists. */
export function fileOf({ matterId, matterType, authorityUscc, reference, subjectId, source, receivedAt, personIndex }: MatterFile): MatterFile {
  return { matterId, matterType, authorityUscc, reference, subjectId, source, receivedAt, personIndex };
}
