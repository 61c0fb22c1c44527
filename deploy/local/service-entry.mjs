/**
 * The first file of a service in a container: makes its connection string from the secrets volume and hands over to the built service.
 * Environment: SERVICE, CREDIT_DATABASE_HOST (host:port), CREDIT_STATE_DIR, CREDIT_INSTANCE_ID?. The local stack starts dist/main.js directly.
 * Without CREDIT_INSTANCE_ID each start gets its own: process ids repeat in containers, and two instances of one id would share what each must read alone.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { pathToFileURL } from 'node:url';
import { complain, StackError } from './parts/say.mjs';
import { SERVICES, databaseUrl, entryOf } from './parts/services.mjs';

try {
  const service = SERVICES.find((s) => s.name === process.env.SERVICE);
  if (!service) throw new StackError(`SERVICE: expected one of ${SERVICES.map((s) => s.name).join(', ')}, not: ${process.env.SERVICE}`);
  if (service.database && !process.env[service.database]) {
    if (!process.env.CREDIT_DATABASE_HOST) throw new StackError(`${service.database} or CREDIT_DATABASE_HOST must be set.`);
    process.env[service.database] = databaseUrl(`postgres://${process.env.CREDIT_DATABASE_HOST}/`, service.name);
  }
  process.env.CREDIT_INSTANCE_ID ||= `${hostname()}-${randomUUID().slice(0, 8)}`;
  await import(pathToFileURL(entryOf(service.name)).href);
} catch (error) {
  complain(error);
  process.exit(78);
}
