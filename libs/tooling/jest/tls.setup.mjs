import { requireEnvironment } from './require-environment.mjs';

export default () => {
  requireEnvironment('tls', ['KAFKA_SSL_CA_FILE', 'CREDIT_GATEWAY_URL', 'KAFKA_BROKERS', 'DATABASE_URL', 'CREDIT_STATE_DIR'], 'Run them by `npm run test:brokers -- tls`.');
};
