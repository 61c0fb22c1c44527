import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeKafka, SANDBOX_DATE } from '@credit/contracts/events';
import { TOPICS, topicManifest } from '@credit/contracts/topics';
import { ensureSecrets } from '@credit/access';
import { instantOf } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { loadCityConfig } from '@credit/service-host';
import { eventually, kafkaEnvironment } from '@credit/testing';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';

const ROOT = resolve(__dirname, '../../../..');
const CITY_CONFIG = join(ROOT, 'deploy/sample-city/config');
const TODAY = '2026-12-03';
/** Of each kind; the job tells 20,000 at a time. */
const OF_A_KIND = 50_000;
const ROWS = `
  insert into commitment (id, version, public_version, status, type, code, subject_id, source, made_on, due_on, remind_on, state)
  select gen_random_uuid(), 1, 1, $1, 'VOLUNTARY', $2 || lpad(n::text, 14, '0'), gen_random_uuid(), 'benxi-credit-centre', '2026-11-23', $3::date, $4::date, '{"status": "tracking", "checks": []}'::jsonb from generate_series(1, $5::int4) n`;

let f: PipelineFixture;
let child: ChildProcess | undefined;
let secrets: string;

/** The built service on the database of this test. */
function start(): void {
  child = spawn(process.execPath, ['apps/commitment/dist/main.js'], {
    cwd: ROOT, stdio: 'inherit',
    env: { PATH: process.env['PATH'], TZ: 'UTC', PORT: '0', LOG_LEVEL: 'warn', ...kafkaEnvironment(), COMMITMENT_DATABASE_URL: f.databaseUrl, CREDIT_TOPIC_PREFIX: f.prefix, CREDIT_CITY_CONFIG: CITY_CONFIG, CREDIT_SECRETS_DIR: secrets },
  });
}
async function end(signal: NodeJS.Signals): Promise<void> {
  if (child === undefined || child.exitCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}
const one = async <T>(sql: string, values: unknown[] = []): Promise<T> => (await f.admin.query(sql, values)).rows[0] as T;
const told = async (): Promise<number> => (await one<{ n: number }>('select count(*)::int4 as n from commitment_reminder')).n;
/** Kills the service -9 while the job is at work: more than `least` are told, and not yet all. */
async function killedAt(least: number): Promise<number> {
  await eventually(async () => (await told()) > least, `more than ${least} are told`, { timeoutMs: 60_000, intervalMs: 1 });
  await end('SIGKILL');
  await f.admin.query(`update job_run set lease_until = '-infinity'`); // as half a minute later
  return told();
}

beforeAll(async () => {
  execFileSync(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'build', 'commitment'], { cwd: ROOT, stdio: 'ignore', env: { ...process.env, NX_DAEMON: 'false' } });
  f = await pipelineFixture({ service: 'commitment', topics: topicManifest(loadCityConfig(CITY_CONFIG)).filter(({ kind }) => ['state', 'events', 'dlq'].includes(kind)) });
  secrets = mkdtempSync(join(tmpdir(), 'reminders-'));
  await ensureSecrets(secrets);
  start();
  await eventually(() => one(`select 1 from job_run where completed_on is not null`), 'the service has its tables, and has been through its first day', { timeoutMs: 60_000 });
}, 180_000);
afterAll(async () => {
  await end('SIGTERM');
  await f?.close();
}, 60_000);

describe('到期提醒 while the service is killed again and again', () => {
  it('everything that is due or late is told of once, nothing else is, and no commitment changes by it', async () => {
    for (const [status, head, dueOn, remindOn] of [['tracking', '210501', '2026-12-08', TODAY], ['noticed', '210502', '2026-12-01', null], ['kept', '210503', '2026-12-08', TODAY]]) await f.admin.query(ROWS, [status, head, dueOn, remindOn, OF_A_KIND]);
    const { key, value, headers } = encodeKafka({ id: newEventId(), source: '/services/credit-record', time: instantOf(Date.now()), type: SANDBOX_DATE, data: { businessDate: TODAY } }, 'business-date');
    const producer = f.kafka.createProducer();
    await producer.connect();
    await producer.send([{ topic: TOPICS.sandboxState, records: [{ key, value, headers }] }]);
    await producer.disconnect();

    const kills: number[] = [];
    for (const least of [0, 0.9 * OF_A_KIND, 1.3 * OF_A_KIND]) {
      kills.push(await killedAt(least));
      start();
    }
    expect(kills.every((n) => n > 0 && n < 2 * OF_A_KIND)).toBe(true);
    expect(new Set(kills).size).toBe(kills.length);
    await eventually(() => one(`select 1 from job_run where completed_on = $1`, [TODAY]), 'the day is through', { timeoutMs: 60_000 });

    const { rows } = await f.admin.query(`select left(c.code, 6) as of, r.kind, count(*)::int4 as told, count(distinct r.commitment_id)::int4 as commitments, min(r.due_on)::text as due from commitment_reminder r join commitment c on c.id = r.commitment_id group by 1, 2 order by 1`);
    expect(rows).toEqual([{ of: '210501', kind: 'due', told: OF_A_KIND, commitments: OF_A_KIND, due: '2026-12-08' }, { of: '210502', kind: 'overdue', told: OF_A_KIND, commitments: OF_A_KIND, due: '2026-12-01' }]);
    expect(await one(`select count(*)::int4 as changed from commitment where version <> 1 or status not in ('tracking', 'noticed', 'kept')`)).toEqual({ changed: 0 });
  }, 180_000);
});
