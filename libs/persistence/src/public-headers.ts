import type { UnitOfWork } from './unit-of-work.ts';

/** The public event that a private one becomes. `subject` fills `ce_subject`; default is the key. */
export interface PublicFact {
  /** A `ce_type` of the contracts. */
  type: string;
  data: object;
  subject?: string;
  /** The same data once more as a record of a compacted topic, under its own key and type: in the same transaction, lane and version, right behind the fact. Readers of state only ask for a greater version (P-4). `last`: nothing is stated under this key any more, its tombstone follows. */
  stated?: { topic: string; key: string; type: string; last?: boolean };
}

/** What caused a step, when it differs per step of one unit of work (a Kafka batch). */
export interface Cause {
  correlationId?: string;
  causationId?: string;
  traceparent?: string;
  actor?: string;
}

/** What a published row says beside what follows from its columns (see journalRowHeaders). */
export function headersOf(uow: UnitOfWork, fact: PublicFact, key: string, cause: Cause | undefined, eventId: string): Record<string, string> {
  const { ctx } = uow;
  const headers: Record<string, string> = { ce_type: fact.type, ce_source: `/services/${uow.service}`, ce_subject: fact.subject ?? key, ce_time: ctx.now, ce_businessdate: ctx.today };
  headers['ce_correlationid'] = cause?.correlationId ?? ctx.correlationId ?? eventId;
  const causation = cause?.causationId ?? ctx.causationId;
  if (causation !== undefined) headers['ce_causationid'] = causation;
  headers['ce_actor'] = cause?.actor ?? ctx.actor;
  const traceparent = cause?.traceparent ?? ctx.traceparent;
  if (traceparent !== undefined) headers['traceparent'] = traceparent;
  return headers;
}
