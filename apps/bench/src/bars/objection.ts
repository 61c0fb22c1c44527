import { percentile } from '../measure/arithmetic.ts';
import { short, type Outcome } from '../measure/report.ts';
import { addressOf, ask, tokenFor } from '../stack/http.ts';
import type { Bench } from './bar.ts';
import { measuredRate } from './p4.ts';
import { shownPenalties } from './repair.ts';

const OBJECTIONS = 200;
const WARM_UP = 10_000;
const EVERY_MS = 150;
const LONGER_S = 10;
/** A mark that is not there by then has failed the bar. */
const GIVE_UP_MS = 60_000;

/** OBJECTION: 200 objections to penalties, one after the other under half of the chain's rate: from the answer that takes an objection until the register and the public site both show its mark. */
export async function objectionMarks(bench: Bench): Promise<Outcome> {
  const { system, say } = bench;
  const chain = await bench.chain();
  const perSecond = (await measuredRate(chain, bench.options.events ?? WARM_UP)) / 2;
  const centre = await tokenFor(system, { roles: ['credit-centre'] });
  const records = await shownPenalties(bench, OBJECTIONS);
  const [repair, register, publicity] = ['credit-repair', 'credit-record', 'publicity'].map((service) => addressOf(system, service));
  const marked: number[] = [];
  const untilMarked = async (id: string): Promise<void> => {
    const from = performance.now();
    const places = [{ url: `${register}/v1/records/${id}`, token: centre }, { url: `${publicity}/v1/public/entries/${id}` }];
    for (const { url, ...asked } of places) {
      while ((await ask<{ disputedSince: string | null }>('GET', url, asked)).disputedSince === null) {
        if (performance.now() - from > GIVE_UP_MS) throw new Error(`${url} has not been marked after ${GIVE_UP_MS} ms`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
    marked.push(performance.now() - from);
  };
  say(`  ${records.length} objections, one every ${EVERY_MS} ms beside ${short(perSecond)} penalties/s`);
  await chain.beside(perSecond, (records.length * EVERY_MS) / 1_000 + LONGER_S, async () => {
    const watched: Promise<void>[] = [];
    for (const { id } of records) {
      const next = new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      await ask('POST', `${repair}/v1/objections`, { token: centre, body: JSON.stringify({ target: { kind: 'record', id }, ground: 'ERROR_OR_OMISSION', statement: '罚款金额有误', objectorName: '压测企业' }) });
      watched.push(untilMarked(id));
      await next;
    }
    await Promise.all(watched);
  });
  return {
    id: 'OBJECTION', line: `objection to mark at the register and the public site ms: p50 ${short(percentile(marked, 0.5))} p99 ${short(percentile(marked, 0.99))} max ${short(Math.max(...marked))} over ${marked.length} objections at ${short(perSecond)}/s`,
    bars: [{ name: 'p99 ms', value: percentile(marked, 0.99), most: 2_000 }], detail: { perSecond, marked },
  };
}
