import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DESIGNATION, DISCIPLINE, MATTER, validateData, validateWithClass, type DisciplineMeasureV1, type DisciplinePromptV1, type DisciplineReportNotApplicableV1, type EventEnvelope, type ListEntryV1 } from '@credit/contracts/events';
import { epochDay, localDate } from '@credit/kernel';
import { soughtOf } from '../../src/domain/matching/explanation.ts';
import { match } from '../../src/domain/matching/ladder.ts';
import { LiveList } from '../../src/application/live-list.ts';
import { evolveMeasure, noMeasure } from '../../src/domain/measure/measure.ts';
import type { MeasureEvent } from '../../src/domain/measure/measure.events.ts';
import { evolvePrompt, noPrompt } from '../../src/domain/prompt/prompt.ts';
import type { PromptEvent } from '../../src/domain/prompt/prompt.events.ts';
import { noReport, evolveReport } from '../../src/domain/report/report.ts';
import type { ReportEvent } from '../../src/domain/report/report.events.ts';
import { reportOf } from '../../src/inbound/kafka/matters.consumer.ts';
import { publishMeasure, publishPrompt } from '../../src/outbound/discipline.publisher.ts';
import { publishReport } from '../../src/outbound/report.store.ts';

interface Sample<T> {
  name: string;
  envelope: EventEnvelope<T>;
}
const folder = new URL('../../../../libs/credit-contracts/src/events/samples/', `file://${__filename}`);
const samplesOf = <T>(types: readonly string[]): Sample<T>[] =>
  readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => ({ name, ...JSON.parse(readFileSync(new URL(name, folder), 'utf8')) }) as Sample<T>).filter(({ envelope }) => types.includes(envelope.type));

const publish = (table: Record<string, any>, event: { type: string }, state: object): { type: string; data: object } => table[event.type](event, state);
const judged = ({ type, data }: { type: string; data: object }): unknown[] => [...validateData(type, data), ...validateWithClass(type, data)];

describe('every frozen state of an entry is taken into the index as it stands', () => {
  const samples = samplesOf<ListEntryV1>([DESIGNATION.designated, DESIGNATION.extended, DESIGNATION.rebased, DESIGNATION.delisted, DESIGNATION.revoked]);
  it('finds the samples', () => expect(samples.length).toBeGreaterThanOrEqual(6));
  it.each(samples.map((s) => [s.name, s.envelope.data] as const))('%s', (_, entry) => {
    const list = new LiveList(Date.now, 30_000);
    list.take({ partition: 0, entryId: entry.entryId, version: '1', stated: { entry, text: Buffer.from(JSON.stringify(entry)) } });
    list.ready();
    while (list.work(1_000));
    const sought = entry.subject.uscc === undefined ? soughtOf({ personIndexes: [entry.personIndex!] }) : soughtOf({ uscc: entry.subject.uscc });
    const { found } = match(list.current, sought, epochDay(localDate('2026-11-23')));
    expect(found.map(({ row }) => list.copyOf(row.ref))).toEqual(entry.status === 'in-force' ? [entry] : []);
  });
});

describe('the publisher makes what the frozen discipline events say', () => {
  const promptHistory = ({ status, endedOn, reason, measureId, ...data }: DisciplinePromptV1): PromptEvent[] => {
    const raised: PromptEvent = { type: 'PromptRaised', facts: data };
    if (status === 'open') return [raised];
    if (status === 'applied') return [raised, { type: 'PromptApplied', measureId: measureId!, on: endedOn! }];
    return [raised, { type: status === 'declined' ? 'PromptDeclined' : 'PromptClosed', reason: reason!, on: endedOn! }];
  };
  it.each(samplesOf<DisciplinePromptV1>([DISCIPLINE.prompted, DISCIPLINE.promptDecided, DISCIPLINE.promptClosed]).map((s) => [s.name, s.envelope] as const))('%s', (_, { type, data }) => {
    const events = promptHistory(data);
    const fact = publish(publishPrompt, events.at(-1)!, events.reduce(evolvePrompt, noPrompt));
    expect(fact).toEqual({ type, data });
    expect(judged(fact)).toEqual([]);
  });

  const measureHistory = (type: string, { status: _, executedOn, liftedOn, liftedBecause, liftConfirmedOn, ...data }: DisciplineMeasureV1): MeasureEvent[] => [
    { type: 'MeasureApplied', facts: data },
    ...(executedOn === undefined ? [] : [{ type: 'MeasureExecuted', on: executedOn } as const]),
    ...(type === DISCIPLINE.rebased ? [{ type: 'MeasureRebased', basis: data.basis, on: data.appliedOn } as const] : []),
    ...(liftedOn === undefined ? [] : [{ type: 'MeasureLifted', because: liftedBecause!, on: liftedOn } as const]),
    ...(liftConfirmedOn === undefined ? [] : [{ type: 'LiftConfirmed', on: liftConfirmedOn } as const]),
  ];
  it.each(samplesOf<DisciplineMeasureV1>([DISCIPLINE.applied, DISCIPLINE.executed, DISCIPLINE.rebased, DISCIPLINE.lifted, DISCIPLINE.liftConfirmed]).map((s) => [s.name, s.envelope] as const))('%s', (_, { type, data }) => {
    const events = measureHistory(type, data);
    const fact = publish(publishMeasure, events.at(-1)!, events.reduce(evolveMeasure, noMeasure));
    expect(fact).toEqual({ type, data });
    expect(judged(fact)).toEqual([]);
  });

  it.each(samplesOf<DisciplineReportNotApplicableV1>([DISCIPLINE.reportTakenOver, DISCIPLINE.reportNotApplicable]).map((s) => [s.name, s.envelope] as const))('%s', (_, { type, data: { code, reason, ...facts } }) => {
    const event: ReportEvent = type === DISCIPLINE.reportTakenOver ? { type: 'ReportTakenOver', facts: { ...facts, said: 'x' } } : { type: 'ReportSetAside', facts: { ...facts, said: 'x' }, code, reason };
    const fact = publish(publishReport, event, evolveReport(noReport, event));
    expect(fact).toEqual({ type, data: { ...facts, ...(code === undefined ? {} : { code, reason }) } });
    expect(judged(fact)).toEqual([]);
  });
});

describe('every frozen report of a department is taken as it stands', () => {
  it.each(samplesOf<any>([MATTER.promptDecisionReported, MATTER.measureExecutionReported, MATTER.liftConfirmationReported]).map((s) => [s.name, s.envelope] as const))('%s', (_, envelope) => {
    const { kind, data, cause } = reportOf(envelope as never);
    expect([kind, data, cause.causationId]).toEqual([/matter\.(.+)-reported\.v1$/.exec(envelope.type)![1], envelope.data, envelope.id]);
  });
});
