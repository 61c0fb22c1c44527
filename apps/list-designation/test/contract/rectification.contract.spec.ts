import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { INTERVIEW, RECTIFICATION, type EventEnvelope, type InterviewV1, type RectificationOrderV1 } from '@credit/contracts/events';
import type { RectificationEvent } from '../../src/domain/rectification/rectification-order.events.ts';
import { evolveOrder, noOrder, type RectificationOrder } from '../../src/domain/rectification/rectification-order.ts';
import { interviewFact } from '../../src/outbound/interview.store.ts';
import { publishRectification, wholeOrder } from '../../src/outbound/rectification.publisher.ts';

const folder = new URL('../../../../libs/credit-contracts/src/events/samples/', `file://${__filename}`);
const samples = readdirSync(folder).filter((name) => Object.values(RECTIFICATION).some((type) => name.startsWith(type))).map((name) => ({ name, ...(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { envelope: EventEnvelope<RectificationOrderV1> }) }));

/** The history that a frozen event stands for. */
function historyOf({ type, data }: EventEnvelope<RectificationOrderV1>): RectificationEvent[] {
  const { source, authorityUscc, authorityName, basis, extendedFrom, extensionReason, remindedOn, evidenceOn, endedOn, conclusion, status, dueOn, ...rest } = data;
  const on = data.orderedOn;
  const substance = { ...rest, basis: type === RECTIFICATION.rebased ? [] : basis, authority: { source, uscc: authorityUscc, name: authorityName }, orderedBy: 'officer-1', dueOn: extendedFrom ?? dueOn, remindOn: on };
  const extended: RectificationEvent[] = extendedFrom === undefined ? [] : [{ type: 'DeadlineExtended', dueOn, remindOn: on, extension: { from: extendedFrom, reason: extensionReason!, by: 'officer-1', on } }];
  return [
    { type: 'RectificationOrdered', substance },
    ...(remindedOn === undefined ? [] : [{ type: 'SubjectReminded', on: remindedOn } as const]),
    ...extended,
    ...(type === RECTIFICATION.rebased ? [{ type: 'OrderRebased', basis, fell: 'x' } as const] : []),
    ...(evidenceOn === undefined ? [] : [{ type: 'EvidenceSubmitted', submission: { on: evidenceOn, statement: 'x', by: 'officer-1' } } as const]),
    ...(status === 'rectified' || status === 'not-rectified' ? [{ type: 'RectificationConcluded', outcome: status, conclusion: { on: endedOn!, finding: conclusion!, by: 'officer-1' } } as const] : []),
    ...(status === 'revoked' ? [{ type: 'OrderRevoked', on: endedOn!, reason: conclusion!, by: 'job' } as const] : []),
  ];
}

describe('the publisher makes what the frozen events of orders say', () => {
  it('finds a sample of each type', () => expect([...new Set(samples.map(({ envelope }) => envelope.type))].sort()).toEqual(Object.values(RECTIFICATION).sort()));

  it.each(samples.map((s) => [s.name, s.envelope] as const))('%s', (_, envelope) => {
    const events = historyOf(envelope);
    const state = events.reduce<RectificationOrder>(evolveOrder, noOrder);
    const last = events.at(-1)!;
    expect((publishRectification[last.type] as (e: RectificationEvent, s: RectificationOrder) => unknown)(last, state)).toEqual({ type: envelope.type, data: envelope.data });
    expect(wholeOrder(state)).toMatchObject({ data: envelope.data });
  });
});

it.each(readdirSync(folder).filter((name) => name.startsWith(INTERVIEW.held)))('the publisher makes what %s says', (name) => {
  const { envelope } = JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { envelope: EventEnvelope<InterviewV1> };
  const { source, authorityUscc, authorityName, interviewKind, attendees = [], ...rest } = envelope.data;
  const state = { ...rest, status: 'held' as const, kind: interviewKind, attendees, authority: { source, uscc: authorityUscc, name: authorityName }, recordedBy: 'officer-1', recordedOn: rest.heldOn };
  expect(interviewFact(state)).toEqual({ type: envelope.type, data: envelope.data });
});
