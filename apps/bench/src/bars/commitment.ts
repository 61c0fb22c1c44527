import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { percentile } from '../measure/arithmetic.ts';
import { cpuBetween, residentMb, stackPids } from '../measure/cpu.ts';
import { profiled } from '../measure/profile.ts';
import { cpuLine, short, type Outcome } from '../measure/report.ts';
import { addressOf, ask, tokenFor } from '../stack/http.ts';
import { sourcesWith } from '../stack/load.ts';
import { DATABASES, type System } from '../stack/system.ts';
import { until } from '../stack/until.ts';
import { Worker } from '../stack/worker.ts';
import type { Bench } from './bar.ts';

const FIRMS = 2_000;
const CLOSED = { connections: 32, seconds: 5 };
const OPEN = { connections: 64, seconds: 15 };
const OPEN_COMMITMENTS = 1_000_000;
const DUE_ON = '2026-12-31';

const ITEM = {
  itemCode: 'BENCH-ZM-001', name: '压测事项', type: 'CERTIFICATE_REPLACEMENT', told: '以承诺代替证明', conditions: ['真实'], modelText: '本单位承诺所述真实。', breachLiability: '不实的，撤销决定并记入信用记录。', procedure: '告知、承诺、办结、核查',
  checkWindow: { fromDays: 0, toDays: 60, maxChecks: 1, method: '现场核查' }, dueDays: 90, disclosure: 'LIMITED', risks: [],
};

/** COMMITMENT: `POST /v1/commitments` with token, idempotency row, signed receipt and published fact, open loop at half of its own rate; then a million open commitments whose reminder falls on one day. */
export async function commitments(bench: Bench): Promise<Outcome> {
  const { system, options, say } = bench;
  const [dept] = sourcesWith('penalty', 1) as [string];
  const token = await tokenFor(system, { dept, roles: ['case-officer'] });
  const approver = await tokenFor(system, { dept, roles: ['approver'] });
  const address = addressOf(system, 'commitment');
  await ask('POST', `${address}/v1/commitment-items`, { token: approver, body: JSON.stringify(ITEM) });
  const subjectIds = await firms(system, FIRMS);
  const { notes, ...posted } = await postings(bench, address, subjectIds, token);
  say(`  ${short(posted.perSecond)} promises/s; at half of it p50 ${short(posted.p50)} p99 ${short(posted.p99)} ms`);
  const open = options.events ?? OPEN_COMMITMENTS;
  const told = await reminded(bench, open);
  return {
    id: 'COMMITMENT', line: `promises ${short(posted.perSecond)}/s, at half of it p50=${short(posted.p50)} p99=${short(posted.p99)} ms; reminders of ${told.reminders} of ${open} open commitments in ${short(told.seconds)} s, service at most ${Math.round(told.most)} MB resident`, notes,
    bars: [{ name: 'p99 ms', value: posted.p99, most: 40 }, { name: 'reminder job s', value: told.seconds, most: 60 }, { name: 'resident MB', value: told.most, most: 300 }], detail: { posted, told, open },
  };
}

/** Firms as the service knows them from the register, written where it keeps them. */
async function firms({ database }: System, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await database.query(`insert into known_subject (subject_id, version, uscc, state) select x.id, 1, null, jsonb_build_object('subjectId', x.id, 'subjectClass', 'LEGAL_ENTITY', 'name', '压测企业' || x.n, 'status', 'registered') from unnest($1::uuid[]) with ordinality as x (id, n)`, { database: DATABASES.commitment, values: [ids] });
  return ids;
}

async function postings({ system, options }: Bench, address: string, subjectIds: readonly string[], token: string): Promise<{ perSecond: number; p50: number; p99: number; answers: number; notes: string[] }> {
  const client = new Worker(join(import.meta.dirname, '../lanes/http-load.js'), []);
  try {
    await client.next();
    await client.ask({ promises: { subjectIds, item: { itemCode: ITEM.itemCode, version: 1 }, token } });
    const port = Number(new URL(address).port);
    await client.ask({ closed: { port, ...CLOSED } });
    const cpu = (): Map<string, number> => system.cpu(new Map([['client', client.pid]]));
    const before = cpu();
    const { perSecond, answers } = await client.ask<{ perSecond: number; answers: number }>({ closed: { port, ...CLOSED } });
    const notes = [cpuLine('promises', cpuBetween(before, cpu()), answers)];
    if (options.profile) notes.push(...await profiled(system, ['commitment'], async () => void (await client.ask({ closed: { port, ...CLOSED } }))));
    const { latencies } = await client.ask<{ latencies: number[] }>({ open: { port, ...OPEN, perSecond: perSecond / 2 } }, 120);
    return { perSecond, p50: percentile(latencies, 0.5), p99: percentile(latencies, 0.99), answers: latencies.length, notes };
  } finally {
    await client.stop();
  }
}

const FILL = `
  insert into commitment (id, version, public_version, status, type, code, subject_id, source, item_id, reference_no, made_on, due_on, remind_on, state)
  select gen_random_uuid(), 1, 1, 'tracking', 'CERTIFICATE_REPLACEMENT', '210599' || '20261123' || lpad((n % 1000000)::text, 6, '0'), ($3::uuid[])[1 + n % 2000], i.source, i.id, '压测' || n, '2026-11-23', $2::date, '2026-12-24', '{"status": "tracking", "checks": []}'::jsonb
  from generate_series($4::int4, $5::int4) n, commitment_item i where i.code = 'BENCH-ZM-001' and $1::int4 > 0`;

/** Fills the table, moves the business date to the day of their reminder, and waits until each is told of. */
async function reminded(bench: Bench, count: number): Promise<{ seconds: number; reminders: number; most: number }> {
  const { system, say } = bench;
  const { database } = system;
  const ids = await database.query<{ id: string }>('select subject_id::text as id from known_subject limit 2000', { database: DATABASES.commitment });
  for (let from = 0; from < count; from += 50_000) await database.query(FILL, { database: DATABASES.commitment, values: [count, DUE_ON, ids.map(({ id }) => id), from, Math.min(count, from + 50_000) - 1] });
  await database.query('analyze commitment', { database: DATABASES.commitment });
  say(`  ${count} open commitments; the business date moves to the day of their reminder`);
  const told = async (): Promise<number> => (await database.query<{ n: number }>(`select count(*)::int4 as n from commitment_reminder`, { database: DATABASES.commitment }))[0]!.n;
  const done = async (): Promise<boolean> => (await database.query(`select 1 from job_run where name = 'commitment-days' and completed_on = '2026-12-24'`, { database: DATABASES.commitment })).length === 1;
  let most = 0;
  const pid = stackPids(system.stateDir).get('commitment')!;
  const watch = setInterval(() => (most = Math.max(most, residentMb(pid))), 200);
  const from = performance.now();
  await ask('POST', `${system.gatewayUrl}/v1/sandbox/date`, { token: await tokenFor(system, { roles: ['operator'] }), body: JSON.stringify({ date: '2026-12-24' }) });
  await until(done, 'every reminder is told', { everyMs: 100, seconds: 300 });
  const seconds = (performance.now() - from) / 1_000;
  clearInterval(watch);
  return { seconds, reminders: await told(), most };
}
