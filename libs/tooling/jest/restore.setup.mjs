import { requireEnvironment } from './require-environment.mjs';

export default () => {
  requireEnvironment('restore', ['CREDIT_GATEWAY_URL', 'KAFKA_BROKERS', 'DATABASE_URL', 'CREDIT_STATE_DIR'], 'Run them by `npm run test:restore`.');
};
