import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { CORRECTION_TASK, DESIGNATION, DISCIPLINE, EFFECTS_ENDED, NOTICE_RECEIPT, RECALL, RECORD, REPAIR, REPAIR_NOTICE, SHIELDING, SUBJECT, type CorrectionTaskDiscontinuedV1, type CorrectionTaskV1, type EffectsAnswerV1, type EventEnvelope, type ListEntryV1, type RecordStateV1, type RepairCaseV1, type RepairNoticeV1, type ShieldingV1, type SubjectMergedV1 } from '@credit/contracts/events';
import { evolveTask, noTask, type CorrectionEvent } from '../../src/domain/correction-task/correction-task.ts';
import type { RepairEvent } from '../../src/domain/repair-case/repair-case.events.ts';
import { evolveCase, noCase, type RepairCase, type RepairEvidence } from '../../src/domain/repair-case/repair-case.ts';
import { evolveRepairNotice, noRepairNotice, type RepairNoticeEvent } from '../../src/domain/repair-notice/repair-notice.ts';
import { entryVersionOf } from '../../src/inbound/kafka/designations.consumer.ts';
import { entryEndingOf, liftConfirmedOf, noticeReceivedOf, recallAcknowledgedOf, recordEndingOf } from '../../src/inbound/kafka/endings.consumer.ts';
import { itemVersionOf } from '../../src/inbound/kafka/records.consumer.ts';
import { aliasOf } from '../../src/inbound/kafka/subjects.consumer.ts';
import { taskFact } from '../../src/outbound/correction-task.store.ts';
import { publishRepair, wholeCase } from '../../src/outbound/repair-case.publisher.ts';
import { noticeFact } from '../../src/outbound/repair-notice.store.ts';
import { shieldingFact } from '../../src/outbound/shielding.store.ts';
import { evolveShielding, noShielding, type ShieldingEvent } from '../../src/domain/shielding/shielding.ts';

const folder = new URL('../../../../libs/credit-contracts/src/events/samples/', `file://${__filename}`);
const samplesOf = <T>(types: readonly string[]): { name: string; envelope: EventEnvelope<T> }[] =>
  readdirSync(folder).filter((name) => types.some((type) => name.startsWith(`${type}.json`) || name.startsWith(`${type}~`))).map((name) => ({ name, ...(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { envelope: EventEnvelope<T> }) }));
const handed = (kind: RepairEvidence['kind']): RepairEvidence => ({ kind, statement: 'x', on: '2026-11-20' as never });

/** The history that a frozen event stands for. */
function historyOf({ type, data }: EventEnvelope<RepairCaseV1>): RepairEvent[] {
  const { caseId, subject, target: { source, authorityUscc, authorityName, ...target }, way, ruleId, earliestOn, publicUntil, appliedOn } = data;
  const rule = { ruleId, clause: 'x', requires: [], ...(earliestOn === undefined ? {} : { earliestOn }), ...(publicUntil === undefined ? {} : { publicUntil }) };
  const [first, ...added] = type === REPAIR.supplemented ? [data.evidence.slice(0, -1), data.evidence.at(-1)!] : [data.evidence];
  const by = 'officer-1';
  const acceptanceDueOn = data.acceptanceDueOn!;
  const decision = data.decision === undefined ? undefined : { ...data.decision, by };
  const extended = data.status === 'extended';
  return [
    { type: 'RepairApplied', application: { caseId, subject, target: { ...target, authority: { source, uscc: authorityUscc, name: authorityName } }, way, rule, evidence: first.map((kind) => ({ ...handed(kind), ...(kind === 'commitment' && data.commitmentIds !== undefined ? { commitmentId: data.commitmentIds[0]! } : {}) })), appliedBy: 'firm', appliedOn, acceptanceDueOn } },
    ...(data.status === 'supplement-required' || added.length > 0 ? [{ type: 'SupplementRequired', on: appliedOn, by, what: 'x' } as const] : []),
    ...(added.length > 0 ? [{ type: 'RepairSupplemented', on: appliedOn, by, evidence: added.map(handed), acceptanceDueOn } as const] : []),
    ...(data.acceptedOn === undefined ? [] : [{ type: 'RepairAccepted', on: data.acceptedOn, by, decisionDueOn: extended ? appliedOn : data.decisionDueOn! } as const]),
    ...(extended ? [{ type: 'DecisionExtended', on: appliedOn, by, reason: 'x', decisionDueOn: data.decisionDueOn! } as const] : []),
    ...(data.escalatedOn === undefined ? [] : [{ type: 'RepairEscalated', on: data.escalatedOn, dueOn: appliedOn } as const]),
    ...(data.status === 'rejected' ? [{ type: 'RepairRejected', decision: decision! } as const] : []),
    ...(data.status === 'denied' ? [{ type: 'RepairDenied', decision: decision! } as const] : []),
    ...(data.status === 'approved' || data.status === 'revoked' ? [{ type: 'RepairApproved', decision: decision! } as const] : []),
    ...(data.retractedOn === undefined ? [] : [{ type: 'RepairRetracted', on: data.retractedOn, by } as const]),
    ...(data.status === 'revoked' ? [{ type: 'RepairRevoked', revocation: { ...data.revocation!, by }, barredUntil: data.barredUntil! } as const] : []),
  ];
}

describe('the publisher makes what the frozen events of cases say', () => {
  const samples = samplesOf<RepairCaseV1>(Object.values(REPAIR));
  it('finds a sample of each type', () => expect([...new Set(samples.map(({ envelope }) => envelope.type))].sort()).toEqual(Object.values(REPAIR).sort()));

  it.each(samples.map((s) => [s.name, s.envelope] as const))('%s', (_, envelope) => {
    const events = historyOf(envelope);
    const state = events.reduce<RepairCase>(evolveCase, noCase);
    const last = events.at(-1)!;
    expect((publishRepair[last.type] as (e: RepairEvent, s: RepairCase) => unknown)(last, state)).toEqual({ type: envelope.type, data: envelope.data });
    expect(wholeCase(state)).toMatchObject({ data: envelope.data });
  });
});

describe('the publisher makes what the frozen events of notices say', () => {
  it.each(samplesOf<RepairNoticeV1>(Object.values(REPAIR_NOTICE)).map((s) => [s.name, s.envelope] as const))('%s', (_, { type, data }) => {
    const { noticeId, subject, target: { source, authorityUscc, authorityName, ...target }, ruleId, clause, earliestOn, publicUntil, requires, applyAt, noticedOn, dueOn, servedOn } = data;
    const rule = { ruleId, clause, requires, ...(earliestOn === undefined ? {} : { earliestOn }), ...(publicUntil === undefined ? {} : { publicUntil }) };
    const events: RepairNoticeEvent[] = [
      { type: 'RepairNoticed', content: { noticeId, subject, target: { ...target, authority: { source, uscc: authorityUscc, name: authorityName } }, rule, applyAt }, on: noticedOn, dueOn },
      ...(servedOn === undefined ? [] : [{ type: 'RepairNoticeServed', service: { on: servedOn, by: 'officer-1' } } as const]),
    ];
    expect(noticeFact(events.reduce(evolveRepairNotice, noRepairNotice))).toEqual({ type, data });
  });
});

describe('the publisher makes what the frozen events of correction tasks say', () => {
  it.each(samplesOf<Omit<CorrectionTaskV1, 'status'> & Partial<Pick<CorrectionTaskDiscontinuedV1, 'discontinued'>> & { status: string }>(Object.values(CORRECTION_TASK)).map((s) => [s.name, s.envelope] as const))('%s', (_, { type, data }) => {
    const { status: _status, taskId, subject, wrong, effect, ruleId, action, clause, department, openedOn, dueOn, escalatedOn, proof, discontinued } = data;
    const content = { taskId, subject, wrong: { ...wrong, endingId: taskId }, effect, rule: { ruleId, action, clause }, ...(department === undefined ? {} : { department }) };
    const events: CorrectionEvent[] = [
      { type: 'CorrectionOpened', content, on: openedOn, dueOn: dueOn ?? null },
      ...(escalatedOn === undefined ? [] : [{ type: 'CorrectionEscalated', on: escalatedOn } as const]),
      ...(proof === undefined ? [] : [{ type: 'CorrectionDone', proof: { ...proof, by: 'officer-1' } } as const]),
      ...(discontinued === undefined ? [] : [{ type: 'CorrectionDiscontinued', discontinued } as const]),
    ];
    expect(taskFact(events.reduce(evolveTask, noTask))).toEqual({ type, data });
  });
});

describe('the publisher makes what the frozen events of shieldings say', () => {
  it.each(samplesOf<ShieldingV1>(Object.values(SHIELDING)).map((s) => [s.name, s.envelope] as const))('%s', (_, { type, data }) => {
    const { shieldingId, subject, target: { source, authorityUscc, authorityName, ...target }, ruling, shieldedOn, end } = data;
    const events: ShieldingEvent[] = [
      { type: 'ShieldingApplied', application: { shieldingId, subject, target: { ...target, authority: { source, uscc: authorityUscc, name: authorityName } }, ruling, appliedBy: 'firm', appliedOn: shieldedOn } },
      { type: 'ShieldingGranted', decision: { on: shieldedOn, by: 'officer-1', reason: 'x' } },
      ...(end === undefined ? [] : [{ type: 'ShieldingEnded', end: { ...end, by: 'officer-1' } } as const]),
    ];
    expect(shieldingFact(events.reduce(evolveShielding, noShielding))).toEqual({ type, data });
    expect(shieldingFact(events.slice(0, 1).reduce(evolveShielding, noShielding))).toBeNull();
  });
});

describe('every frozen fact of its owners is taken as it stands', () => {
  it.each(samplesOf<RecordStateV1>(Object.values(RECORD)).map((s) => [s.name, s.envelope] as const))('%s', (_, envelope) => {
    const { data } = envelope;
    const burdens = data.recordKind !== 'administrative-license';
    expect(itemVersionOf(envelope as never)).toEqual(burdens ? expect.objectContaining({ kind: 'record', id: data.recordId, live: data.status === 'effective', state: expect.objectContaining({ docNo: data.docNo, documentDate: data.decisionDate, recordKind: data.recordKind }) }) : undefined);
  });

  it.each(samplesOf<ListEntryV1>([DESIGNATION.designated, DESIGNATION.extended, DESIGNATION.rebased, DESIGNATION.delisted, DESIGNATION.revoked]).map((s) => [s.name, s.envelope] as const))('%s', (_, envelope) => {
    const { data } = envelope;
    expect(entryVersionOf(envelope as never)).toMatchObject({ kind: 'list-entry', id: data.entryId, live: data.status === 'in-force', state: { docNo: data.decision.docNo, entry: { listType: data.listType } } });
  });

  it.each(samplesOf<SubjectMergedV1>([SUBJECT.merged]).map((s) => [s.name, s.envelope] as const))('%s', (_, envelope) => {
    expect(aliasOf(envelope as never)).toEqual({ id: envelope.data.mergedSubjectId, canonical: envelope.data.canonicalSubjectId, version: envelope.aggregateVersion });
  });

  it.each(samplesOf<RecordStateV1>([RECORD.repaired, RECORD.revoked, RECORD.corrected]).map((s) => [s.name, s.envelope] as const))('as an ending: %s', (_, envelope) => {
    const { data } = envelope;
    const repaired = envelope.type === RECORD.repaired;
    expect(recordEndingOf(envelope as never)).toEqual([expect.objectContaining({ kind: 'record', id: data.recordId, ending: envelope.type.split('.')[2], on: repaired ? data.repaired!.on : data.change!.effectiveOn, document: expect.objectContaining({ docNo: data.docNo }) })]);
    expect(recordEndingOf(envelope as never)[0]!.caseId).toBe(repaired ? data.repaired!.caseId : undefined);
  });

  it.each(samplesOf<ListEntryV1>([DESIGNATION.delisted, DESIGNATION.revoked]).map((s) => [s.name, s.envelope] as const))('as an ending: %s', (_, envelope) => {
    const { data } = envelope;
    expect(entryEndingOf(envelope as never)).toEqual(data.listKind === 'red' ? [] : [expect.objectContaining({ kind: 'list-entry', id: data.entryId, ending: data.ending, on: data.endedOn })]);
  });

  it.each(samplesOf<EffectsAnswerV1>(Object.values(EFFECTS_ENDED)).map((s) => [s.name, s.envelope] as const))('as an answer: %s', (_, { data, type }) => {
    const version = data.ended.kind === 'record' ? recordEndingOf : entryEndingOf;
    expect([EFFECTS_ENDED[data.owner], version({ type } as never)]).toEqual([type, []]);
  });

  it.each<[string, (event: never) => { effectId: string }[], (data: any) => string]>([
    [DISCIPLINE.liftConfirmed, liftConfirmedOf, (data) => data.measureId], [NOTICE_RECEIPT.takenOver, noticeReceivedOf, (data) => data.noticeId], [RECALL.acknowledged, recallAcknowledgedOf, (data) => data.effectId],
  ])('as a confirmation: %s', (type, taken, effectId) => {
    const samples = samplesOf<object>([type]);
    expect(samples.length).toBeGreaterThan(0);
    for (const { envelope } of samples) expect(taken(envelope as never)).toEqual([{ effectId: effectId(envelope.data), on: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) }]);
  });
});
