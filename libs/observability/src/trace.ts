import { randomBytes } from 'node:crypto';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;
const NO_TRACE = '0'.repeat(32);
const NO_SPAN = '0'.repeat(16);

const spanId = (): string => randomBytes(8).toString('hex');

/** A new W3C trace context: `00-<trace id>-<span id>-01`. */
export const newTraceparent = (): string => `00-${randomBytes(16).toString('hex')}-${spanId()}-01`;

/** The trace id (32 hex digits) of a W3C traceparent, or undefined when it is malformed or all zero. */
export function traceIdOf(traceparent: string | undefined): string | undefined {
  const match = traceparent === undefined ? null : TRACEPARENT.exec(traceparent);
  if (!match || match[1] === NO_TRACE || match[2] === NO_SPAN) return undefined;
  return match[1];
}

/** The same trace with a new span; a new trace when the parent is absent or malformed. */
export function childTraceparent(parent: string | undefined): string {
  const traceId = traceIdOf(parent);
  return traceId === undefined ? newTraceparent() : `00-${traceId}-${spanId()}-${parent!.slice(-2)}`;
}
