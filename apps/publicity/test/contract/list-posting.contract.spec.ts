import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LIST_POSTING, type EventEnvelope, type ListPostingV1 } from '@credit/contracts/events';
import type { ListPosting, ListPostingEvent } from '../../src/domain/list-posting/list-posting.ts';
import { publishPosting, wholePosting } from '../../src/outbound/list-posting.store.ts';

const folder = new URL('../../../../libs/credit-contracts/src/events/samples/', `file://${__filename}`);
const samples = readdirSync(folder).filter((name) => Object.values(LIST_POSTING).some((type) => name.startsWith(type)))
  .map((name) => [name, (JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { envelope: EventEnvelope<ListPostingV1> }).envelope] as const);

const stateOf = ({ until, status, withdrawnOn, reason, ...rest }: ListPostingV1): ListPosting =>
  ({ ...rest, entryVersion: '1', from: rest.postedOn, until: until ?? null, status, ...(withdrawnOn === undefined ? {} : { withdrawnOn, reason }) }) as ListPosting;

describe('the publisher makes what the frozen events of list postings say', () => {
  it('finds a sample of each type', () => expect([...new Set(samples.map(([, { type }]) => type))].sort()).toEqual(Object.values(LIST_POSTING).sort()));
  it.each(samples)('%s', (_, { type, data }) => {
    const state = stateOf(data);
    const causing: ListPostingEvent['type'] = type === LIST_POSTING.posted ? 'ListEntryPosted' : 'ListEntryWithdrawn';
    expect(publishPosting[causing]({} as never, state)).toEqual({ type, data });
    expect(wholePosting(state)).toEqual({ type, data });
    if (type === LIST_POSTING.withdrawn) expect(publishPosting.PostingLapsed({} as never, { ...state, status: 'lapsed' } as ListPosting)).toEqual({ type, data });
  });
  it('nothing is told of what never showed', () => {
    for (const status of ['scheduled', 'forgone']) expect(wholePosting({ ...stateOf(samples[0]![1].data), status } as ListPosting)).toBeNull();
  });
});
