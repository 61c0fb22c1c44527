import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Controller, Get, Inject, Module } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ensureSecrets, Public, sandboxIssuer } from '@credit/access';
import { encodeKafka, SANDBOX_DATE, SANDBOX_DATE_KEY } from '@credit/contracts/events';
import { parseCityConfig, TOPICS, topicManifest } from '@credit/contracts/topics';
import { instantOf } from '@credit/kernel';
import { BatchHandler } from '@credit/messaging';
import { newEventId } from '@credit/persistence';
import { eventually, kafkaEnvironment } from '@credit/testing';
import { pipelineFixture } from '@credit/testing/pipeline';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { CLOCK, databaseUrl, parseSettings, serveApp, serviceSettings } from '@credit/service-host';
import type { RunningService, ServiceClock } from '@credit/service-host';

@Controller('v1')
class DateController {
  private readonly clock: ServiceClock;
  constructor(@Inject(CLOCK) clock: ServiceClock) {
    this.clock = clock;
  }

  @Public() @Get('sandbox/date')
  date(): object {
    return { businessDate: this.clock.today() };
  }

  @BatchHandler(TOPICS.recordEvents)
  async records(): Promise<void> {}

  @BatchHandler(TOPICS.subjectEvents)
  async subjects(): Promise<void> {}

  @BatchHandler(TOPICS.designationEvents)
  async designations(): Promise<void> {}

  @BatchHandler(TOPICS.objectionEvents)
  async objections(): Promise<void> {}

  @BatchHandler(TOPICS.commitmentEvents)
  async commitments(): Promise<void> {}
}

@Module({ controllers: [DateController] })
class DateModule {}

const CITY = { name: '样例市', region: '210500', openingDate: '2026-11-23' };
const DEPARTMENTS = [{ source: 'sample-authority', name: '样例局', uscc: '91350100M000100Y43', region: '210500', powers: ['penalty'] }];

let fixture: PipelineFixture;
let service: RunningService;
let secretsDir: string;

beforeAll(async () => {
  const city = parseCityConfig({ city: CITY, departments: DEPARTMENTS });
  fixture = await pipelineFixture({ topics: topicManifest(city).filter(({ readers }) => readers.includes('publicity')) });
  const cityDir = mkdtempSync(join(tmpdir(), 'city-'));
  writeFileSync(join(cityDir, 'city.json'), JSON.stringify(CITY));
  writeFileSync(join(cityDir, 'departments.json'), JSON.stringify(DEPARTMENTS));
  secretsDir = mkdtempSync(join(tmpdir(), 'secrets-'));
  await ensureSecrets(secretsDir);
  const settings = parseSettings({ ...serviceSettings(0), databaseUrl: databaseUrl('PUBLICITY_DATABASE_URL') }, {
    ...kafkaEnvironment(), CREDIT_TOPIC_PREFIX: fixture.prefix, PUBLICITY_DATABASE_URL: fixture.databaseUrl, CREDIT_SECRETS_DIR: secretsDir,
    CREDIT_CITY_CONFIG: cityDir, LOG_LEVEL: 'silent', PORT: '0', CREDIT_INSTANCE_ID: 'int',
  });
  service = await serveApp({ name: 'publicity', title: 'T', settings, module: DateModule, entities: [], migrations: [], ownsProcess: false });
});
afterAll(async () => {
  await service?.stop();
  await fixture?.close();
});

const get = async (path: string, token?: string): Promise<{ status: number; body: any }> => {
  const answer = await fetch(`${service.url}${path}`, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, body: await answer.json() };
};

describe('a service', () => {
  it('becomes ready with database, business date and every partition assigned', async () => {
    const report = await eventually(async () => {
      const { status, body } = await get('/health/ready');
      if (status !== 200) throw new Error(JSON.stringify(body));
      return body;
    }, 'the service is ready', { timeoutMs: 30_000 });
    expect(report).toEqual({ status: 'ok', service: 'publicity', checks: { database: 'ok', clock: 'ok', consumer: 'ok', 'consumer-loop': 'ok', 'relay-loop': 'ok' } });
    expect((await get('/v1/sandbox/date')).body).toEqual({ businessDate: '2026-11-23' });
  });

  it('follows the business date of the sandbox topic, forward only', async () => {
    const producer = fixture.kafka.createProducer();
    await producer.connect();
    for (const businessDate of ['2027-02-01', '2026-12-01']) {
      const record = encodeKafka({ id: newEventId(), type: SANDBOX_DATE, source: '/services/credit-record', time: instantOf(Date.now()), data: { businessDate } }, SANDBOX_DATE_KEY);
      await producer.send([{ topic: TOPICS.sandboxState, records: [record] }]);
    }
    await producer.disconnect();
    await eventually(async () => (await get('/v1/sandbox/date')).body.businessDate === '2027-02-01', 'the business date moves');
  });

  it('keeps /ops for operators', async () => {
    const issuer = sandboxIssuer({ privateKeyFile: join(secretsDir, 'issuer-private.jwk.json') });
    const { token } = await issuer.issue({ sub: 'op', roles: ['operator'] });
    const other = await issuer.issue({ sub: 'x', dept: 'd', roles: ['source'] });
    expect((await get('/ops/parked')).status).toBe(401);
    expect((await get('/ops/parked', other.token)).status).toBe(403);
    expect(await get('/ops/parked', token)).toEqual({ status: 200, body: { items: [], next: null } });
    expect((await get('/ops/parked/0190f7a0-0000-7000-8000-000000000000', token)).body.code).toBe('PARKED.NOT_FOUND');
    expect((await get('/ops/parked?limit=0', token)).body.errors[0]).toMatchObject({ pointer: '/limit', code: 'FIELD.MIN' });
  });

  it('is not ready while the database refuses connections, and recovers', async () => {
    const outage = await fixture.cutDatabase();
    await eventually(async () => (await get('/health/ready')).status === 503, 'not ready without a database');
    await outage.allow();
    await eventually(async () => (await get('/health/ready')).status === 200, 'ready again', { timeoutMs: 15_000 });
  });

  it('stops within the deadline', async () => {
    const from = Date.now();
    await service.stop();
    expect(Date.now() - from).toBeLessThan(10_000);
    await expect(fetch(service.url)).rejects.toThrow();
  });
});
