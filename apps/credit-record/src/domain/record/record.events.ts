import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { LocalDate } from '@credit/kernel';
import type { Base, Correction, RecordFile, Repair, Revocation, Shield } from './record.ts';

/** 首次归集: the record's first whole statement. Held when `heldReasons` is not empty. `refused`: corrections that waited for it and would spoil it. */
export interface RecordRecorded { type: 'RecordRecorded'; file: RecordFile; base: Base; corrections: readonly Correction[]; heldReasons: readonly string[]; refused?: readonly Correction[] }
/** 更正先到: a correction of a record that has not arrived. */
export interface CorrectionNoted { type: 'CorrectionNoted'; file: RecordFile; corrections: readonly Correction[] }
/** 撤销先到: the tombstone of a record that has not arrived (decision 6). */
export interface RevocationNoted { type: 'RevocationNoted'; file: RecordFile; revocation: Revocation; corrections: readonly Correction[] }
/** 撤销后到达: a statement or correction that changes what a revoked record says, not that it is revoked. `first`: it had no content before. */
export interface RevokedContentUpdated { type: 'RevokedContentUpdated'; base: Base | null; corrections: readonly Correction[]; first: boolean }
/** 同内容新版本: the same said again under a newer version. */
export interface RecordVersionConfirmed { type: 'RecordVersionConfirmed'; version: string; corrections: readonly Correction[] }
/** 补充修改: a newer statement with other content. */
export interface RecordAmended { type: 'RecordAmended'; base: Base; corrections: readonly Correction[]; heldReasons: readonly string[]; changedFields: readonly string[]; on: LocalDate }
/** 更正. */
export interface RecordCorrected { type: 'RecordCorrected'; corrections: readonly Correction[]; heldReasons: readonly string[]; changedFields: readonly string[]; reason: string; basis: string; on: LocalDate }
/** 撤销. */
export interface RecordRevoked { type: 'RecordRevoked'; revocation: Revocation }
/** 恢复: a revocation was itself wrong. */
export interface RecordReinstated { type: 'RecordReinstated'; version: string; corrections: readonly Correction[]; heldReasons: readonly string[]; changedFields: readonly string[]; reason: string; basis: string; on: LocalDate }
/** 解除暂存. */
export interface RecordReleased { type: 'RecordReleased'; on: LocalDate }
/** 暂存原因变更. */
export interface RecordHoldChanged { type: 'RecordHoldChanged'; heldReasons: readonly string[]; on: LocalDate }

/** 修复. */
export interface RecordRepaired { type: 'RecordRepaired'; repair: Repair; reason: string }
/** 修复被撤销: it was got by false material. */
export interface RecordRepairRevoked { type: 'RecordRepairRevoked'; caseId: string; on: LocalDate; reason: string }

/** 重整期间屏蔽. */
export interface RecordShielded { type: 'RecordShielded'; shield: Shield; reason: string }
/** 屏蔽终止: the plan failed, or the repair has taken its place. */
export interface RecordUnshielded { type: 'RecordUnshielded'; shieldingId: string; on: LocalDate; reason: string }

export type RecordEvent =
  | RecordRecorded | CorrectionNoted | RevocationNoted | RevokedContentUpdated | RecordVersionConfirmed | RecordAmended | RecordCorrected | RecordRevoked | RecordReinstated
  | RecordReleased | RecordHoldChanged | RecordRepaired | RecordRepairRevoked | RecordShielded | RecordUnshielded;

/** A private event with the subject as known when it was decided: its public form shows it (decision 8). */
export type RecordFactEvent = RecordEvent & { about: SubjectSnapshot };
