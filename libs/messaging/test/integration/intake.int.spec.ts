import 'reflect-metadata';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { INTAKE } from '@credit/contracts/events';
import { BatchHandler, INTAKE_PATTERN, KafkaBatchStrategy, parkedOps } from '@credit/messaging';
import type { IntakeBatch, IntakeDelivery, OutgoingRecord } from '@credit/messaging';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { Controller, Module } from '@nestjs/common';
import type { INestMicroservice } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ALL_TOPICS, GROUP, INTAKE_TOPIC, sampleData, send, SOURCE } from '../pipeline-kit.ts';

let brokenDocNo: string | undefined;

@Controller()
class IntakeConsumer {
  @BatchHandler(INTAKE_PATTERN, { onIntakeBug: 'hold' })
  async take({ deliveries, uow }: IntakeBatch): Promise<void> {
    for (const d of deliveries) {
      if (d.envelope && (d.envelope.data as { docNo?: string }).docNo === brokenDocNo) throw new TypeError('cannot read properties of undefined');
      const codes = d.findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
      const state = d.repeat ?? (codes.length > 0 ? 'rejected' : 'accepted');
      await uow.query('insert into receipt (event_id, source, state, codes) values ($1, $2, $3, $4)', [d.eventId, d.source, state, codes]);
    }
  }

  async hold(delivery: IntakeDelivery, { uow }: IntakeBatch): Promise<void> {
    await uow.query(`insert into receipt (event_id, source, state, codes) values ($1, $2, 'held', '{INTERNAL_HOLD}')`, [delivery.eventId, delivery.source]);
  }
}

@Module({ controllers: [IntakeConsumer] })
class TestModule {}

let f: PipelineFixture;
let app: INestMicroservice;
let strategy: KafkaBatchStrategy;
const receiptsOf = async (id: string): Promise<[string, string[]][]> =>
  (await f.admin.query('select state, codes from receipt where event_id = $1 order by n', [id])).rows.map(({ state, codes }) => [state, codes]);
async function waitFor(id: string, count: number): Promise<[string, string[]][]> {
  await eventually(async () => (await receiptsOf(id)).length === count, `${count} receipt(s) for ${id}`);
  return receiptsOf(id);
}
const parked = async (): Promise<Record<string, unknown>[]> => (await f.admin.query('select cause, code, event_id, body is not null as kept, state from parked order by parked_at')).rows;

async function boot(): Promise<void> {
  strategy = new KafkaBatchStrategy({
    kafka: f.anotherKafka(), group: GROUP, database: f.database, topics: [INTAKE_TOPIC], clock: f.clock, logger: f.logger, metrics: f.metrics, actor: 'service:test', cipher: f.cipher,
    retryMs: { first: 50, most: 500 }, onFatal: (error) => f.logger.error({ code: 'TEST.FATAL' }, error.message),
  });
  app = await NestFactory.createMicroservice(TestModule, { strategy, logger: false, abortOnError: false });
  await app.listen();
  await strategy.whenStarted();
}

/** An intake event of the frozen sample, as kcat would send it. */
function arrival(more: { id?: string; key?: string | null; type?: string; data?: Record<string, unknown>; headers?: Record<string, string> } = {}): OutgoingRecord & { id: string } {
  const type = more.type ?? INTAKE.penalty;
  const id = more.id ?? newEventId();
  const data = more.data ?? sampleData(`${INTAKE.penalty}.json`);
  return {
    id, key: more.key === undefined ? '91210500MA0TYPE14G' : more.key, value: JSON.stringify(data), partition: 0,
    headers: { ce_specversion: '1.0', ce_id: id, ce_type: type, ce_source: `/departments/${SOURCE}`, ce_time: '2026-11-23T08:00:00Z', 'content-type': 'application/json', ...more.headers },
  };
}

beforeAll(async () => {
  f = await pipelineFixture({ topics: ALL_TOPICS });
  await f.admin.query('create table receipt (n bigserial primary key, event_id text, source text, state text, codes text[])');
  await boot();
});
beforeEach(() => f.admin.query('truncate parked'));
afterEach(() => (brokenDocNo = undefined));
afterAll(async () => {
  await app?.close();
  await f?.close();
});

describe('intake policy, through a Nest controller', () => {
  it('one delivery per arrival: fresh, repeated, reused id; the source is the topic', async () => {
    const event = arrival();
    await send(f.kafka, INTAKE_TOPIC.name, [event, event, arrival({ id: event.id, data: { ...sampleData(`${INTAKE.penalty}.json`), docNo: 'other' } })]);
    expect(await waitFor(event.id, 3)).toEqual([['accepted', []], ['duplicate', []], ['reused', []]]);
    expect(new Set((await f.admin.query('select source from receipt')).rows.map(({ source }) => source))).toEqual(new Set([SOURCE]));
    await send(f.kafka, INTAKE_TOPIC.name, [event]);
    expect((await waitFor(event.id, 4))[3]).toEqual(['duplicate', []]);
  });

  it('readable but wrong is delivered with findings and never parked', async () => {
    const unknown = arrival({ type: 'test.no-such-thing.v1' });
    const later = arrival({ type: INTAKE.penalty.replace('administrative-penalty', 'honour') });
    const keyless = arrival({ key: null });
    const invalid = arrival({ data: { docNo: 1 } });
    const person = arrival({ data: { ...sampleData(`${INTAKE.penalty}.json`), remark: '身份证号 11010519491231002X' } });
    const broken = { ...arrival(), value: '{"a":1,"a":2}' };
    const all = [unknown, later, keyless, invalid, person, broken];
    await send(f.kafka, INTAKE_TOPIC.name, all);
    for (const { id } of all) expect((await waitFor(id, 1))[0]![0]).toBe('rejected');
    expect((await receiptsOf(later.id))[0]![1]).toEqual(['TYPE_NOT_SUPPORTED_YET']);
    expect((await receiptsOf(keyless.id))[0]![1]).toEqual(['ENVELOPE.KEY_MISSING']);
    expect((await receiptsOf(person.id))[0]![1]).toContain('PERSON_ID_IN_PLAIN');
    expect((await receiptsOf(broken.id))[0]![1]).toEqual(['ENVELOPE.DUPLICATE_KEY']);
    expect(await parked()).toEqual([]);
  });

  it('unreadable arrivals are parked without blocking; bytes with an identity number are not kept', async () => {
    const next = arrival();
    await send(f.kafka, INTAKE_TOPIC.name, [
      { key: 'k', value: 'hello', headers: {}, partition: 0 }, { key: 'k', value: '张三 11010519491231002X', headers: {}, partition: 0 }, next,
    ]);
    await waitFor(next.id, 1);
    expect(await parked()).toMatchObject([{ cause: 'unreadable', kept: true }, { cause: 'unreadable', kept: false }]);
  });

  it('a bug over a case that names a child keeps none of its bytes', async () => {
    brokenDocNo = 'BUG-CHILD';
    const bad = arrival({ type: INTAKE.caseOpened, data: { ...sampleData(`${INTAKE.caseOpened}.json`), docNo: brokenDocNo, childName: '张小' } });
    await send(f.kafka, INTAKE_TOPIC.name, [bad]);
    expect(await waitFor(bad.id, 1)).toEqual([['held', ['INTERNAL_HOLD']]]);
    expect((await parked()).at(-1)).toMatchObject({ cause: 'bug', kept: false });
  });

  it('a handler bug parks that event alone, the sender is told INTERNAL_HOLD, the replay answers for good', async () => {
    brokenDocNo = 'BUG-1';
    const bad = arrival({ data: { ...sampleData(`${INTAKE.penalty}.json`), docNo: 'BUG-1' } });
    const others = Array.from({ length: 20 }, () => arrival());
    await send(f.kafka, INTAKE_TOPIC.name, [...others.slice(0, 10), bad, ...others.slice(10)]);
    for (const { id } of others) expect(await waitFor(id, 1)).toEqual([['accepted', []]]);
    expect(await waitFor(bad.id, 1)).toEqual([['held', ['INTERNAL_HOLD']]]);
    const ops = parkedOps(f.database, strategy);
    const [row] = await ops.list();
    expect(row).toMatchObject({ cause: 'bug', eventId: bad.id, attempts: 3 });
    brokenDocNo = undefined;
    expect(await ops.replay(row!.id, 'fixed', 'operator:t')).toMatchObject({ state: 'done', bodyKept: false });
    expect((await receiptsOf(bad.id))[1]).toEqual(['accepted', []]);
  });

  it('a second reading of the same records answers nothing again but the repeats, whose receipt ids follow from their offsets', async () => {
    const before = Number((await f.admin.query('select count(*) as n from receipt')).rows[0].n);
    await app.close();
    await f.admin.query('update consumer_position set next_offset = 0, last_event_id = null');
    await boot();
    const next = arrival();
    await send(f.kafka, INTAKE_TOPIC.name, [next]);
    await waitFor(next.id, 1);
    const repeated = Number((await f.admin.query(`select count(*) as n from receipt`)).rows[0].n) - before - 1;
    expect(repeated).toBe(3);
  });
});
