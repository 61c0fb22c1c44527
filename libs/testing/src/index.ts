export * from './decider-spec.ts';
export * from './eventually.ts';
export * from './lived-time.ts';
export * from './statements.ts';
export * from './subjects.ts';
export * from './kafka-environment.ts';
