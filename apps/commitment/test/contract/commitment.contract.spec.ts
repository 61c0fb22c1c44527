import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { COMMITMENT, COMMITMENT_REPORT, DESIGNATION, MATTER, RECORD, REPAIR, SUBJECT, type CommitmentReportNotApplicableV1, type CommitmentV1, type EventEnvelope, type ListEntryV1, type RecordStateV1, type RepairCaseV1 } from '@credit/contracts/events';
import { breachRecordOf, seriousEntryOf } from '../../src/application/standing.ts';
import { subjectVersionOf } from '../../src/application/known-subjects.ts';
import type { CommitmentEvent } from '../../src/domain/commitment/commitment.events.ts';
import { evolveCommitment, noCommitment, type Commitment } from '../../src/domain/commitment/commitment.ts';
import { evolveReport, noReport } from '../../src/domain/commitment-report/commitment-report.ts';
import { reportOf } from '../../src/inbound/kafka/matters.consumer.ts';
import { repairWithCommitmentOf } from '../../src/inbound/kafka/repairs.consumer.ts';
import { publishCommitment, wholeCommitment } from '../../src/outbound/commitment.publisher.ts';
import { reportFact } from '../../src/outbound/commitment-report.store.ts';

const folder = new URL('../../../../libs/credit-contracts/src/events/samples/', `file://${__filename}`);
const samplesOf = <T>(types: readonly string[]): { name: string; envelope: EventEnvelope<T> }[] =>
  readdirSync(folder).filter((name) => types.some((type) => name.startsWith(`${type}.json`) || name.startsWith(`${type}~`))).map((name) => ({ name, ...(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { envelope: EventEnvelope<T> }) }));

/** The history that a frozen event stands for. */
function historyOf({ type, data }: EventEnvelope<CommitmentV1>): CommitmentEvent[] {
  const { status, lastCheck, rectifyBy, assessment, endedOn, endReason, repairCaseId: _, documents, ...promise } = data;
  const by = 'officer-1';
  const on = lastCheck?.on ?? promise.madeOn;
  const supplied = (documents ?? []).filter(({ suppliedOn }) => suppliedOn !== undefined);
  const ended = { on: endedOn!, by, reason: endReason! };
  const noticed = ['noticed', 'rectifying', 'breached', 'breach-revoked'].includes(status) || type === COMMITMENT.continued;
  const explained = type === COMMITMENT.explained || type === COMMITMENT.continued || assessment?.explainedOn !== undefined;
  const breached = status === 'breached' || status === 'breach-revoked';
  return [
    { type: 'CommitmentMade', promise: { ...promise, by, ...(documents === undefined ? {} : { documents: documents.map(({ name, dueOn }) => ({ name, dueOn })) }) } },
    ...(supplied.length > 0 ? [{ type: 'DocumentsSupplied', names: supplied.map(({ name }) => name), on: supplied[0]!.suppliedOn!, by } as const] : []),
    ...(lastCheck === undefined ? [] : [{ type: 'PerformanceChecked', check: { ...lastCheck, by } } as const]),
    ...(status === 'found' || noticed ? [{ type: 'NonPerformanceFound', on: assessment?.foundOn ?? on, by, unperformed: 'x' } as const] : []),
    ...(noticed ? [{ type: 'BreachNoticed', on: assessment?.noticedOn ?? on, by, grounds: 'x', explainUntil: null } as const] : []),
    ...(explained ? [{ type: 'BreachExplained', explanation: { on: assessment?.explainedOn ?? on, by, what: 'x' } } as const] : []),
    ...(type === COMMITMENT.continued ? [{ type: 'ExplanationAccepted', on, by, reason: 'x' } as const] : []),
    ...(rectifyBy !== undefined || breached ? [{ type: 'RectificationOrdered', on, by, until: rectifyBy ?? on, demands: 'x' } as const] : []),
    ...(status === 'kept' ? [{ type: 'CommitmentKept', assessment: { performance: 'FULL', on: assessment!.assessedOn, by } } as const] : []),
    ...(breached ? [{ type: 'BreachDecided', decision: { performance: assessment!.performance as 'NONE', on: assessment!.assessedOn, by, docNo: assessment!.docNo!, unperformed: assessment!.unperformed!, accountability: assessment!.accountability! } } as const] : []),
    ...(status === 'breach-revoked' ? [{ type: 'BreachRevoked', ended } as const] : []),
    ...(status === 'retracted' ? [{ type: 'CommitmentRetracted', ended } as const] : []),
    ...(status === 'ended' ? [{ type: 'CommitmentEnded', ended } as const] : []),
  ];
}

describe('the publisher makes what the frozen events of commitments say', () => {
  const samples = samplesOf<CommitmentV1>(Object.values(COMMITMENT));
  it('finds a sample of each type', () => expect([...new Set(samples.map(({ envelope }) => envelope.type))].sort()).toEqual(Object.values(COMMITMENT).sort()));

  it.each(samples.map((s) => [s.name, s.envelope] as const))('%s', (_, envelope) => {
    const events = historyOf(envelope);
    const state = events.reduce<Commitment>(evolveCommitment, noCommitment);
    const last = events.at(-1)!;
    expect((publishCommitment[last.type] as (e: CommitmentEvent, s: Commitment) => unknown)(last, state)).toEqual({ type: envelope.type, data: envelope.data });
    expect(wholeCommitment(state)).toMatchObject({ data: envelope.data });
  });
  it('nothing is told of what is not there', () => expect(wholeCommitment(noCommitment)).toBeNull());
});

describe('the publisher makes what the frozen answers to reports say', () => {
  it.each(samplesOf<CommitmentReportNotApplicableV1>(Object.values(COMMITMENT_REPORT)).map((s) => [s.name, s.envelope] as const))('%s', (_, { type, data }) => {
    const { code, reason, ...facts } = data;
    const said = { ...facts, subject: facts.subject, said: 'x' };
    expect(reportFact(evolveReport(noReport, code === undefined ? { type: 'ReportTakenOver', facts: said } : { type: 'ReportSetAside', facts: said, code, reason }))).toEqual({ type, data });
  });
  it('nothing is told of what is not there', () => expect(reportFact(noReport)).toBeNull());
});

describe('the consumers read what the frozen events of others say', () => {
  const incoming = (envelope: EventEnvelope<unknown>) => ({ ...envelope, topic: 'x', partition: 0, offset: '0', key: 'k' }) as never;
  it.each([[MATTER.commitmentReported, 'commitment'], [MATTER.commitmentPerformanceReported, 'performance']])('%s: %s', (type, kind) => {
    for (const { envelope } of samplesOf([type])) expect(reportOf(incoming(envelope))).toMatchObject({ kind, data: envelope.data });
  });
  it('every fact of a subject names it', () => {
    for (const { name, envelope } of samplesOf(Object.values(SUBJECT))) expect([name, subjectVersionOf(incoming(envelope)).subject.subjectId]).toEqual([name, expect.any(String)]);
  });
  it('entries of joint-discipline lists bar while they are in force, of other lists never', () => {
    const seen = samplesOf<ListEntryV1>([DESIGNATION.designated, DESIGNATION.delisted, DESIGNATION.revoked]).map(({ envelope: { data } }) => [data.listKind, data.status, seriousEntryOf(data, '1')?.inForce]);
    expect(seen).toEqual(expect.arrayContaining([['joint-discipline', 'in-force', true], ['watch', 'in-force', undefined]]));
    for (const [kind, status, inForce] of seen) expect(inForce).toBe(kind === 'joint-discipline' ? status === 'in-force' : undefined);
  });
  it('records of other kinds bar nobody', () => {
    for (const { envelope } of samplesOf<RecordStateV1>([RECORD.recorded])) if ((envelope.data.recordKind as string) !== 'commitment') expect(breachRecordOf(envelope.data, '1')).toBeUndefined();
  });
  it('the record of a breach bars while it stands, that of what was kept never, nor one that is corrected to full performance', () => {
    const seen = samplesOf<RecordStateV1>([RECORD.recorded, RECORD.revoked]).filter(({ envelope }) => envelope.data.recordKind === 'commitment').map(({ name, envelope }) => [name.split('~')[1], envelope.data.status, breachRecordOf(envelope.data, '1')!.burdens]);
    expect(seen.sort()).toEqual([['commitment-breach.json', 'effective', true], ['commitment-breach.json', 'revoked', false], ['commitment-kept.json', 'effective', false]]);
    const { envelope: { data } } = samplesOf<RecordStateV1>([RECORD.recorded]).find(({ name }) => name.includes('commitment-breach'))!;
    expect(breachRecordOf({ ...data, content: { ...data.content, performance: 'FULL' } as never }, '2')).toMatchObject({ burdens: false });
  });
  it('a repair names commitments or not', () => {
    const { envelope } = samplesOf<RepairCaseV1>([REPAIR.applied])[0]!;
    expect(repairWithCommitmentOf(incoming(envelope))).toEqual([]);
    expect(repairWithCommitmentOf(incoming({ ...envelope, data: { ...envelope.data, commitmentIds: ['c-1'] } }))).toMatchObject([{ caseId: envelope.data.caseId, commitmentIds: ['c-1'] }]);
  });
});
