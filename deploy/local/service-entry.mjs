/**
 * The first file of a service in a container: brings its database to this release in a process of its own, makes its connection string and its Kafka credential from the secrets volume and hands over to the built service.
 * Environment: SERVICE, CREDIT_DATABASE_HOST (host:port), CREDIT_STATE_DIR. The local stack starts dist/main.js directly.
 */
import { pathToFileURL } from 'node:url';
import { credentialEnvironment } from './parts/kafka-auth.mjs';
import { migrateDatabase } from './parts/programs.mjs';
import { complain, StackError } from './parts/say.mjs';
import { SERVICES, databaseUrl, entryOf } from './parts/services.mjs';

try {
  const service = SERVICES.find((s) => s.name === process.env.SERVICE);
  if (!service) throw new StackError(`SERVICE: expected one of ${SERVICES.map((s) => s.name).join(', ')}, not: ${process.env.SERVICE}`);
  if (service.database && !process.env[service.database]) {
    if (!process.env.CREDIT_DATABASE_HOST) throw new StackError(`${service.database} or CREDIT_DATABASE_HOST must be set.`);
    const server = `postgres://${process.env.CREDIT_DATABASE_HOST}/`;
    await migrateDatabase(service, server, process.env);
    process.env[service.database] = databaseUrl(server, service.name);
  }
  if (service.kafka && !process.env.KAFKA_SASL_USERNAME && process.env.CREDIT_KAFKA_AUTH !== 'none') Object.assign(process.env, credentialEnvironment(service.name));
  await import(pathToFileURL(entryOf(service.name)).href);
} catch (error) {
  complain(error);
  process.exit(78);
}
