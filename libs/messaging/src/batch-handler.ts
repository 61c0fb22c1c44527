import { EventPattern } from '@nestjs/microservices';
import type { IntakeDelivery, IntakeBatch } from './event-batch.ts';

/** Pattern of the handler for every `credit.intake.<source>.v1` topic. */
export const INTAKE_PATTERN = 'intake';
export const HANDLER_EXTRAS = 'creditBatch';

export interface BatchHandlerOptions {
  /** Internal topics: the public types this handler takes; absent = all types of the topic. Others are counted and passed by. */
  types?: readonly string[];
  /** `project` writes only its own read rows and may be replayed; `react` runs use cases that may emit. Default `react`. */
  mode?: 'project' | 'react';
  /** Intake only: method name on the same controller, called as (delivery, batch) in the transaction that parks a delivery on which the handler failed; writes the `held INTERNAL_HOLD` receipt. */
  onIntakeBug?: string;
}

export interface HandlerExtras {
  topic: string;
  types?: ReadonlySet<string>;
  mode: 'project' | 'react';
}

/** What the wrapped method gives back: Nest's exception filters would replace the error, so it travels as a value. */
export interface HandlerOutcome {
  error?: unknown;
}

/** Marks a call that asks for the hold receipt of one delivery. It rides on the batch: Nest hands a handler nothing but its payload. */
export const BUG = Symbol('intake bug');

type Method = (this: Record<string, (delivery: IntakeDelivery, batch: IntakeBatch) => Promise<void>>, batch: never) => Promise<void>;

/**
 * Makes a Nest controller method the batch handler of a topic: `(batch: EventBatch) => Promise<void>`, or with {@link INTAKE_PATTERN} `(batch: IntakeBatch) => Promise<void>`.
 * Several handlers of one topic run in the order of their registration in the same transaction. A handler never catches and logs.
 */
export function BatchHandler(topic: string, options: BatchHandlerOptions = {}): (target: object, property: string | symbol, descriptor: PropertyDescriptor) => void {
  return (target, property, descriptor) => {
    const original = descriptor.value as Method;
    const wrapped = async function (this: never, batch: never): Promise<HandlerOutcome> {
      try {
        const bug = (batch as { [BUG]?: IntakeDelivery })[BUG];
        const onBug = options.onIntakeBug;
        if (bug === undefined) await original.call(this, batch);
        else if (onBug !== undefined) await (this as Record<string, (d: IntakeDelivery, b: IntakeBatch) => Promise<void>>)[onBug]!(bug, batch as unknown as IntakeBatch);
        return {};
      } catch (error) {
        return { error };
      }
    };
    descriptor.value = wrapped;
    const extras: HandlerExtras = { topic, mode: options.mode ?? 'react', ...(options.types ? { types: new Set(options.types) } : {}) };
    const pattern = `${topic}#${target.constructor.name}.${String(property)}`;
    EventPattern(pattern, { [HANDLER_EXTRAS]: extras })(target, property, descriptor);
  };
}
