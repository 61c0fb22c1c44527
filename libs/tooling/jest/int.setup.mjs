import { requireEnvironment } from './require-environment.mjs';

export default () => {
  requireEnvironment('int', ['KAFKA_BROKERS', 'DATABASE_URL'], 'Run them by `npm test`, or name a Kafka and a PostgreSQL (superuser URL) in the environment.');
};
