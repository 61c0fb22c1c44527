import { runTool } from './tools.mjs';
import { databaseName, databaseUrl, entryOf, ownerName, ownerPassword } from './services.mjs';

/** Runs a built program of ours to its end; throws its last lines when it fails. */
export const run = (what, args, env, signal) => runTool(what, process.execPath, args, signal, { env });

/** Brings a service's database to this release in a process of its own: only that process sees the owner's password, and it ends before the service starts (ADR 0005). `env`: the service's own environment. */
export const migrateDatabase = (service, adminUrl, env, signal) =>
  run(`Migrating the database of ${service.name}`, [entryOf(service.name), 'migrate', databaseName(service.name)],
    { ...env, [service.database]: databaseUrl(adminUrl, service.name, { role: ownerName(service.name), password: ownerPassword(service.name) }) }, signal);
