import { percentile } from '../measure/arithmetic.ts';
import { short, type Outcome } from '../measure/report.ts';
import { addressOf, ask, tokenFor } from '../stack/http.ts';
import { departments } from '../stack/load.ts';
import { DATABASES } from '../stack/system.ts';
import { until } from '../stack/until.ts';
import type { Bench } from './bar.ts';
import { measuredRate } from './p4.ts';

const CASES = 200;
const WARM_UP = 10_000;
/** 决定日期 of the penalties: their least period is over, their publicity is not. */
const DECIDED_ON = '2026-06-01';
/** How far apart the grants are; the load goes on beside them for as long as they take, and a little longer. */
const EVERY_MS = 150;
const LONGER_S = 10;
/** An effect that has not ended by then has failed the bar. */
const GIVE_UP_MS = 60_000;

interface Case {
  caseId: string;
  officer: string;
}
interface Certificate {
  certificate: { owners: { answered: boolean }[]; complete: boolean };
}

/** REPAIR: 200 penalties are repaired one after the other under half of the chain's rate: from the answer that grants a repair until every owner of its effects has said that they have ended (asked by certificate); and how long a certificate takes. */
export async function repairEnds(bench: Bench): Promise<Outcome> {
  const { system, say } = bench;
  const chain = await bench.chain();
  const perSecond = (await measuredRate(chain, bench.options.events ?? WARM_UP)) / 2;
  const repair = addressOf(system, 'credit-repair');
  const centre = await tokenFor(system, { roles: ['credit-centre'] });
  const cases = await acceptedCases(bench, repair, centre);
  say(`  ${cases.length} repairs accepted; granted every ${EVERY_MS} ms beside ${short(perSecond)} penalties/s`);
  const [ended, asked]: [number[], number[]] = [[], []];

  const untilEnded = async ({ caseId }: Case): Promise<void> => {
    const from = performance.now();
    for (;;) {
      const at = performance.now();
      const { certificate } = await ask<Certificate>('GET', `${repair}/v1/repairs/${caseId}/lapse-certificate`, { token: centre });
      const now = performance.now();
      asked.push(now - at);
      if (certificate.owners.every(({ answered }) => answered)) return void ended.push(now - from);
      if (now - from > GIVE_UP_MS) throw new Error(`effects of case ${caseId} have not ended after ${GIVE_UP_MS} ms: ${JSON.stringify(certificate.owners)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  await chain.beside(perSecond, (cases.length * EVERY_MS) / 1_000 + LONGER_S, async () => {
    const watched: Promise<void>[] = [];
    for (const [n, one] of cases.entries()) {
      const next = new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      await ask('POST', `${repair}/v1/repairs/${one.caseId}/decision`, { token: one.officer, body: JSON.stringify({ approve: true, reason: '已纠正失信行为', docNo: `压测修复〔2026〕${n}号` }) });
      watched.push(untilEnded(one));
      await next;
    }
    await Promise.all(watched);
  });
  return {
    id: 'REPAIR', line: `grant to last effect ended ms: p50 ${short(percentile(ended, 0.5))} p99 ${short(percentile(ended, 0.99))} max ${short(Math.max(...ended))} over ${ended.length} cases at ${short(perSecond)}/s; certificate p50 ${short(percentile(asked, 0.5))} p99 ${short(percentile(asked, 0.99))} ms`,
    bars: [{ name: 'p99 ms', value: percentile(ended, 0.99), most: 5_000 }], detail: { perSecond, ended, certificate: [0.5, 0.99].map((share) => percentile(asked, share)) },
  };
}

/** Penalties old enough to be repaired, whose repair has been applied for and accepted. */
async function acceptedCases(bench: Bench, repair: string, centre: string): Promise<Case[]> {
  const records = await shownPenalties(bench, CASES);
  const officers = new Map<string, string>();
  for (const { source, uscc } of departments) if (records.some(({ authority }) => authority === uscc)) officers.set(uscc, await tokenFor(bench.system, { dept: source, roles: ['case-officer'] }));
  const evidence = ['rectification', 'commitment'].map((kind) => ({ kind, statement: '已整改', on: DECIDED_ON }));
  const cases: Case[] = [];
  for (const { id, authority } of records) {
    const officer = officers.get(authority)!;
    const { caseId } = await ask<{ caseId: string }>('POST', `${repair}/v1/repairs`, { token: centre, body: JSON.stringify({ target: { kind: 'record', id }, evidence }) });
    await ask('POST', `${repair}/v1/repairs/${caseId}/acceptance`, { token: officer, body: JSON.stringify({ accept: true }) });
    cases.push({ caseId, officer });
  }
  return cases;
}

/** Penalties of {@link DECIDED_ON} that the public sees and credit-repair knows. */
export async function shownPenalties(bench: Bench, count: number): Promise<{ id: string; authority: string }[]> {
  const { system } = bench;
  const chain = await bench.chain();
  const load = chain.penalties(count, { decidedOn: DECIDED_ON });
  await chain.send(load);
  const numbered = `substring(doc_no from '(\\d+)号$')::int4`;
  const range = [load.from, load.from + count - 1];
  const shown = async (): Promise<number> => (await system.database.query<{ n: number }>(`select count(*)::int4 as n from publicity_entry where status = 'posted' and doc_no like '压测罚%' and ${numbered} between $1 and $2`, { database: DATABASES.publicity, values: range }))[0]!.n;
  await until(async () => (await shown()) === count, 'every penalty is shown', { everyMs: 100 });
  const records = await system.database.query<{ id: string; authority: string }>(`select id::text, authority_uscc as authority from credit_record where doc_no like '压测罚%' and ${numbered} between $1 and $2 order by doc_no`, { database: DATABASES.register, values: range });
  const known = async (): Promise<number> => (await system.database.query<{ n: number }>('select count(*)::int4 as n from repair_item where id = any($1::uuid[])', { database: DATABASES.repair, values: [records.map(({ id }) => id)] }))[0]!.n;
  await until(async () => (await known()) === count, 'credit-repair knows every penalty', { everyMs: 100 });
  return records;
}
