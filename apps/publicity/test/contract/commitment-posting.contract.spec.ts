import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { COMMITMENT, COMMITMENT_POSTING, decodeKafka, encodeKafka, RECORD, validateData, validateWithClass, type CommitmentContentV1, type CommitmentPostingV1, type CommitmentV1, type EventEnvelope, type RecordStateV1 } from '@credit/contracts/events';
import { localDate } from '@credit/kernel';
import { standingOf } from '../../src/application/follow-breach-records.ts';
import { commitmentPostingId, followCommitments, type CommitmentPostingStore } from '../../src/application/follow-commitments.ts';
import { evolveCommitmentPosting, noCommitmentPosting, type CommitmentPosting, type CommitmentPostingEvent } from '../../src/domain/commitment-posting/commitment-posting.ts';
import { commitmentVersionOf } from '../../src/inbound/kafka/commitments.consumer.ts';
import { publishCommitmentPosting, wholeCommitmentPosting } from '../../src/outbound/commitment-posting.store.ts';

const folder = new URL('../../../../libs/credit-contracts/src/events/samples/', `file://${__filename}`);
const samplesOf = <T>(types: readonly string[]) => readdirSync(folder).filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, ...(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { key: string; envelope: EventEnvelope<T> }) })).filter(({ envelope }) => types.includes(envelope.type));

/** Decides and publishes as the store does, without a database. */
const shownBy = async (state: CommitmentV1, envelope: EventEnvelope): Promise<{ posting: CommitmentPosting; facts: { type: string; data: object }[]; ids: string[] }> => {
  const taken: { id: string; events: readonly CommitmentPostingEvent[] }[] = [];
  const store = { updateMany: async (_: unknown, steps: readonly { id: string; decide: (s: CommitmentPosting) => readonly CommitmentPostingEvent[] }[]) => steps.map(({ id, decide }) => (taken.push({ id, events: decide(noCommitmentPosting) }), { ok: true })) } as unknown as CommitmentPostingStore;
  await followCommitments({ ctx: { today: localDate('2026-11-23') } } as never, store, [commitmentVersionOf({ ...envelope, data: state } as never)]);
  const events = taken.flatMap((one) => one.events);
  const posting = events.reduce(evolveCommitmentPosting, noCommitmentPosting);
  const facts = events.flatMap((event) => (publishCommitmentPosting[event.type] as (e: CommitmentPostingEvent, s: CommitmentPosting) => { type: string; data: object } | null)(event, posting) ?? []);
  return { posting, facts, ids: taken.map(({ id }) => id) };
};

describe('every frozen fact of a commitment is followed', () => {
  const samples = samplesOf<CommitmentV1>(Object.values(COMMITMENT));
  it('finds the samples, of every type', () => expect(new Set(samples.map(({ envelope }) => envelope.type))).toEqual(new Set(Object.values(COMMITMENT))));

  it.each(samples.map((sample) => [sample.name, sample] as const))('%s', async (_, { key, envelope }) => {
    const sent = encodeKafka(envelope, key);
    const received = decodeKafka({ key: Buffer.from(sent.key), value: sent.value, headers: Object.fromEntries(Object.entries(sent.headers).map(([name, value]) => [name, Buffer.from(value)])) });
    if (!received.ok) throw new Error(received.code);
    const state = received.envelope.data as CommitmentV1;
    const { posting, facts, ids } = await shownBy(state, received.envelope);
    expect(ids).toEqual([commitmentPostingId(state.commitmentCode)]);
    const shows = ['tracking', 'found', 'noticed', 'rectifying', 'kept'].includes(state.status);
    expect(facts.map(({ type, data }) => [type, (data as CommitmentPostingV1).state])).toEqual(shows ? [[COMMITMENT_POSTING.posted, state.status === 'kept' ? 'kept' : 'tracking']] : []);
    for (const { type, data } of facts) expect([validateData(type, data), validateWithClass(type, data)]).toEqual([[], []]);
    // a finding under procedure is nowhere: neither in what is told nor in what is kept
    if (shows && state.status !== 'kept') expect(JSON.stringify([posting, facts])).not.toMatch(/found|noticed|rectif|finding|现场核查/);
  });

  it('one of a natural person, or one that is not disclosed, is told of nowhere; of the person nothing is kept', async () => {
    const { envelope } = samples.find(({ envelope: { type } }) => type === COMMITMENT.made)!;
    const person = await shownBy({ ...envelope.data, subject: { ...envelope.data.subject, subjectClass: 'NATURAL_PERSON' } }, envelope);
    expect([person.facts, person.ids]).toEqual([[], []]);
    for (const disclosure of ['LIMITED', 'NOT_PUBLIC'] as const) {
      const { facts, posting } = await shownBy({ ...envelope.data, disclosure }, envelope);
      expect([facts, posting]).toEqual([[], expect.objectContaining({ status: 'withheld', reason: 'COMMITMENT_NOT_DISCLOSED', commitment: expect.objectContaining({ content: null }) })]);
    }
  });
});

describe('the register names a commitment as its owner does', () => {
  const records = samplesOf<RecordStateV1>(Object.values(RECORD)).filter(({ envelope: { data } }) => data.recordKind === 'commitment');
  const [made] = samplesOf<CommitmentV1>([COMMITMENT.breached]);
  it('finds the samples of a kept and of a broken one', () => expect(new Set(records.map(({ envelope: { data } }) => (data.content as CommitmentContentV1).performance))).toEqual(new Set(['FULL', 'NONE'])));
  it.each(records.map((sample) => [sample.name, sample.envelope] as const))('%s: by its code and its authority', (_, { data }) => {
    expect([data.docNo, commitmentPostingId(data.docNo)]).toEqual([(data.content as CommitmentContentV1).commitmentCode, commitmentPostingId((data.content as CommitmentContentV1).commitmentCode)]);
    if (data.docNo === made!.envelope.data.commitmentCode) expect(data.authorityUscc).toBe(made!.envelope.data.assessment!.authorityUscc);
  });
});

describe('the publisher makes what the frozen facts of postings say', () => {
  const samples = samplesOf<CommitmentPostingV1>(Object.values(COMMITMENT_POSTING));
  const stateOf = ({ commitmentId, commitmentCode, subject, type, itemCode, department, contentHash, validTo, ...rest }: CommitmentPostingV1): CommitmentPosting => ({
    subjectId: subject.subjectId, records: [], breachShownOn: null, state: rest.state, recordId: rest.recordId ?? null, postedOn: rest.postedOn,
    commitment: { commitmentId, commitmentCode, version: '1', subject, standing: rest.state, disclosed: true, type, itemCode: itemCode ?? null, department: department ?? null, validTo: validTo ?? null, assessedBy: null, contentHash, content: {} },
    ...(rest.status === 'posted' ? { status: 'posted' } : { status: 'withdrawn', withdrawnOn: rest.withdrawnOn!, reason: rest.reason! }),
  });
  const CAUSING = { [COMMITMENT_POSTING.posted]: 'CommitmentPosted', [COMMITMENT_POSTING.amended]: 'CommitmentAmended', [COMMITMENT_POSTING.withdrawn]: 'CommitmentWithdrawn' } as const;

  it('finds a sample of each type', () => expect([...new Set(samples.map(({ envelope: { type } }) => type))].sort()).toEqual(Object.values(COMMITMENT_POSTING).sort()));
  it.each(samples.map(({ name, envelope }) => [name, envelope] as const))('%s', (_, { type, data }) => {
    const state = stateOf(data);
    expect(publishCommitmentPosting[CAUSING[type as keyof typeof CAUSING]]({} as never, state)).toEqual({ type, data });
    expect(wholeCommitmentPosting(state)).toEqual({ type: data.status === 'posted' ? COMMITMENT_POSTING.posted : COMMITMENT_POSTING.withdrawn, data });
  });
  it('nothing is told of what never showed', () => {
    const state = stateOf(samples[0]!.envelope.data);
    expect(['awaited', 'withheld'].map((status) => wholeCommitmentPosting({ ...state, status } as never))).toEqual([null, null]);
  });
});

describe('how the record of a breach stands (§8.3)', () => {
  const of = (name: string): RecordStateV1 => (JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as { envelope: { data: RecordStateV1 } }).envelope.data;
  const breach = of(`${RECORD.recorded}~commitment-breach`);
  const day = localDate('2026-11-23');
  it.each<[string, RecordStateV1, string]>([
    ['as it was recorded', breach, 'effective'], ['revoked', of(`${RECORD.revoked}~commitment-breach`), 'revoked'],
    ['corrected to full performance', { ...breach, content: { ...breach.content, performance: 'FULL' } as never }, 'revoked'],
    ['repaired', { ...breach, repaired: { caseId: breach.recordId, on: day } }, 'repaired'], ['shielded', { ...breach, shielded: { shieldingId: breach.recordId, on: day } }, 'shielded'],
  ])('%s: %s', (_name, state, standing) => expect(standingOf(state)).toBe(standing));
});
