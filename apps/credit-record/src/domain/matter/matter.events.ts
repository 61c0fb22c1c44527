import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { MatterFact, MatterFile, Reported } from './matter.ts';

/** 暂存: reported about a subject that the register cannot stand for yet. */
export interface MatterHeld { type: 'MatterHeld'; file: MatterFile; fact: MatterFact; reported: Reported; heldReasons: readonly string[] }
/** 暂存原因变更. */
export interface MatterHoldChanged { type: 'MatterHoldChanged'; heldReasons: readonly string[] }
/** 转送: the service that judges it is told, first or again. */
export interface MatterForwarded { type: 'MatterForwarded'; file: MatterFile; fact: MatterFact; reported: Reported }
/** 同内容新版本: the same said again under a newer version. */
export interface MatterVersionConfirmed { type: 'MatterVersionConfirmed'; fact: MatterFact; version: string }

export type MatterEvent = MatterHeld | MatterHoldChanged | MatterForwarded | MatterVersionConfirmed;

/** A private event with the subject as known when it was decided: its public form shows it (decision 8). */
export type MatterFactEvent = MatterEvent & { about: SubjectSnapshot };
