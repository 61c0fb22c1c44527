import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DESIGNATION, RECORD, REPAIR, SUBJECT, type EventEnvelope, type ListEntryV1, type RecordStateV1, type RepairCaseV1, type SubjectMergedV1 } from '@credit/contracts/events';
import type { RepairEvent } from '../../src/domain/repair-case/repair-case.events.ts';
import { evolveCase, noCase, type RepairCase, type RepairEvidence } from '../../src/domain/repair-case/repair-case.ts';
import { entryVersionOf } from '../../src/inbound/kafka/designations.consumer.ts';
import { itemVersionOf } from '../../src/inbound/kafka/records.consumer.ts';
import { aliasOf } from '../../src/inbound/kafka/subjects.consumer.ts';
import { publishRepair, wholeCase } from '../../src/outbound/repair-case.publisher.ts';

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
    { type: 'RepairApplied', application: { caseId, subject, target: { ...target, authority: { source, uscc: authorityUscc, name: authorityName } }, way, rule, evidence: first.map(handed), appliedBy: 'firm', appliedOn, acceptanceDueOn } },
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

describe('every frozen fact of its owners is taken as it stands', () => {
  it.each(samplesOf<RecordStateV1>(Object.values(RECORD)).map((s) => [s.name, s.envelope] as const))('%s', (_, envelope) => {
    const { data } = envelope;
    const penalty = data.recordKind === 'administrative-penalty';
    expect(itemVersionOf(envelope as never)).toEqual(penalty ? expect.objectContaining({ kind: 'record', id: data.recordId, live: data.status === 'effective', state: expect.objectContaining({ docNo: data.docNo, documentDate: data.decisionDate }) }) : undefined);
  });

  it.each(samplesOf<ListEntryV1>([DESIGNATION.designated, DESIGNATION.extended, DESIGNATION.rebased, DESIGNATION.delisted, DESIGNATION.revoked]).map((s) => [s.name, s.envelope] as const))('%s', (_, envelope) => {
    const { data } = envelope;
    expect(entryVersionOf(envelope as never)).toMatchObject({ kind: 'list-entry', id: data.entryId, live: data.status === 'in-force', state: { docNo: data.decision.docNo, entry: { listType: data.listType } } });
  });

  it.each(samplesOf<SubjectMergedV1>([SUBJECT.merged]).map((s) => [s.name, s.envelope] as const))('%s', (_, envelope) => {
    expect(aliasOf(envelope as never)).toEqual({ id: envelope.data.mergedSubjectId, canonical: envelope.data.canonicalSubjectId, version: envelope.aggregateVersion });
  });
});
