import { requireEnvironment } from './require-environment.mjs';

export default () => {
  requireEnvironment('e2e', ['CREDIT_GATEWAY_URL', 'KAFKA_BROKERS', 'DATABASE_URL', 'CREDIT_STATE_DIR'], 'Run them by `npm test`, which starts a whole stack.');
};
