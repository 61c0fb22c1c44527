/** What a process without database and Kafka needs (the gateway); loads neither driver. */
export { bootOrExit } from './boot.ts';
export { loadCityConfig } from './configuration.ts';
export { ProblemError, problemBody } from './problem.ts';
export type { Problem, ProblemDetail, ProblemInit } from './problem.ts';
export { sendProblem } from './problem.filter.ts';
export { secretFile } from './platform.ts';
export type { EdgePlatform } from './platform.ts';
export { placeOf } from './request-context.ts';
export type { EdgeRequest } from './request-context.ts';
export type { RunningService } from './run.ts';
export { serveEdge } from './serve-edge.ts';
export type { EdgeDefinition } from './serve-edge.ts';
export { edgeSettings } from './service-settings.ts';
export type { EdgeSettings } from './service-settings.ts';
export { oneOf, optionalText, parseSettings, port, readSettings, SettingFault, text, url, wholeNumber } from './settings.ts';
export type { SettingsOf } from './settings.ts';
export { LOGGER, METRICS, PLATFORM, SETTINGS } from './tokens.ts';
