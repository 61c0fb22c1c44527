export * from './database-client.ts';
export * from './kafka-client.ts';
