import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { DESIGNATION, DISCIPLINE, OBJECTION, RECORD, type EventEnvelope, type ObjectionV1 } from '@credit/contracts/events';
import type { ObjectionEvent } from '../../src/domain/objection/objection.events.ts';
import { evolveObjection, noObjection, type Objection } from '../../src/domain/objection/objection.ts';
import { entryItem, measureItem, recordItem } from '../../src/inbound/kafka/objection-items.consumer.ts';
import { isLive, targetOf } from '../../src/application/objection-items.ts';
import { publishObjection, wholeObjection } from '../../src/outbound/objection.publisher.ts';

const folder = new URL('../../../../libs/credit-contracts/src/events/samples/', `file://${__filename}`);
const samplesOf = <T>(types: readonly string[]): { name: string; envelope: EventEnvelope<T> }[] =>
  readdirSync(folder).filter((name) => types.some((type) => name.startsWith(`${type}.json`) || name.startsWith(`${type}~`))).map((name) => ({ name, ...(JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { envelope: EventEnvelope<T> }) }));

/** The history that a frozen event stands for. */
function historyOf({ type, data }: EventEnvelope<ObjectionV1>): ObjectionEvent[] {
  const { target: { source, authorityUscc, authorityName, ...target }, fields, objectionId, subject, ground, ruleId, lodgedOn, lodgedAt, verificationDueOn = null, outcomeDueOn = null, finding, outcome } = data;
  const [by, reason, clocks] = ['officer-1', 'x', { verificationDueOn, outcomeDueOn }];
  const authority = { source, name: authorityName, ...(authorityUscc === undefined ? {} : { uscc: authorityUscc }) };
  return [
    { type: 'ObjectionLodged', lodgement: { objectionId, subject, target: { ...target, authority }, claims: fields.map((field) => ({ field, shouldBe: '机密' })), ground, ruleId, ownScope: verificationDueOn === null, statement: '机密', objector: { by: '机密', subjectId: subject.subjectId }, lodgedOn, lodgedAt, ...clocks } },
    ...(type === OBJECTION.extended ? [{ type: 'ObjectionExtended', on: lodgedOn, by, reason, ...clocks } as const] : []),
    ...(type === OBJECTION.appraisalBegun || type === OBJECTION.appraisalEnded ? [{ type: 'AppraisalBegun', on: lodgedOn, by, what: 'x' } as const] : []),
    ...(type === OBJECTION.appraisalEnded ? [{ type: 'AppraisalEnded', on: lodgedOn, by, ...clocks } as const] : []),
    ...(finding === undefined ? [] : [{ type: 'ObjectionVerified', finding: { ...finding, by } } as const]),
    ...(data.escalatedOn === undefined ? [] : [{ type: 'ObjectionEscalated', on: data.escalatedOn, dueOn: lodgedOn } as const]),
    ...(data.explanation === undefined ? [] : [{ type: 'ObjectionExplained', by, ...data.explanation } as const]),
    ...(outcome === undefined ? [] : [{ type: data.status === 'rejected' ? 'ObjectionRejected' : 'ObjectionAccepted', outcome: { ...outcome, by } } as const]),
    ...(data.retractedOn === undefined ? [] : [{ type: 'ObjectionRetracted', on: data.retractedOn, by } as const]),
  ];
}

describe('the publisher makes what the frozen events of objections say', () => {
  const samples = samplesOf<ObjectionV1>(Object.values(OBJECTION));
  it('finds a sample of each type', () => expect([...new Set(samples.map(({ envelope }) => envelope.type))].sort()).toEqual(Object.values(OBJECTION).sort()));

  it.each(samples.map((s) => [s.name, s.envelope] as const))('%s: who lodged it and what was said stay here', (_, envelope) => {
    const events = historyOf(envelope);
    const state = events.reduce<Objection>(evolveObjection, noObjection);
    const last = events.at(-1)!;
    const told = (publishObjection[last.type] as (e: ObjectionEvent, s: Objection) => unknown)(last, state);
    expect(told).toEqual({ type: envelope.type, data: envelope.data });
    expect(JSON.stringify(told)).not.toContain('机密');
    expect(wholeObjection(state)).toMatchObject({ data: envelope.data });
  });
});

describe('every frozen fact of its owners is taken as what can be objected to', () => {
  const desk = { city: { departments: [] } } as never;
  it.each([
    ...samplesOf<any>(Object.values(RECORD)).map(({ name, envelope }) => [name, recordItem(envelope as never), { kind: 'record', id: envelope.data.recordId, docNo: envelope.data.docNo, authority: expect.objectContaining({ source: envelope.data.source }) }, envelope.data.status === 'effective'] as const),
    ...samplesOf<any>([DESIGNATION.designated, DESIGNATION.extended, DESIGNATION.rebased, DESIGNATION.delisted, DESIGNATION.revoked]).map(({ name, envelope }) => [name, entryItem(envelope as never), undefined, envelope.data.status === 'in-force'] as const),
    ...samplesOf<any>([DISCIPLINE.applied, DISCIPLINE.executed, DISCIPLINE.rebased, DISCIPLINE.lifted, DISCIPLINE.liftConfirmed]).map(({ name, envelope }) => [name, measureItem(envelope as never), { kind: 'measure', id: envelope.data.measureId, docNo: envelope.data.matter.matterId, authority: expect.objectContaining({ source: envelope.data.matter.department }) }, envelope.data.liftedOn === undefined] as const),
  ])('%s', (_, item, target, live) => {
    expect(targetOf(desk, item)).toEqual(target);
    expect(isLive(item)).toBe(live);
  });
});
