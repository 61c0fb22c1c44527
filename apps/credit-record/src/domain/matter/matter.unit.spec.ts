import { describe, expect, it } from '@jest/globals';
import type { Instant } from '@credit/kernel';
import { deciderSpec } from '@credit/testing';
import { matterDecider, type MatterCommand } from './matter.decide.ts';
import type { MatterEvent } from './matter.events.ts';
import { absentMatter, evolveMatter, type Matter, type MatterFact, type MatterFile } from './matter.ts';

const file: MatterFile = { matterId: 'm', matterType: 'list-entry', authorityUscc: '11210500MB0XY1121H', reference: '88号\nJUDGMENT_DEFAULTER', subjectId: 's', source: 'court', receivedAt: '2026-11-23T01:00:00.000Z' as Instant, personIndex: null };
const receive = (version: number, text = 'a', heldReasons: string[] = [], fact: MatterFact = 'list-entry'): MatterCommand =>
  ({ verb: 'receive', file, fact, reported: { version: String(version), content: { text }, hash: text, statedName: '甲公司' }, heldReasons });
const release = (heldReasons: string[] = []): MatterCommand => ({ verb: 'release', heldReasons });
const UNKNOWN = ['UNKNOWN_SUBJECT'];

const past = (...commands: MatterCommand[]): MatterEvent[] => {
  let state: Matter = absentMatter;
  return commands.flatMap((command) => {
    const events = matterDecider.decide(command, state);
    state = events.reduce(evolveMatter, state);
    return [...events];
  });
};
const { given } = deciderSpec(matterDecider);
const STATES = { absent: [], held: past(receive(10, 'a', UNKNOWN)), forwarded: past(receive(10)) } satisfies Record<string, MatterEvent[]>;

/** state × command → next status with the events, or the code of the refusal */
const MATRIX: [keyof typeof STATES, string, MatterCommand, string][] = [
  ['absent', 'receive', receive(10), 'forwarded MatterForwarded'],
  ['absent', 'receive about an unknown subject', receive(10, 'a', UNKNOWN), 'held MatterHeld'],
  ['absent', 'release', release(), 'MATTER.NOT_HELD'],
  ['held', 'receive newer', receive(11, 'b', UNKNOWN), 'held MatterHeld'],
  ['held', 'receive the same', receive(10, 'a', UNKNOWN), 'DUPLICATE'],
  ['held', 'receive the same under a newer version', receive(11, 'a', UNKNOWN), 'held MatterVersionConfirmed'],
  ['held', 'receive the same when nothing holds it any more', receive(11, 'a'), 'forwarded MatterForwarded'],
  ['held', 'receive older', receive(9, 'b', UNKNOWN), 'SUPERSEDED'],
  ['held', 'receive other content of that version', receive(10, 'b', UNKNOWN), 'VERSION_CONFLICT'],
  ['held', 'release', release(), 'forwarded MatterForwarded'],
  ['held', 'release for another reason', release(['NAME_CODE_MISMATCH']), 'held MatterHoldChanged'],
  ['held', 'release while unknown', release(UNKNOWN), 'MATTER.STILL_HELD'],
  ['forwarded', 'receive newer', receive(11, 'b'), 'forwarded MatterForwarded'],
  ['forwarded', 'receive newer under a name that no longer fits: an ending gets through', receive(11, 'b', ['NAME_CODE_MISMATCH']), 'forwarded MatterForwarded'],
  ['forwarded', 'receive the same', receive(10), 'DUPLICATE'],
  ['forwarded', 'receive the same, older', receive(9), 'DUPLICATE'],
  ['forwarded', 'receive the same under a newer version', receive(11), 'forwarded MatterVersionConfirmed'],
  ['forwarded', 'receive older', receive(9, 'b'), 'SUPERSEDED'],
  ['forwarded', 'receive other content of that version', receive(10, 'b'), 'VERSION_CONFLICT'],
  ['forwarded', 'release', release(), 'MATTER.NOT_HELD'],
];

const outcome = (events: readonly MatterEvent[], command: MatterCommand): string => {
  try {
    const next = matterDecider.decide(command, given(events).state);
    return `${next.reduce(evolveMatter, given(events).state).status} ${next.map((event) => event.type).join(' ')}`;
  } catch (error) {
    return (error as { code: string }).code;
  }
};

describe('a matter, every state and command', () => {
  it.each(MATRIX)('%s: %s', (state, _name, command, expected) => expect(outcome(STATES[state], command)).toBe(expected));
  it('names every pair', () => expect(new Set(MATRIX.map(([state, , { verb }]) => `${state} ${verb}`)).size).toBe(Object.keys(STATES).length * 2));
});

describe('a case', () => {
  it('has one file for its opening and its decision, each with versions of its own, in either order', () => {
    const opened = receive(5, 'opened', [], 'case-opened');
    const decided = receive(7, 'decided', [], 'case-decided');
    const facts = (...commands: MatterCommand[]) => (past(...commands).reduce(evolveMatter, absentMatter) as { facts: object }).facts;
    expect(facts(opened, decided)).toEqual(facts(decided, opened));
    expect(outcome(past(decided), opened)).toBe('forwarded MatterForwarded');
    expect(outcome(past(decided, opened), receive(6, 'other', [], 'case-decided'))).toBe('SUPERSEDED');
  });
});

describe('the order of arrival', () => {
  it('plays no part: the newest version stands, with the first file', () => {
    const one = past(receive(1, 'a'), receive(2, 'b')).reduce(evolveMatter, absentMatter);
    const other = past(receive(2, 'b')).reduce(evolveMatter, absentMatter);
    expect(one).toEqual(other);
    expect(outcome(past(receive(2, 'b')), receive(1, 'a'))).toBe('SUPERSEDED');
  });
});
