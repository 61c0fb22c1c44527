import { maxDate } from '@credit/kernel';
import type { LocalDate } from '@credit/kernel';
import type { WorkContext } from '@credit/persistence';
import { BUG, HANDLER_EXTRAS } from './batch-handler.ts';
import type { HandlerExtras, HandlerOutcome } from './batch-handler.ts';
import type { EventBatch, IntakeBatch, IntakeDelivery } from './event-batch.ts';
import type { StrategyMetrics } from './strategy-metrics.ts';
import type { StrategyOptions } from './strategy-options.ts';

/** A registered handler, as the strategy calls it. */
export interface Registered {
  topic: string;
  types?: ReadonlySet<string>;
  mode: 'project' | 'react';
  /** With `bug`: asks for the hold receipt of that delivery instead. @throws HandlerFailure */
  call(batch: EventBatch | IntakeBatch, bug?: IntakeDelivery): Promise<void>;
}

/** What the parts of the strategy share. */
export interface Core {
  options: StrategyOptions;
  metrics: StrategyMetrics;
  streams: ReadonlyMap<string, number>;
  handlersOf(topic: string): readonly Registered[];
  /** Whether some handler of the topic takes the type. */
  handles(topic: string, type: string): boolean;
  /** Next offset of a place `topic/partition` as this service knows it. */
  remembered(place: string): number;
  /** Something was parked: copies are due. */
  parkedNow(): void;
}

/** A handler's failure, told apart from failures of our own statements. */
export class HandlerFailure extends Error {
  readonly original: unknown;
  constructor(original: unknown) {
    super(original instanceof Error ? original.message : String(original));
    this.name = 'HandlerFailure';
    this.original = original;
  }
}

type NestHandler = ((batch: unknown) => Promise<unknown>) & { extras?: Record<string, unknown> };

/** Turns what Nest registered under one pattern into a handler; undefined for patterns that are not ours. */
export function registered(handler: NestHandler): Registered | undefined {
  const extras = handler.extras?.[HANDLER_EXTRAS] as HandlerExtras | undefined;
  if (extras === undefined) return undefined;
  return {
    ...extras,
    call: async (batch, bug) => {
      const outcome = (await handler(bug === undefined ? batch : { ...batch, [BUG]: bug })) as HandlerOutcome | undefined;
      if (outcome !== undefined && 'error' in outcome) throw new HandlerFailure(outcome.error);
    },
  };
}

/** The context of a batch: today is the later of our own and the events' business dates (P-11). */
export function batchContext(options: StrategyOptions, dates: Iterable<LocalDate | undefined>): WorkContext {
  let today = options.clock.today();
  for (const date of dates) if (date !== undefined) today = maxDate(today, date);
  return { actor: options.actor, now: options.clock.now(), today };
}
