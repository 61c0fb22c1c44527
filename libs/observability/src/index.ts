export { createLogger, LOG_LEVELS } from './logger.ts';
export type { LogFields, Logger, LoggerOptions, LogLevel } from './logger.ts';
export { maskedText } from './masking.ts';
export { createMetrics } from './metrics.ts';
export type { Collect, Counter, Gauge, Histogram, Metrics } from './metrics.ts';
export { childTraceparent, newTraceparent, traceIdOf } from './trace.ts';
