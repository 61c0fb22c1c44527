export * from './bench-lane.ts';
export * from './copy-in.ts';
export * from './memory-kafka.ts';
