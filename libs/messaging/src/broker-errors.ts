/** What a broker answers when the record itself is at fault. Not INVALID_TIMESTAMP: that is a clock at fault, the lane waits. */
const RECORD_AT_FAULT = new Set(['MESSAGE_TOO_LARGE', 'RECORD_LIST_TOO_LARGE', 'INVALID_RECORD', 'CORRUPT_MESSAGE', 'POLICY_VIOLATION']);

/** The broker's name for the error, wherever KafkaJS put it. */
export function brokerError(error: unknown): string | undefined {
  for (let e = error as { type?: string; cause?: unknown; originalError?: unknown } | undefined, n = 0; e && n < 4; e = (e.cause ?? e.originalError) as typeof e, n++) if (typeof e.type === 'string') return e.type;
  return undefined;
}

/** The broker's name for the error when it refuses the record, not the connection or the moment. */
export function recordAtFault(error: unknown): string | undefined {
  const type = brokerError(error);
  return type !== undefined && RECORD_AT_FAULT.has(type) ? type : undefined;
}
