import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { LIST_CONFLICT, RED_LIST, type ConflictSideV1, type EventEnvelope, type ListConflictV1, type RedListEntryV1 } from '@credit/contracts/events';
import type { ConflictEvent, ConflictSide, ListConflict } from '../../src/domain/list-conflict/list-conflict.ts';
import type { RedEntry, RedEntryEvent } from '../../src/domain/red-list/red-entry.ts';
import { publishConflict, wholeConflict } from '../../src/outbound/list-conflict.store.ts';
import { publishRedEntry } from '../../src/outbound/red-list.store.ts';

const folder = new URL('../../../../libs/credit-contracts/src/events/samples/', `file://${__filename}`);
const samplesOf = <T>(types: readonly string[]): [string, EventEnvelope<T>][] => readdirSync(folder).filter((name) => types.some((type) => name.startsWith(type)))
  .map((name) => [name, (JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { envelope: EventEnvelope<T> }).envelope]);

const redSamples = samplesOf<RedListEntryV1>(Object.values(RED_LIST));
const EVENT_OF: Record<string, RedEntryEvent['type']> = { [RED_LIST.entered]: 'RedEntryTakenOver', [RED_LIST.termRestated]: 'RedTermRestated', [RED_LIST.delisted]: 'RedEntryEnded' };
const redStateOf = ({ listType, source, basis, decision, from, until, ending, endedOn, endingReason, ...rest }: RedListEntryV1): RedEntry => ({
  ...rest, decision, listType: { code: listType, kind: 'red', published: true, ...basis }, authority: { source, uscc: decision.authorityUscc, name: decision.authorityName }, term: { from, until: until ?? null },
  ...(ending === undefined ? {} : { ending, endedOn, reason: endingReason }),
}) as RedEntry;

describe('the publisher makes what the frozen events of red lists say, and states nothing on the list topic', () => {
  it('finds a sample of each type', () => expect([...new Set(redSamples.map(([, { type }]) => type))].sort()).toEqual(Object.values(RED_LIST).sort()));
  it.each(redSamples)('%s', (_, { type, data }) => {
    const state = redStateOf(data);
    expect(publishRedEntry[EVENT_OF[type]!]({ type: EVENT_OF[type] } as never, state)).toEqual({ type, data });
  });
  it('no fact of a red entry, whichever, is stated there', () => {
    const state = redStateOf(redSamples[0]![1].data);
    for (const [type, publish] of Object.entries(publishRedEntry)) expect([type, (publish as (e: object, s: RedEntry) => { stated?: object } | null)({ type, subject: {} }, state)?.stated]).toEqual([type, undefined]);
  });
});

const conflictSamples = samplesOf<ListConflictV1>(Object.values(LIST_CONFLICT));
const sideOf = ({ source, authorityUscc, authorityName, ...rest }: ConflictSideV1): ConflictSide => ({ ...rest, authority: { source, uscc: authorityUscc, name: authorityName } });
const conflictStateOf = ({ red, black, dueOn, decisionDocNo, closedBecause, reason, ...rest }: ListConflictV1): ListConflict => ({
  ...rest, red: sideOf(red), black: sideOf(black), dueOn: dueOn ?? null, ...(decisionDocNo === undefined ? {} : { decision: { docNo: decisionDocNo, reason: reason!, by: 'officer-2' } }),
  ...(closedBecause === undefined ? {} : { because: closedBecause, reason }),
}) as ListConflict;
const CONFLICT_EVENT: Record<string, ConflictEvent['type']> = { [LIST_CONFLICT.opened]: 'ConflictOpened', [LIST_CONFLICT.delisted]: 'ConflictDelisted', [LIST_CONFLICT.closed]: 'ConflictClosed' };

describe('the publisher makes what the frozen events of conflicts say', () => {
  it('finds a sample of each type', () => expect([...new Set(conflictSamples.map(([, { type }]) => type))].sort()).toEqual(Object.values(LIST_CONFLICT).sort()));
  it.each(conflictSamples)('%s', (_, { type, data }) => {
    const state = conflictStateOf(data);
    expect(publishConflict[CONFLICT_EVENT[type]!]({} as never, state)).toEqual({ type, data });
    expect(wholeConflict(state)).toEqual({ type, data });
  });
});
