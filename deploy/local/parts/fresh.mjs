import { existsSync, rmSync } from 'node:fs';
import { dropContainers } from './docker.mjs';
import { inState, readJson } from './paths.mjs';
import { outside } from './postgres-home.mjs';
import { StackError, say } from './say.mjs';

/** Forgets the state of the stack: data, secrets, logs, markers; the jars stay. Refuses when the servers are not ours to empty. */
export function forgetState() {
  if (process.env.KAFKA_BROKERS || process.env.DATABASE_URL) {
    throw new StackError('--fresh empties only servers that this stack started itself; KAFKA_BROKERS or DATABASE_URL names somebody else\'s: give a new CREDIT_TOPIC_PREFIX and new databases instead.');
  }
  if (readJson(inState('way.json'))?.way === 'docker') dropContainers({ volumes: true });
  for (const name of ['kafka/data', 'kafka/formatted', 'kafka/server.properties', 'postgres', 'secrets', 'run', 'logs', 'kcat', 'sample-fed', 'sample-disciplined', 'sample-repaired', 'sample-promised', 'sample-commitment.json', 'sample-commitment-key.json', 'sample-answer.json', 'sample-certificate.json', 'sample-certificate-key.json', 'way.json', 'demo']) {
    rmSync(inState(...name.split('/')), { recursive: true, force: true });
  }
  if (existsSync(outside())) rmSync(outside(), { recursive: true, force: true });
  say('begun anew: the old state is gone');
}
