import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit/testing';
import { causeFaults, emptyAccount, SCENARIOS, type Account, type Stage } from './chaos/faults.ts';
import { check } from './chaos/checker.ts';
import { ListLoad } from './chaos/list-load.ts';
import type { ListWork } from './chaos/list-checker.ts';
import { network } from './chaos/network.ts';
import { OfferedLoad } from './chaos/offered-load.ts';
import { servicesWith } from './chaos/plants.ts';
import { Procedures } from './chaos/procedures.ts';
import { plantedIn, processNames } from './chaos/processes.ts';
import { randomOf } from './chaos/random.ts';
import { CommitmentLoad } from './chaos/commitment-load.ts';
import { RepairLoad } from './chaos/repair-load.ts';
import { settled } from './chaos/settled.ts';
import type { Verdict } from './chaos/verdict.ts';
import { today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { freshFirm } from './harness/subjects.ts';

const scenario = process.env['CHAOS_SCENARIO'] ?? 'short';
const seed = Number(process.env['CHAOS_SEED'] ?? 20261123);
const faults = Number(process.env['CHAOS_FAULTS'] || (SCENARIOS[scenario]?.faults ?? 0));
/** How many of each service run (`--instances`), to say how the run is done again. */
const instances = process.env['CHAOS_INSTANCES'] ?? '';
/** A bug planted into the services of this stack (chaos/plants.ts): the checker has to find it. */
const plant = process.env['CHAOS_PLANT'];
/** Only these are hurt; absent = all. */
const victims = process.env['CHAOS_VICTIMS']?.split(',');
const perSecond = Number(process.env['CHAOS_PER_SECOND'] ?? 25);
/** Reports and look-ups a second, beside the records. */
const LISTS_PER_SECOND = 5;
const FLOWS_MS = 120_000;
/** Records that a service commits at once. */
const ONE_BATCH = 500;
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const FOUND_BY: Readonly<Record<string, readonly ('lost' | 'doubled' | 'reordered')[]>> = { 'inbox-off': ['doubled'], 'offset-first': ['lost'], 'naive-cursor': ['lost', 'reordered'], 'ending-unread': ['lost'], 'ending-unindexed': ['lost'] };

/** R2, R3, R4, R11 and more in one: departments report, a court lists, officers look up and decide, firms are repaired, firms promise, without a break while everything is broken, and everything acknowledged must be there once and in order. */
describe(`${scenario}, seed ${seed}, ${faults} faults${plant ? `, planted: ${plant}` : ''}`, () => {
  let city: CityAtWork;
  beforeAll(async () => {
    city = await cityAtWork();
  });
  afterAll(() => city?.close());

  /** Runs load and faults, waits until nothing moves any more, and judges. */
  async function run(): Promise<{ verdict: Verdict; account: Account; load: OfferedLoad; lists: ListWork; repairs: RepairLoad; commitments: CommitmentLoad; names: readonly string[] }> {
    const firms = Array.from({ length: 12 }, freshFirm);
    const designated = Array.from({ length: 24 }, freshFirm);
    const repaired = Array.from({ length: 60 }, freshFirm);
    const promising = Array.from({ length: 60 }, freshFirm);
    await city.registrar.registers(...firms, ...designated, ...repaired, ...promising);
    const { registrar, other, court, registry } = city;
    const departments = [registrar, other];
    const date = await today();
    const load = new OfferedLoad(randomOf(seed), departments, firms, date);
    const lists: ListWork = { load: new ListLoad(randomOf(seed + 2), court, registry, firms, date), procedures: new Procedures(randomOf(seed + 3), registrar, designated, date), court, registrar, registry };
    const repairs = new RepairLoad(randomOf(seed + 4), registrar, court, repaired, date);
    const commitments = new CommitmentLoad(randomOf(seed + 5), registrar, promising, date);
    const names = processNames().filter((name) => victims === undefined || victims.includes(name));
    const account = emptyAccount();
    say(`processes under fire: ${names.join(', ')}`);
    load.start(perSecond);
    lists.load.start(LISTS_PER_SECOND);
    lists.procedures.start();
    repairs.start();
    await commitments.start();
    await eventually(() => load.statements.filter(({ taken }) => taken).length > 50, 'the load is taken in before the first fault', { timeoutMs: 60_000 });
    const begun = performance.now();
    const since = new Date();
    const stage: Stage = {
      random: randomOf(seed + 1), names, account,
      note: (text) => say(`${((performance.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${text}`),
      flows: (what) => {
        const at = performance.now();
        return eventually(() => load.flowsSince(at) && lists.load.flowsSince(at), `statements are taken and answered again after: ${what}`, { timeoutMs: FLOWS_MS }).then(() => undefined);
      },
      onAmnesia: async () => {
        await eventually(() => city.desk.openAgain().then(() => true), 'the new topics of receipts can be read', { timeoutMs: 240_000, intervalMs: 500 });
        await Promise.all([load.askAgain(), lists.load.askAgain()]);
      },
    };
    await causeFaults(stage, scenario, faults);
    if (plant !== undefined) await network('postgres', 'pass');
    await Promise.all([load.finish(), lists.load.finish(), lists.procedures.finish(), repairs.finish(), commitments.finish()]);
    say(`all sent: ${load.statements.length} statements, ${load.files.length} files, ${lists.load.reports.length} reports, ${lists.load.inquiries.length} look-ups, ${lists.procedures.procedures.length} designations, ${repairs.items.length} items for repair, ${commitments.promises.length} promises; the system settles`);
    await settled(load, lists.load, { askAgain: account.amnesias > 0, patient: plant === undefined });
    return { verdict: await finalVerdict(() => check(city.kafka, load, departments, { since, lists, repairs, commitments })), account, load, lists, repairs, commitments, names };
  }

  if (plant === undefined) {
    it('nothing acknowledged is lost, doubled or reordered, and nothing appears that nobody sent', async () => {
      const { verdict, account, load, lists, repairs, commitments, names } = await run();
      report(verdict, account);
      const { lost, doubled, reordered, neverSent, stuck } = verdict;
      expect({ lost: lost.slice(0, 10), doubled: doubled.slice(0, 10), reordered: reordered.slice(0, 10), neverSent: neverSent.slice(0, 10), stuck, refused: [...load.refusals, ...lists.load.refusals, ...lists.procedures.refusals, ...repairs.refusals, ...commitments.refusals].slice(0, 5), badStops: account.badStops })
        .toEqual({ lost: [], doubled: [], reordered: [], neverSent: [], stuck: [], refused: [], badStops: [] });
      expect(verdict.acknowledged).toBe(load.statements.length + lists.load.reports.length);
      if (scenario === 'stops') expect(account.mostGivenAgain).toBeLessThanOrEqual(ONE_BATCH);
      expect(account.slowestTakeoverMs).toBeLessThan(5_000);
      expect(account.faults).toBeGreaterThanOrEqual(faults);
      if (victims === undefined) expect(names).toEqual(expect.arrayContaining(['commitment', 'credit-record', 'credit-repair', 'gateway', 'joint-discipline', 'list-designation', 'publicity']));
    });
  } else {
    it(`the checker finds the planted bug: ${plant}`, async () => {
      for (const service of servicesWith(plant)) await eventually(() => plantedIn(service) === plant, `${plant} is planted into ${service}`);
      await network('postgres', 'delay', plant === 'offset-first' ? 50 : 5); // a database across town: transactions last, and die in the middle
      const { verdict, account } = await run();
      report(verdict, account);
      for (const kind of ['lost', 'doubled', 'reordered', 'stuck'] as const) for (const example of verdict[kind].slice(0, 3)) say(`  ${kind}: ${example}`);
      expect(FOUND_BY[plant]!.reduce((sum, kind) => sum + verdict[kind].length, 0)).toBeGreaterThan(0);
    });
  }
});

function report({ acknowledged, documents, events, entries, lookUps, choices, repairs, promises, sentByClient, beyondProof, lost, doubled, reordered, neverSent, stuck }: Verdict, account: Account): void {
  say(`kinds: ${[...account.kinds].map(([name, count]) => `${name} ${count}`).join(', ')}${account.slowestStopMs > 0 ? `; slowest stop ${account.slowestStopMs} ms, bad stops ${account.badStops.length}, most events given again ${account.mostGivenAgain}` : ''}${account.slowestTakeoverMs > 0 ? `; slowest take-over of a relay ${account.slowestTakeoverMs} ms` : ''}${sentByClient > 0 ? `; events that the sender's client sent again by itself: ${sentByClient}` : ''}${beyondProof > 0 ? `; duplicate receipts beyond proof, their topic is gone: ${beyondProof}` : ''}`);
  say(`faults=${account.faults} acknowledged=${acknowledged} documents=${documents} facts=${events} entries=${entries} look-ups=${lookUps} choices=${choices} repairs=${repairs} promises=${promises} lost=${lost.length} doubled=${doubled.length} reordered=${reordered.length} never-sent=${neverSent.length} stuck=${stuck.length}`);
  say(`again: npm run test:chaos -- --scenario ${scenario} --seed ${seed} --faults ${faults}${instances === '' ? '' : ` --instances ${instances}`}`);
}

/** Views follow their topics: what is missing now may still be on its way, what is missing when nothing moves any more is lost. */
async function finalVerdict(look: () => Promise<Verdict>): Promise<Verdict> {
  let verdict = await look();
  await eventually(async () => {
    if (verdict.lost.length === 0 && verdict.stuck.length === 0) return true;
    verdict = await look();
    return false;
  }, 'nothing is missing any more', { timeoutMs: plant === undefined ? 60_000 : 10_000, intervalMs: 2_000 }).catch(() => undefined);
  return verdict;
}
