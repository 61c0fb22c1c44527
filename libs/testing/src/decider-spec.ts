import type { Decider } from '@credit/kernel';

/** What a command led to: read by `then` or `thenRefused`. */
export interface Outcome<E> {
  /** The command causes exactly these events, in this order. @throws Error that shows both lists otherwise. */
  then(expected: readonly E[]): void;
  /** The command is refused with this error code. @throws Error when it was accepted, or refused with another code. */
  thenRefused(code: string): void;
}

/** One test in one sentence: `given([…past events]).when(command).then([…new events])`. */
export interface DeciderSpec<C, S, E> {
  given(past: readonly E[]): { when(command: C): Outcome<E>; state: S };
}

const text = (value: unknown): string => JSON.stringify(value, null, 2);
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, member]) => [key, sorted(member)]));
};

/** Given / when / then over a pure decider; needs no test framework. Members that are `undefined` do not count. */
export function deciderSpec<C, S, E>(decider: Decider<C, S, E>): DeciderSpec<C, S, E> {
  return {
    given(past) {
      const state = past.reduce((at, event) => decider.evolve(at, event), decider.initial);
      return { state, when: (command) => outcomeOf(() => decider.decide(command, state)) };
    },
  };
}

function outcomeOf<E>(decide: () => readonly E[]): Outcome<E> {
  let events: readonly E[] | undefined;
  let refusal: unknown;
  try {
    events = decide();
  } catch (error) {
    refusal = error;
  }
  return {
    then(expected) {
      if (!events) throw refusal instanceof Error ? refusal : new Error(`refused: ${String(refusal)}`);
      if (text(sorted(events)) !== text(sorted(expected))) throw new Error(`expected events ${text(expected)}\nbut the command caused ${text(events)}`);
    },
    thenRefused(code) {
      if (events) throw new Error(`expected refusal ${code}, but the command caused ${text(events)}`);
      const actual = (refusal as { code?: unknown }).code;
      if (actual !== code) throw new Error(`expected refusal ${code}, but got ${String(actual ?? refusal)}`, { cause: refusal });
    },
  };
}
