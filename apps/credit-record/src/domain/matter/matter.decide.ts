import { assertNever, type Decider } from '@credit/kernel';
import { compareVersions } from '../record/record-content.ts';
import { MatterDuplicate, MatterNotHeld, MatterStillHeld, MatterSuperseded, MatterVersionConflict } from './matter.errors.ts';
import type { MatterEvent } from './matter.events.ts';
import { absentMatter, evolveMatter, fileOf, type Matter, type MatterFact, type MatterFile, type Reported } from './matter.ts';

export type MatterCommand =
  | { verb: 'receive'; file: MatterFile; fact: MatterFact; reported: Reported; heldReasons: readonly string[] }
  | { verb: 'release'; heldReasons: readonly string[] };

/** 事项的动词 — decides one command. @throws DomainError DUPLICATE, SUPERSEDED, VERSION_CONFLICT, MATTER.NOT_HELD, MATTER.STILL_HELD */
export function decideMatter(command: MatterCommand, state: Matter): readonly MatterEvent[] {
  switch (command.verb) {
    case 'receive': return receive(command, state);
    case 'release': return release(command, state);
    default: return assertNever(command);
  }
}

export const matterDecider: Decider<MatterCommand, Matter, MatterEvent> = { initial: absentMatter, decide: decideMatter, evolve: evolveMatter };

/** 报送转送 — takes a report of another's decision in and hands it on; arrival order plays no part (P-16). The register checks sender and subject, the receiver judges (decision 3). */
function receive({ file, fact, reported, heldReasons }: Extract<MatterCommand, { verb: 'receive' }>, s: Matter): MatterEvent[] {
  const held = s.status !== 'forwarded' && heldReasons.length > 0;
  const known = s.status === 'absent' ? undefined : s.facts[fact];
  if (known !== undefined) {
    const order = compareVersions(reported.version, known.version);
    const same = reported.hash === known.hash;
    if (order <= 0 && same) throw new MatterDuplicate();
    if (order < 0) throw new MatterSuperseded(known.version, reported.version);
    if (order === 0) throw new MatterVersionConflict(reported.version);
    if (same && (held || s.status === 'forwarded')) return [{ type: 'MatterVersionConfirmed', fact, version: reported.version }];
  }
  const own = s.status === 'absent' ? file : fileOf(s);
  return held ? [{ type: 'MatterHeld', file: own, fact, reported, heldReasons }] : [{ type: 'MatterForwarded', file: own, fact, reported }];
}

/** 解除暂存 — judges the reasons again after the subject has changed, and hands on what waited. */
function release({ heldReasons }: Extract<MatterCommand, { verb: 'release' }>, s: Matter): MatterEvent[] {
  if (s.status !== 'held') throw new MatterNotHeld(s.status);
  if (heldReasons.length > 0) {
    if (heldReasons.join() === s.heldReasons.join()) throw new MatterStillHeld(heldReasons);
    return [{ type: 'MatterHoldChanged', heldReasons }];
  }
  const file = fileOf(s);
  return (Object.entries(s.facts) as [MatterFact, Reported][]).map(([fact, reported]) => ({ type: 'MatterForwarded', file, fact, reported }));
}
