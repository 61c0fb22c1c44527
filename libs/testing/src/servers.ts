export * from './database-attempts.ts';
export * from './database-client.ts';
export * from './kafka-attempts.ts';
export * from './kafka-client.ts';
