/** Another transaction changed the same aggregate first. The whole unit of work is run again. */
export class ConcurrencyClash extends Error {
  readonly aggregateType: string;
  constructor(aggregateType: string) {
    super(`concurrent change of ${aggregateType}`);
    this.name = 'ConcurrencyClash';
    this.aggregateType = aggregateType;
  }
}

/** SQLSTATEs that pass by themselves: connection, shutdown, resources, serialisation, deadlock, lock and transaction time-outs. */
const TRANSIENT_STATES = new Set(['40001', '40P01', '55P03', '57014', '57P01', '57P02', '57P03', '57P05', '25P03', '25P04', '3D000', '58000', '58030']);
const TRANSIENT_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNABORTED']);
const TRANSIENT_TEXT = /connection terminated|connection error|timeout exceeded when trying to connect|not currently accepting connections|client was closed|connection timeout|query read timeout/i;

/** The server has not answered in time: the connection is half-open. */
export const isUnanswered = (error: unknown): error is Error => error instanceof Error && /query read timeout/i.test(error.message);

/** True for faults of the infrastructure (database, network) and version clashes: they are retried in place and never park an event. */
export function isTransient(error: unknown): boolean {
  if (error instanceof ConcurrencyClash) return true;
  if (!(error instanceof Error)) return false;
  if (error.name === 'AggregateError' && 'errors' in error) return (error as AggregateError).errors.some(isTransient);
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') {
    if (TRANSIENT_STATES.has(code) || TRANSIENT_CODES.has(code)) return true;
    if (code.length === 5 && (code.startsWith('08') || code.startsWith('53'))) return true;
  }
  return TRANSIENT_TEXT.test(error.message);
}
