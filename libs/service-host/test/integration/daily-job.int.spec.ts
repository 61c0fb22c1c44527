import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { localDate, type LocalDate } from '@credit/kernel';
import { DailyJob, sandboxClock, type DailyJobPlan, type SandboxClock } from '@credit/service-host';
import { eventually } from '@credit/testing';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';

let f: PipelineFixture;
let started: Job[] = [];
beforeAll(async () => {
  f = await pipelineFixture();
  await f.admin.query('create table done_on (job text not null, day date not null, actor text not null)');
});
afterAll(() => f?.close());
afterEach(async () => {
  await Promise.all(started.map((job) => job.beforeApplicationShutdown()));
  started = [];
});

class Job extends DailyJob {
  constructor(clock: SandboxClock, plan: DailyJobPlan, logged: string[] = []) {
    const say = ({ code }: { code: string }): number => logged.push(code);
    super({ db: f.database, clock, logger: { ...f.logger, warn: say, error: say } as never }, plan);
  }
  start(): this {
    started.push(this);
    this.onApplicationBootstrap();
    return this;
  }
}

const on = (date: string) => sandboxClock(localDate(date));
const step = (job: string) => async (uow: Parameters<DailyJobPlan['steps'][number]>[0]): Promise<number> => {
  const { length } = await uow.query('select 1 from done_on where job = $1 and day = $2', [job, uow.ctx.today]);
  if (length >= 2) return 0;
  await uow.query('insert into done_on values ($1, $2, $3)', [job, uow.ctx.today, uow.ctx.actor]);
  return 1;
};
const done = async (job: string): Promise<string[]> => (await f.admin.query('select day::text, count(*)::int as n, min(actor) as actor from done_on where job = $1 group by 1 order by 1', [job])).rows.map(({ day, n, actor }) => `${day} ${n} ${actor}`);
const completed = async (job: string): Promise<LocalDate | undefined> => (await f.admin.query('select completed_on::text as day from job_run where name = $1', [job])).rows[0]?.day;

describe('a daily job', () => {
  it('runs at its start and at each new date, every step until it has nothing left, and catches up date by date', async () => {
    const clock = on('2026-11-23');
    const orders: string[] = [];
    new Job(clock, { name: 'catches-up', steps: [step('catches-up'), async (uow) => {
      orders.push(uow.ctx.today);
      return 0;
    }] }).start();
    await eventually(async () => (await completed('catches-up')) === '2026-11-23', 'the first date is done');
    clock.moveTo(localDate('2026-11-26'));
    await eventually(async () => (await completed('catches-up')) === '2026-11-26', 'the date is caught up with');
    expect(await done('catches-up')).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26'].map((day) => `${day} 2 job:catches-up`));
    expect(orders).toEqual(['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26']);
  });

  it('is put off by a fault, says so, and begins again with the date that failed: the process goes on', async () => {
    const [clock, logged] = [on('2026-11-23'), [] as string[]];
    let faults: Error[] = [Object.assign(new Error('the server is away'), { code: '57P01' }), new Error('a fault of ours')];
    new Job(clock, { name: 'put-off', retryMs: 20, steps: [async () => {
      const [fault] = faults;
      faults = faults.slice(1);
      if (fault !== undefined) throw fault;
      return 0;
    }, step('put-off')] }, logged).start();
    await eventually(async () => (await completed('put-off')) === '2026-11-23', 'it is done after all');
    expect(logged).toEqual(['JOB.PUT_OFF', 'JOB.FAILED']);
    expect(await done('put-off')).toEqual(['2026-11-23 2 job:put-off']);
  });

  it('waits while another instance holds it, and takes over when that one is gone', async () => {
    await f.admin.query(`insert into job_run (name, token, lease_until) values ('held', gen_random_uuid(), clock_timestamp() + interval '1 second')`);
    const job = new Job(on('2026-11-23'), { name: 'held', retryMs: 100, steps: [step('held')] });
    expect(await job.run()).toEqual([]);
    expect(await done('held')).toEqual([]);
    job.start();
    await eventually(async () => (await completed('held')) === '2026-11-23', 'it has taken over');
    expect(await done('held')).toEqual(['2026-11-23 2 job:held']);
  });

  it('stops after the chunk that runs; the date that was interrupted is begun again', async () => {
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const job = new Job(on('2026-11-23'), { name: 'stops', steps: [async () => {
      begin();
      await new Promise((resolve) => setTimeout(resolve, 50));
      return 1;
    }] }).start();
    await begun;
    await job.beforeApplicationShutdown();
    expect(await completed('stops')).toBeFalsy();
    expect((await f.admin.query(`select lease_until < clock_timestamp() as free from job_run where name = 'stops'`)).rows).toEqual([{ free: true }]);
    job.wake();
    expect(await new Job(on('2026-11-23'), { name: 'stops', steps: [step('stops')] }).run()).toEqual(['2026-11-23']);
  });
});
