import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { COMMITMENT, decodeKafka, DESIGNATION, encodeKafka, LIST_ENTRY_STATE, MATTER, RECORD, SUBJECT, validateData, validateWithClass, type EventEnvelope, type ListEntryV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import type { IncomingEvent } from '@credit/messaging';
import { breachVersionOf } from '../../src/inbound/kafka/commitments.consumer.ts';
import { recordFactOf } from '../../src/inbound/kafka/records.consumer.ts';
import { reportFactOf } from '../../src/inbound/kafka/matters.consumer.ts';
import { subjectVersionOf } from '../../src/inbound/kafka/subjects.consumer.ts';
import { absent, evolve, type Designation } from '../../src/domain/designation/designation.ts';
import type { DesignationEvent } from '../../src/domain/designation/designation.events.ts';
import { takeReport } from '../../src/domain/designation/report.decide.ts';
import { publishDesignation } from '../../src/outbound/designation.publisher.ts';
import { debtorList, lawful } from '../sample-designations.ts';

interface Sample {
  name: string;
  key: string;
  envelope: EventEnvelope<any>;
}

const folder = new URL('../../../../libs/credit-contracts/src/events/samples/', `file://${__filename}`);
const samplesOf = (types: readonly string[]): Sample[] =>
  readdirSync(folder).filter((name) => name.endsWith('.json')).map((name) => ({ name, ...JSON.parse(readFileSync(new URL(name, folder), 'utf8')) }) as Sample).filter(({ envelope }) => types.includes(envelope.type));
const received = ({ key, envelope }: Sample): IncomingEvent => {
  const sent = encodeKafka(envelope, key);
  const read = decodeKafka({ key: Buffer.from(sent.key), value: sent.value, headers: Object.fromEntries(Object.entries(sent.headers).map(([name, value]) => [name, Buffer.from(value)])) });
  if (!read.ok) throw new Error(read.code);
  return { ...read.envelope, key: read.key!, topic: 't', partition: 0, offset: '0', timestampMs: 0 };
};
const publish = (event: DesignationEvent, state: Designation) => (publishDesignation[event.type] as (e: DesignationEvent, s: Designation) => ReturnType<(typeof publishDesignation)['EntryTookEffect']>)(event, state);

describe('every frozen event that this service reads reaches its use case whole', () => {
  it.each(samplesOf(Object.values(RECORD)).map((s) => [s.name, s] as const))('%s', (_name, sample) => {
    expect(recordFactOf(received(sample))).toMatchObject({ version: sample.envelope.aggregateVersion, state: { recordId: sample.envelope.data.recordId, status: sample.envelope.data.status }, cause: { causationId: sample.envelope.id } });
  });
  it.each(samplesOf(Object.values(SUBJECT)).map((s) => [s.name, s] as const))('%s', (_name, sample) => {
    expect(subjectVersionOf(received(sample))).toMatchObject({ version: sample.envelope.aggregateVersion, state: sample.envelope.data });
  });
  it.each(samplesOf([COMMITMENT.breached, COMMITMENT.breachRevoked]).map((s) => [s.name, s] as const))('%s', (_name, sample) => {
    const { envelope } = sample;
    expect(breachVersionOf(received(sample) as never)).toMatchObject([{ version: envelope.aggregateVersion, commitment: { commitmentCode: envelope.data.commitmentCode, assessment: envelope.data.assessment }, cause: { causationId: envelope.id } }]);
  });
  it.each(samplesOf([MATTER.listEntryReported]).map((s) => [s.name, s] as const))('%s is answered by one lawful fact', (_name, sample) => {
    const { report } = reportFactOf(received(sample));
    const { matterId, listType, source, decision, removal, from, until } = report;
    const events = takeReport({
      ...report, designationId: matterId, listTypeCode: listType, authority: { source, uscc: decision.authorityUscc, name: decision.authorityName }, term: { from: from ?? decision.decidedOn, until: until ?? null },
      evidence: [], facts: lawful({ listType: { ...debtorList, inForce: true } }), today: sample.envelope.businessDate!, listVersion: '1', ...(removal ? { removal: { kind: removal.kind, on: removal.removedOn, reason: removal.reason } } : {}),
    } as never, absent);
    const fact = publish(events[0]!, events.reduce(evolve, absent))!;
    expect([events.length, fact.type]).toEqual([1, removal ? DESIGNATION.notApplicable : DESIGNATION.designated]);
    expect([validateData(fact.type, fact.data), validateWithClass(fact.type, fact.data)]).toEqual([[], []]);
  });
});

/** The state that a frozen entry event stands for. */
const stateOf = (data: ListEntryV1): Designation => {
  const { entryId, listType, listKind, status, origin, subject, evidence, decision, basis, from, until, published, ending, endedOn, endingReason, listVersion, supervision, ...rest } = data;
  const substance = { designationId: entryId, subject, listType: { code: listType, kind: listKind, ...basis, published }, authority: { source: 'x', uscc: decision.authorityUscc, name: decision.authorityName }, evidence, ...rest };
  const listing = { ...(origin === 'external' ? { origin, reportedBy: 'x' } : { origin, procedure: { ...(supervision === undefined ? {} : { supervision }) } as never }), decision, term: { from, until: until ?? null }, listVersion };
  return (status === 'in-force' ? { ...substance, ...listing, status } : { ...substance, status, ending: ending!, endedOn: endedOn!, reason: endingReason!, listing }) as Designation;
};

describe('an entry in force is stated with every public fact of its own', () => {
  it.each(Object.keys(publishDesignation) as DesignationEvent['type'][])('%s', (type) => {
    const entry = samplesOf([DESIGNATION.designated])[0]!;
    const fact = publish({ type, subject: {} } as DesignationEvent, stateOf(entry.envelope.data));
    expect(fact === null || type === 'ReportSetAside' || fact.stated !== undefined).toBe(true); // the digest of its watermark counts public versions
  });
});

describe('the publisher makes what the frozen designation events say, and states it under the key of the entry', () => {
  const types = [DESIGNATION.designated, DESIGNATION.extended, DESIGNATION.rebased, DESIGNATION.delisted, DESIGNATION.revoked];
  const causing: Record<string, DesignationEvent['type']> = { [DESIGNATION.designated]: 'EntryTookEffect', [DESIGNATION.extended]: 'EntryExtended', [DESIGNATION.rebased]: 'EvidenceRebased', [DESIGNATION.delisted]: 'EntryDelisted', [DESIGNATION.revoked]: 'DesignationRevoked' };
  const samples = samplesOf(types);
  it('finds a sample of each', () => expect([...new Set(samples.map(({ envelope }) => envelope.type))].sort()).toEqual([...types].sort()));

  it.each(samples.map((s) => [s.name, s] as const))('%s', (_name, { envelope }) => {
    const fact = publish({ type: causing[envelope.type] } as DesignationEvent, stateOf(envelope.data));
    expect(fact).toEqual({ type: envelope.type, data: envelope.data, stated: { topic: TOPICS.listState, key: envelope.data.entryId, type: LIST_ENTRY_STATE, ...(envelope.data.status === 'ended' ? { last: true } : {}) } });
  });
});
