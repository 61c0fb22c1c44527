import { DESIGNATION, DISCIPLINE, EFFECTS_ENDED, RECORD, type EffectsAnswerV1, type EffectV1, type EndedItemV1, type ListEntryV1, type RecordStateV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { localDate as d, type LocalDate } from '@credit/kernel';
import { derivedId, newEventId } from '@credit/persistence';
import { EFFECT_OWNERS, type EffectKind, type EffectOwner } from '@credit/rulebook/codes';

/** A fact of another service as it arrives. */
export interface Told {
  topic: string;
  type: string;
  aggregateId: string;
  version: number;
  key: string;
  data: object;
}

export const TOPIC_OF: Readonly<Record<EffectOwner, string>> = { 'credit-record': TOPICS.recordEvents, 'list-designation': TOPICS.designationEvents, 'joint-discipline': TOPICS.disciplineEvents, publicity: TOPICS.publicityEvents };
const REPAIRED_ON = d('2026-11-23');

export const effect = (kind: EffectKind, recipient: string, over: Partial<EffectV1> = {}): EffectV1 => ({ effectId: newEventId(), kind, recipient, since: d('2026-11-01'), endedAt: '2026-11-23T04:00:00.000Z' as never, mustAcknowledge: false, ...over });
/** An effect whose recipient has to confirm. */
export const measure = (recipient: string, acknowledgeBy: LocalDate = d('2026-11-26')): EffectV1 => effect('measure', recipient, { mustAcknowledge: true, acknowledgeBy });

/** What one owner answers. */
export const answer = (owner: EffectOwner, ended: EndedItemV1, subject: RecordStateV1['subject'], effects: readonly EffectV1[] = [], part = 1, parts = 1): Told => {
  const answerId = derivedId([owner, ended.kind, ended.id, ended.version, String(part)]);
  const data: EffectsAnswerV1 = { answerId, owner, ended, subject: subject as EffectsAnswerV1['subject'], part, parts, effects: [...effects] };
  return { topic: TOPIC_OF[owner], type: EFFECTS_ENDED[owner], aggregateId: answerId, version: 1, key: subject.subjectId, data };
};

/** What all owners answer; those not named had nothing. */
export const answersTo = (ended: EndedItemV1, subject: RecordStateV1['subject'], effects: Partial<Record<EffectOwner, readonly EffectV1[]>> = {}): Told[] => EFFECT_OWNERS[ended.kind].map((owner) => answer(owner, ended, subject, effects[owner]));

const told = (topic: string, type: string, id: string, version: number, data: { subject: { subjectId: string } }): Told => ({ topic, type, aggregateId: id, version, key: data.subject.subjectId, data });
export const recordFact = (type: string, record: RecordStateV1, version: number): Told => told(TOPICS.recordEvents, type, record.recordId, version, record);

/** A record that ended, and what its owners have to answer. */
export function revokedRecord(record: RecordStateV1, version = 2): { fact: Told; ended: EndedItemV1 } {
  const change = { reason: '处罚决定已撤销', effectiveOn: REPAIRED_ON, changedFields: [] };
  return { fact: recordFact(RECORD.revoked, { ...record, status: 'revoked', change }, version), ended: { kind: 'record', id: record.recordId, version: String(version), ending: 'revoked', on: REPAIRED_ON } };
}
/** The revocation is taken back: the record is in effect again. */
export const reinstatedRecord = (record: RecordStateV1, version = 3): Told => recordFact(RECORD.reinstated, { ...record, change: { reason: '撤销有误', effectiveOn: REPAIRED_ON, changedFields: [] } }, version);
export function repairedRecord(record: RecordStateV1, caseId: string, version = 2): { fact: Told; ended: EndedItemV1 } {
  return { fact: recordFact(RECORD.repaired, { ...record, repaired: { caseId, on: REPAIRED_ON } }, version), ended: { kind: 'record', id: record.recordId, version: String(version), ending: 'repaired', on: REPAIRED_ON, caseId } };
}
/** An entry that ended, and what its owners have to answer. */
export function endedEntry(entry: ListEntryV1, ending: NonNullable<ListEntryV1['ending']>, version = 2): { fact: Told; ended: EndedItemV1 } {
  const data: ListEntryV1 = { ...entry, status: 'ended', ending, endedOn: REPAIRED_ON, endingReason: '认定依据已被撤销', listVersion: '2' };
  return { fact: told(TOPICS.designationEvents, ending === 'revoked' ? DESIGNATION.revoked : DESIGNATION.delisted, entry.entryId, version, data), ended: { kind: 'list-entry', id: entry.entryId, version: String(version), ending, on: REPAIRED_ON } };
}

/** The department confirms that it has lifted a measure. */
export const liftConfirmed = ({ effectId, recipient }: EffectV1, entry: ListEntryV1, on: LocalDate = REPAIRED_ON): Told => told(TOPICS.disciplineEvents, DISCIPLINE.liftConfirmed, effectId, 1, {
  measureId: effectId, promptId: newEventId(), subject: entry.subject, matter: { matterId: '示例事项1', matterKind: 'LICENSE_APPROVAL', department: recipient },
  basis: { entryId: entry.entryId, listType: entry.listType, decisionDocNo: entry.decision.docNo, matrixRowId: 'MATRIX_X', measure: 'RESTRICT_LICENSE', measureTitle: '限制许可', article: '《条例》第一条' },
  status: 'lift-confirmed', appliedOn: d('2026-11-10'), executedOn: d('2026-11-11'), liftedOn: REPAIRED_ON, liftConfirmedOn: on,
} as never);
