import { takeoverMs } from './leases.ts';
import { breakable, network, type Line } from './network.ts';
import { SERVICES } from './plants.ts';
import { another, brokerDisk, dieAfterSend, freeze, givenAgain, isReady, jumpClock, killHard, loseBrokerData, replaced, terminate, type StackProcess } from './processes.ts';
import type { Random } from './random.ts';

/** What was done to the stack, and how it took it. */
export interface Account {
  faults: number;
  kinds: Map<string, number>;
  /** Ends of SIGTERM that were not exit 0, or took ten seconds or more. */
  badStops: string[];
  slowestStopMs: number;
  /** Most events that an instance was given again in its life (R15: no more than one batch after a stop). */
  mostGivenAgain: number;
  /** Longest time that the relay lanes of a service were without a holder after kill -9 of one of its instances. */
  slowestTakeoverMs: number;
  /** Kafka lost its data: senders ask again about what has no receipt (decision 15). */
  amnesias: number;
}

/** What a fault has at hand. */
export interface Stage {
  random: Random;
  /** Processes that may be hurt. */
  names: readonly string[];
  account: Account;
  note(text: string): void;
  /** Resolves when statements are taken and answered again that were made after this call. @throws when that takes too long: a hang */
  flows(what: string): Promise<void>;
  /** Called after the broker's data is gone. */
  onAmnesia(): Promise<void>;
}

/** One kind of fault. Everything it decides it draws from `stage.random` before its first wait. @returns how many faults it was */
export type Fault = (stage: Stage) => Promise<number>;

const DAY_MS = 86_400_000;
const STORM_ROUNDS = 3;
const STORM_EVERY_MS = 2_000;
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
const seconds = (milliseconds: number): string => `${milliseconds / 1000} s`;
const among = (stage: Stage, wanted: readonly string[]): string => {
  const able = stage.names.filter((name) => wanted.some((one) => name === one || name.startsWith(`${one}-`)));
  return stage.random.pick(able.length > 0 ? able : stage.names);
};

/** kill -9 of anything, two at a time now and then; Kafka and PostgreSQL included (immediate stop). */
const kill: Fault = async (stage) => {
  const first = stage.random.pick(stage.names);
  const second = stage.random.pick(stage.names);
  const victims = stage.random.chance(0.25) && second !== first ? [first, second] : [first];
  stage.note(`kill -9 ${victims.join(' and ')}`);
  const killed: StackProcess[] = await Promise.all(victims.map(killHard));
  await Promise.all(killed.map(replaced));
  return killed.length;
};

/** kill -9 of a service in the middle of its work: not while its group still waits for the member that died before. */
const killAtWork: Fault = async (stage) => {
  const name = among(stage, SERVICES);
  const after = stage.random.below(1_000);
  await stage.flows('the last kill');
  await pause(after);
  stage.note(`kill -9 ${name} at work`);
  await replaced(await killHard(name));
  return 1;
};

const frozen = (wanted: readonly string[], milliseconds: number): Fault => async (stage) => {
  const name = among(stage, wanted);
  stage.note(`freeze ${name} for ${seconds(milliseconds)}`);
  await freeze(name, milliseconds);
  return 1;
};

/** The relay dies between send and position update. */
const betweenSendAndUpdate = (services: readonly string[]): Fault => async (stage) => {
  const name = stage.random.pick(services);
  stage.note(`kill -9 the relay of ${name} between send and position update`);
  await dieAfterSend(name);
  return 1;
};

const stop: Fault = async (stage) => {
  const name = among(stage, [...SERVICES, 'gateway']);
  const again = name === 'gateway' ? 0 : await givenAgain(name).catch(() => 0);
  stage.account.mostGivenAgain = Math.max(stage.account.mostGivenAgain, again);
  stage.note(`SIGTERM ${name}`);
  const { victim, tookMs, exit } = await terminate(name);
  stage.account.slowestStopMs = Math.max(stage.account.slowestStopMs, Math.round(tookMs));
  if (exit !== 'exit 0' || tookMs >= 10_000) stage.account.badStops.push(`${name}: ${exit} after ${Math.round(tookMs)} ms`);
  await replaced(victim);
  return 1;
};

/** The network between services and one server does something for a while; afterwards the work goes on. */
const broken = (mode: Parameters<typeof network>[1], forMs: number, delayMs = 0, lines: readonly Line[] = ['kafka', 'postgres']): Fault => async (stage) => {
  const line = stage.random.pick(lines);
  const what = `network of ${line}: ${mode}${delayMs > 0 ? ` ${delayMs} ms` : ''}${forMs > 0 ? ` for ${seconds(forMs)}` : ''}`;
  stage.note(what);
  await network(line, mode, delayMs);
  await pause(forMs);
  await network(line, 'pass');
  await stage.flows(what);
  return 1;
};

/** The database is away for a while, and whoever asks is refused. */
const outage = (milliseconds: number): Fault => async (stage) => {
  stage.note(`database away for ${seconds(milliseconds)}`);
  await network('postgres', 'away');
  await pause(milliseconds);
  await network('postgres', 'pass');
  await stage.flows(`database away for ${seconds(milliseconds)}`);
  return 1;
};

/** kill -9 of one instance of a service while all of them are up: its relay lanes are taken over by another one (by its own successor where it runs once). */
const failover: Fault = async (stage) => {
  const name = among(stage, SERVICES);
  const service = SERVICES.find((one) => name === one || name.startsWith(`${one}-`))!;
  await Promise.all(stage.names.filter((one) => one.startsWith(service)).map(isReady));
  stage.note(`kill -9 ${name}; who takes its lanes?`);
  let victim: StackProcess | undefined;
  const tookMs = await takeoverMs(service, async () => (victim = await killHard(name)));
  stage.account.slowestTakeoverMs = Math.max(stage.account.slowestTakeoverMs, Math.round(tookMs));
  stage.note(`the lanes of ${service} are held again after ${Math.round(tookMs)} ms`);
  await replaced(victim!);
  return 1;
};

const clock: Fault = async (stage) => {
  const name = among(stage, [...SERVICES, 'gateway']);
  const days = stage.random.pick([1, -1]);
  stage.note(`clock of ${name} ${days > 0 ? 'a day ahead' : 'a day back'} for 8 s`);
  await jumpClock(name, days * DAY_MS, 8_000);
  await stage.flows('clock jump');
  return 1;
};

const amnesia: Fault = async (stage) => {
  stage.note('kafka loses its disk');
  await replaced(await loseBrokerData());
  stage.account.amnesias += 1;
  await stage.onAmnesia();
  await stage.flows('broker amnesia');
  return 1;
};

/** Instances of every service come, join their group and are killed two seconds later, again and again: rebalance upon rebalance. */
const storm: Fault = async (stage) => {
  stage.note(`rebalance storm: an instance more of each service joins and is killed ${seconds(STORM_EVERY_MS)} later, ${STORM_ROUNDS} times`);
  for (let round = 1; round <= STORM_ROUNDS; round += 1) {
    const more = await Promise.all(SERVICES.map((service) => another(service, `${service}-storm-${round}`)));
    await pause(STORM_EVERY_MS);
    for (const child of more) child.kill('SIGKILL');
  }
  await stage.flows('rebalance storm');
  return STORM_ROUNDS * SERVICES.length;
};

/** Kind of fault and how many of its cards are in the deck. */
type Deck = readonly (readonly [name: string, count: number, fault: Fault])[];
const NETWORK: Deck = [
  ['network', 2, broken('cut', 0)], ['network', 2, broken('forget', 0)], ['network', 2, broken('mute', 3_000)], ['network', 2, broken('hole', 5_000)], ['network', 1, broken('hole', 30_000)], ['network', 1, broken('delay', 5_000, 100)],
];
const ALL: Deck = [
  ['kill', 16, kill], ['between', 3, betweenSendAndUpdate(SERVICES)], ['stop', 3, stop], ['freeze', 1, frozen(SERVICES, 1_000)], ['freeze', 2, frozen([...SERVICES, 'kafka'], 4_000)], ['freeze', 1, frozen(SERVICES, 23_000)],
  ...NETWORK, ['outage', 1, outage(20_000)], ['clock', 2, clock], ['amnesia', 1, amnesia], ['storm', 1, storm],
];

/** What may happen, by the name of the scenario. `short` is the run of `npm test`. */
export const SCENARIOS: Readonly<Record<string, { faults: number; deck: Deck; says: string }>> = {
  all: { faults: 40, deck: ALL, says: 'everything below' },
  short: { faults: 10, deck: [['kill', 6, kill], ['between', 1, betweenSendAndUpdate(['credit-record'])], ['stop', 1, stop], ['freeze', 1, frozen(SERVICES, 4_000)], ['network', 1, broken('mute', 2_000, 0, ['postgres'])]], says: 'the run of npm test' },
  kills: { faults: 40, deck: [['kill', 8, kill], ['between', 2, betweenSendAndUpdate(SERVICES)], ['freeze', 2, frozen(SERVICES, 4_000)]], says: 'R2, R3: kill -9, freezes, the relay between send and position update' },
  work: { faults: 8, deck: [['kill', 1, killAtWork]], says: 'kill -9 of services in the middle of their work (planted bugs)' },
  failover: { faults: 12, deck: [['failover', 1, failover]], says: 'kill -9 of instances: relay lanes are taken over in less than 5 s (with --instances credit-record=2,publicity=2)' },
  stops: { faults: 50, deck: [['stop', 1, stop]], says: 'R15: SIGTERM under load; exit 0 in less than 10 s' },
  outage: { faults: 1, deck: [['outage', 1, outage(300_000)]], says: 'R16: the database is away for five minutes' },
  network: { faults: 20, deck: NETWORK, says: 'R19: half-open, delayed, mute and black-holed connections, up to 30 s' },
  clock: { faults: 8, deck: [['clock', 1, clock]], says: 'R20: clocks jump by a day, forward and back' },
  amnesia: { faults: 3, deck: [['amnesia', 1, amnesia], ['kill', 1, kill]], says: 'R7: the broker loses its disk' },
  storm: { faults: 40, deck: [['storm', 1, storm]], says: 'R4: instances come and go every 2 s' },
};

const possible = (name: string): boolean => (name === 'network' || name === 'outage' ? breakable : name === 'amnesia' ? brokerDisk() : true);
const LONGEST_QUIET_MS = 2_000;

/**
 * Deals faults until there were `faults` of them: the deck of the scenario is shuffled, dealt to its end, shuffled again, so that each kind comes as often as it should. Kills, stops and
 * freezes now and then fall together with the next card. The seed decides which, when and against whom.
 */
export async function causeFaults(stage: Stage, scenario: string, faults: number): Promise<void> {
  const cards = SCENARIOS[scenario]!.deck.filter(([name]) => possible(name)).flatMap(([name, count, fault]) => Array.from({ length: count }, () => ({ name, fault })));
  const { random, account } = stage;
  let deck: typeof cards = [];
  const deal = (): (typeof cards)[number] => {
    if (deck.length === 0) deck = shuffled(cards, random);
    return deck.pop()!;
  };
  while (account.faults < faults) {
    await pause(random.below(LONGEST_QUIET_MS));
    const hands = [deal()];
    if (account.faults + 1 < faults && random.chance(0.2) && hands[0]!.name === 'kill') hands.push(deal());
    const done = await Promise.all(hands.map(async ({ name, fault }) => {
      const count = await fault(stage);
      account.kinds.set(name, (account.kinds.get(name) ?? 0) + count);
      return count;
    }));
    account.faults += done.reduce((sum, count) => sum + count, 0);
  }
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    [copy[at], copy[other]] = [copy[other]!, copy[at]!];
  }
  return copy;
}

export const emptyAccount = (): Account => ({ faults: 0, kinds: new Map(), badStops: [], slowestStopMs: 0, mostGivenAgain: 0, slowestTakeoverMs: 0, amnesias: 0 });
