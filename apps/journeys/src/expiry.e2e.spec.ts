import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, listEntryData } from '@credit/testing';
import type { KafkaClient } from '@credit/testing/servers';
import { isReady, killHard, processNames, replaced } from './chaos/processes.ts';
import { addDays, moveDateTo, today } from './harness/calendar.ts';
import { departmentFor, type Department } from './harness/department.ts';
import { departmentOfKind } from './harness/environment.ts';
import { tokenFor } from './harness/gateway.ts';
import { cityKafka } from './harness/kafka.ts';
import { goneEntry, listColumn, publicListEntry } from './harness/publicity.ts';
import { ReceiptDesk } from './harness/receipts.ts';
import { MatterDesk } from './harness/screening.ts';
import { freshFirm } from './harness/subjects.ts';

/** The last day of an entry passes while not one process of the system is alive. */
describe('名单期满 overnight, with everything down', () => {
  const firm = freshFirm();
  const registry = new MatterDesk(departmentOfKind('natural-resources').source, 'real-estate-transfer', '办理不动产转移登记');
  let kafka: KafkaClient;
  let court: Department;
  let date: string;
  let entryId: string;
  let openPrompt: string;
  let applied: string;

  beforeAll(async () => {
    kafka = cityKafka();
    const desk = new ReceiptDesk(kafka);
    const regulator = departmentFor(kafka, desk, 'market-regulation');
    court = departmentFor(kafka, desk, 'court');
    await desk.open([court.source, regulator.source]);
    date = await today();
    await regulator.registers(firm);
  });
  afterAll(() => kafka?.close());

  it('an entry whose last day is today hits, prompts, carries a measure and is public', async () => {
    await court.publish('list-entry', listEntryData({ party: firm, authority: court.authority, docNo: `（2026）示01执${randomUUID().slice(0, 6)}号`, decisionDate: date, from: date, until: addDays(date, 1) }));
    const answer = await registry.screenUntil({ uscc: firm.uscc }, 'hit');
    entryId = answer.entries[0].entryId;
    applied = answer.prompts[0].promptId;
    await registry.execute(await registry.apply(applied));
    openPrompt = (await registry.screen({ uscc: firm.uscc })).prompts[0].promptId;
    expect(await publicListEntry(entryId)).toMatchObject({ endsOn: date });
  });

  it('everything is killed, the date moves on, everything comes back: the entry is over, its prompt closed, its measure lifted, its page gone, with the day it was due', async () => {
    const operator = await tokenFor({ roles: ['operator'] });
    const names = processNames();
    expect(names).toEqual(expect.arrayContaining(['credit-record', 'gateway', 'joint-discipline', 'list-designation', 'publicity']));
    await kafka.close();
    const victims = await Promise.all(names.map(killHard));
    await eventually(async () => (await moveDateTo(addDays(date, 1), operator)).date, 'the date has moved everywhere', { timeoutMs: 300_000, intervalMs: 500 });
    await Promise.all(victims.map(replaced));
    await Promise.all(names.filter((name) => name !== 'kafka' && name !== 'postgres').map(isReady));

    await registry.screenUntil({ uscc: firm.uscc }, 'none');
    expect(await registry.prompt(openPrompt, ({ state }) => state !== 'open')).toMatchObject({ state: 'closed', endedOn: addDays(date, 1) });
    expect(await registry.prompt(applied, ({ measure }) => measure.state === 'lifted')).toMatchObject({ measure: { liftedBecause: 'expired', liftedOn: addDays(date, 1) } });
    expect((await goneEntry(entryId)).body).toMatchObject({ errors: [{ code: 'LIST_TERM_OVER' }] });
    expect(await listColumn()).not.toContain(entryId);
  }, 400_000);
});
