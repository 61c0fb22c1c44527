import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { decodeKafka, DESIGNATION, encodeKafka, type EventEnvelope, type ListEntryV1 } from '@credit/contracts/events';
import { defaultRulebook } from '@credit/rulebook';
import { projectPublicList, shownOnThisSite } from '../../src/application/project-public-list.ts';
import { ENTRY_FACTS } from '../../src/inbound/kafka/designations.consumer.ts';

interface Sample {
  name: string;
  key: string;
  envelope: EventEnvelope<ListEntryV1>;
}

const folder = new URL('../../../../libs/credit-contracts/src/events/samples/', `file://${__filename}`);
const samples = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && Object.values(DESIGNATION).some((type) => name.startsWith(type)))
  .map((name) => ({ name, ...JSON.parse(readFileSync(new URL(name, folder), 'utf8')) }) as Sample);
const entries = samples.filter(({ envelope }) => ENTRY_FACTS.includes(envelope.type));

/** What the statement would write, column by column. */
async function written(state: ListEntryV1, version: string): Promise<string> {
  const values: unknown[] = [];
  await projectPublicList({ query: async (_: unknown, given: readonly unknown[] = []) => (values.push(...given), []) }, shownOnThisSite(defaultRulebook, [{ state, version }]));
  return Buffer.concat(values as Buffer[]).toString('utf8');
}

describe('every frozen designation fact is projected, or says of nobody that he is listed', () => {
  it('finds the samples, of every type', () => expect(new Set(samples.map(({ envelope }) => envelope.type))).toEqual(new Set(Object.values(DESIGNATION))));

  it.each(entries.map((sample) => [sample.name, sample] as const))('%s', async (_, { key, envelope }) => {
    const sent = encodeKafka(envelope, key);
    const received = decodeKafka({ key: Buffer.from(sent.key), value: sent.value, headers: Object.fromEntries(Object.entries(sent.headers).map(([name, value]) => [name, Buffer.from(value)])) });
    if (!received.ok) throw new Error(received.code);
    const state = received.envelope.data as ListEntryV1;
    const row = await written(state, envelope.aggregateVersion!);
    if (state.subject.subjectClass === 'NATURAL_PERSON' || !state.published) expect(row).toBe('');
    else expect([row.includes(state.entryId), row.includes(state.decision.docNo), row.includes('LIST_REVOKED') || row.includes('LIST_REMOVED') || row.includes('LIST_TERM')]).toEqual([true, state.status === 'in-force', state.status === 'ended']);
    for (const { docNo } of state.evidence) expect(row).not.toContain(docNo);
  });
});
