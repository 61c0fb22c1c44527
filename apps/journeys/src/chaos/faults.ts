import type { Random } from './random.ts';
import { freeze, killHard, replaced } from './processes.ts';

/** What was done to the stack. */
export interface FaultAccount {
  kills: number;
  freezes: number;
  log: string[];
}

const FREEZABLE = ['credit-record', 'publicity'];
const LONGEST_QUIET_MS = 2_500;
const FREEZE_MS = 4_000;

/**
 * Kills processes until `faults` kills are done: a shuffled round over all of them, then the next round, so that each dies equally often. Some die two at a time;
 * between kills a service is frozen now and then for longer than the relay's lease. Which, when, and how many is drawn from `random`.
 */
export async function causeFaults(random: Random, names: readonly string[], faults: number, say: (line: string) => void): Promise<FaultAccount> {
  const account: FaultAccount = { kills: 0, freezes: 0, log: [] };
  const begun = Date.now();
  const note = (text: string): void => {
    account.log.push(text);
    say(`${((Date.now() - begun) / 1000).toFixed(1).padStart(6)} s  ${text}`);
  };
  let round: string[] = [];
  const nextName = (): string => {
    if (round.length === 0) round = shuffled(names, random);
    return round.pop()!;
  };
  while (account.kills < faults) {
    await new Promise((resolve) => setTimeout(resolve, random.below(LONGEST_QUIET_MS)));
    if (random.chance(0.25)) {
      const name = random.pick(FREEZABLE);
      note(`freeze ${name} for ${FREEZE_MS / 1000} s`);
      await freeze(name, FREEZE_MS);
      account.freezes += 1;
    }
    const victims = [nextName()];
    if (account.kills + 1 < faults && random.chance(0.25)) {
      const second = nextName();
      if (second !== victims[0]) victims.push(second);
    }
    note(`kill -9 ${victims.join(' and ')}`);
    const killed = await Promise.all(victims.map(killHard));
    account.kills += killed.length;
    await Promise.all(killed.map(replaced));
  }
  return account;
}

function shuffled<T>(list: readonly T[], random: Random): T[] {
  const copy = [...list];
  for (let at = copy.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    [copy[at], copy[other]] = [copy[other]!, copy[at]!];
  }
  return copy;
}
