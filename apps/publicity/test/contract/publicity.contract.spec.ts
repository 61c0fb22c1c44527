import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { decodeKafka, encodeKafka, PUBLICITY, RECORD, validateData, validateWithClass, type EventEnvelope, type PublicityStateV1, type RecordStateV1 } from '@credit/contracts/events';
import { defaultRulebook } from '@credit/rulebook';
import { recordUnderDecision } from '../../src/application/record-under-decision.ts';
import { publicityIsDueOn } from '../../src/domain/policies/publication-clock.ts';
import { verdictOn } from '../../src/domain/policies/publicity-verdict.ts';
import { decidePublicity } from '../../src/domain/publicity-entry/publicity-entry.decide.ts';
import type { PublicityEntryEvent } from '../../src/domain/publicity-entry/publicity-entry.events.ts';
import { evolve, undecided, type EntryFacts, type PublicityEntry } from '../../src/domain/publicity-entry/publicity-entry.ts';
import { publishPublicityEntry } from '../../src/outbound/publicity-entry.publisher.ts';

interface Sample<T> {
  name: string;
  key: string;
  envelope: EventEnvelope<T>;
}

const folder = new URL('../../../../libs/credit-contracts/src/events/samples/', `file://${__filename}`);
const samplesOf = <T>(types: Record<string, string>): Sample<T>[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => ({ name, ...JSON.parse(readFileSync(new URL(name, folder), 'utf8')) }) as Sample<T>)
    .filter(({ envelope }) => Object.values(types).includes(envelope.type));

const publish = (event: PublicityEntryEvent, state: PublicityEntry) => (publishPublicityEntry[event.type] as (e: PublicityEntryEvent, s: PublicityEntry) => { type: string; data: object } | null)(event, state);

const factsOf = (state: RecordStateV1, version: string, publicId = '5d1f0c1e-6a0b-4c38-9a55-0d6c2f6f7a11'): EntryFacts => ({
  recordId: state.recordId, recordKind: state.recordKind, recordVersion: version, publicId,
  subjectId: state.subject.subjectId, subjectClass: state.subject.subjectClass, subjectName: state.subject.name, subjectUscc: state.subject.uscc ?? null, subjectStatus: state.subject.status,
  source: state.source, authorityUscc: state.authorityUscc, docNo: state.docNo, decisionDate: state.decisionDate, receivedOn: state.receivedOn,
  due: publicityIsDueOn(defaultRulebook, state.recordKind, state.decisionDate),
});

describe('every frozen record event is answered by one lawful public fact', () => {
  const samples = samplesOf<RecordStateV1>(RECORD);
  it('finds the samples', () => expect(samples.length).toBeGreaterThanOrEqual(8));

  it.each(samples.map((s) => [s.name, s] as const))('%s', (_, { key, envelope }) => {
    const sent = encodeKafka(envelope, key);
    const received = decodeKafka({ key: Buffer.from(sent.key), value: sent.value, headers: Object.fromEntries(Object.entries(sent.headers).map(([name, value]) => [name, Buffer.from(value)])) });
    if (!received.ok) throw new Error(received.code);
    const state = received.envelope.data as RecordStateV1;
    expect(validateData(envelope.type, state)).toEqual([]);
    const today = envelope.businessDate!;
    const verdict = verdictOn(defaultRulebook, recordUnderDecision(state, today));
    const events = decidePublicity({ facts: factsOf(state, envelope.aggregateVersion!), verdict, today }, undecided);
    const facts = events.map((event) => publish(event, events.reduce(evolve, undecided)));
    expect(facts).toHaveLength(1);
    expect(validateData(facts[0]!.type, facts[0]!.data)).toEqual([]);
    expect(validateWithClass(facts[0]!.type, facts[0]!.data)).toEqual([]);
    expect(JSON.stringify(facts[0]!.data)).not.toMatch(/legalRepName|facts|personId/);
  });
});

describe('the publisher makes what the frozen publicity events say', () => {
  const base = (data: PublicityStateV1): EntryFacts => ({
    recordId: data.recordId, recordKind: data.recordKind, recordVersion: '1', publicId: data.publicId, subjectId: data.subject.subjectId, subjectClass: data.subject.subjectClass,
    subjectName: data.subject.name, subjectUscc: data.subject.uscc ?? null, subjectStatus: data.subject.status, source: 'x', authorityUscc: '', docNo: '',
    decisionDate: '2026-11-20' as never, receivedOn: '2026-11-23' as never, due: data.dueOn ? { status: 'FIXED', on: data.dueOn } : { status: 'NONE' },
  });
  const history = (type: string, data: PublicityStateV1): PublicityEntryEvent[] => {
    const facts = base(data);
    const posted: PublicityEntryEvent = { type: 'EntryPosted', facts, ruleId: data.ruleId, endsOn: data.endsOn!, on: data.postedOn! };
    const why = { facts, reason: data.reason ?? '', detail: null, ruleId: data.ruleId };
    if (type === PUBLICITY.posted) return [posted];
    if (type === PUBLICITY.amended) return [posted, { ...posted, type: 'EntryAmended' }];
    if (type === PUBLICITY.withheld) return [{ type: 'EntryWithheld', ...why, on: '2026-11-23' as never }];
    return [posted, { type: 'EntryWithdrawn', ...why, on: data.withdrawnOn! }];
  };

  it.each(samplesOf<PublicityStateV1>(PUBLICITY).map((s) => [s.name, s] as const))('%s', (_, { envelope: { type, data } }) => {
    const events = history(type, data);
    const fact = publish(events.at(-1)!, events.reduce(evolve, undecided));
    expect(fact).toEqual({ type, data: { ...data, entryId: data.recordId } });
  });
});
