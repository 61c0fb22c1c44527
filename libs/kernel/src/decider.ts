/** 决策器: a state machine as three pure values. C = command, S = state (a union keyed by `status`), E = private event. */
export interface Decider<C, S, E> {
  readonly initial: S;
  /** The events that the command causes. @throws DomainError when the command should never have been sent. */
  decide(command: C, state: S): readonly E[];
  /** The only place where state changes. */
  evolve(state: S, event: E): S;
}

/** Ends a `switch` over a union: does not compile while a member is unhandled, throws if one arrives at run time. */
export function assertNever(x: never): never {
  throw new TypeError(`unhandled case: ${JSON.stringify(x)}`);
}
