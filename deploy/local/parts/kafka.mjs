import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { KAFKA_ADMIN, adminPassword, brokerAuth } from './kafka-auth.mjs';
import { formatArguments, loggingSet, newClusterId, serverProperties } from './kafka-config.mjs';
import { inState, root, writeWhole } from './paths.mjs';
import { ask, portFrom } from './ports.mjs';
import { StackError, say } from './say.mjs';
import { runTool } from './tools.mjs';

/** The Kafka version to run: KAFKA_VERSION, default 4.3.1. */
export const kafkaVersion = process.env.KAFKA_VERSION || '4.3.1';

const LEAST_JAVA = 17;

/** The java command (JAVA_HOME first); throws one sentence that says what to install when it is absent or too old. */
export function findJava() {
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
  const told = spawnSync(java, ['-version'], { encoding: 'utf8' });
  const advice = `install Java ${LEAST_JAVA} or newer (Debian/Ubuntu: apt-get install openjdk-17-jre-headless; macOS: brew install openjdk@17), or start Docker, or set KAFKA_BROKERS and DATABASE_URL`;
  if (told.error || told.status !== 0) throw new StackError(`Kafka needs Java, and \`${java}\` was not found: ${advice}.`);
  const major = Number(/version "(\d+)/.exec(told.stderr)?.[1] ?? 0);
  if (major < LEAST_JAVA) throw new StackError(`Kafka ${kafkaVersion} needs Java ${LEAST_JAVA}, and \`${java}\` is version ${major}: ${advice}.`);
  return java;
}

/** Fetches the broker's jars through Maven once per version and work tree; returns their folder. */
async function fetchJars(version, logging, signal) {
  const jars = join(root, '.local', 'kafka', `jars-${version}`);
  if (existsSync(jars)) return jars;
  if (spawnSync('mvn', ['-v'], { encoding: 'utf8' }).error) {
    throw new StackError('Kafka is fetched by Maven, and `mvn` was not found: install Maven (Debian/Ubuntu: apt-get install maven; macOS: brew install maven), or start Docker, or set KAFKA_BROKERS and DATABASE_URL.');
  }
  say(`fetching Apache Kafka ${version} through Maven (once)`);
  const half = `${jars}.${process.pid}.half`;
  rmSync(half, { recursive: true, force: true });
  await runTool('Maven', 'mvn', ['-q', '-B', '-f', join(root, 'deploy/local/pom.xml'), `-Dkafka.version=${version}`, '-P', logging.profile,
    'dependency:copy-dependencies', `-DoutputDirectory=${half}`, '-DincludeScope=runtime'], signal);
  if (existsSync(jars)) rmSync(half, { recursive: true, force: true });
  else renameSync(half, jars);
  return jars;
}

/** Compares dotted versions: negative, zero or positive. */
function compareVersions(a, b) {
  const [x, y] = [a, b].map((v) => v.split('.').map(Number));
  return x[0] - y[0] || x[1] - y[1] || x[2] - y[2];
}

/** Formats the data folder once, and again when it was lost; the marker is written last, so that an interrupted format starts over. */
async function format({ java, jars, config, dataDir, auth }, signal) {
  const marker = inState('kafka', 'formatted');
  if (existsSync(marker) && existsSync(join(dataDir, 'meta.properties'))) {
    const [made, madeFor = 'none'] = readFileSync(marker, 'utf8').trim().split(' ');
    if (auth === 'scram' && madeFor !== auth) throw new StackError(`The data in ${inState('kafka')} was made before Kafka asked for credentials: start with --fresh, or with CREDIT_KAFKA_AUTH=none.`);
    if (compareVersions(kafkaVersion, made) < 0) {
      throw new StackError(`The data in ${inState('kafka')} was written by Kafka ${made}, which ${kafkaVersion} cannot read: start with --fresh, or use another CREDIT_STATE_DIR.`);
    }
    return;
  }
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  const list = inState('kafka', 'format.args');
  writeWhole(list, formatArguments({ clusterId: newClusterId(), config, admin: auth === 'scram' ? { name: KAFKA_ADMIN, password: adminPassword() } : undefined }), 0o600);
  try {
    await runTool('The format of the Kafka data folder', java, ['-cp', `${jars}/*`, 'kafka.tools.StorageTool', `@${list}`], signal);
  } finally {
    rmSync(list, { force: true });
  }
  writeWhole(marker, `${kafkaVersion} ${auth}\n`);
}

/**
 * Prepares a native broker: jars, configuration, format. Resolves to what a supervisor starts:
 * {name, beforeStart(), command, args, port, stop, ready()}.
 */
export async function prepareKafka({ port, controllerPort, auth, tls, signal }) {
  const java = findJava();
  const dir = inState('kafka');
  mkdirSync(dir, { recursive: true });
  const dataDir = join(dir, 'data');
  const logging = loggingSet(kafkaVersion, dir);
  const jars = await fetchJars(kafkaVersion, logging, signal);
  const config = join(dir, 'server.properties');
  writeWhole(config, serverProperties({ port, advertisedPort: portFrom('KAFKA_ADVERTISED_PORT', port), controllerPort, dataDir, auth: brokerAuth(auth), tls }), 0o600);
  writeWhole(logging.file, logging.text);
  const made = { java, jars, config, dataDir, auth };
  await format(made, signal);
  return {
    name: 'kafka',
    beforeStart: () => format(made),
    command: java,
    args: ['-Xms256m', '-Xmx512m', '-XX:+UseParallelGC', '-XX:+ExitOnOutOfMemoryError', '-Djava.awt.headless=true', logging.flag, '-cp', `${jars}/*`, 'kafka.Kafka', config],
    port,
    stop: { signal: 'SIGTERM', seconds: 20 },
    ready: () => kafkaAnswers('127.0.0.1', port, tls?.ca),
  };
}

/** True when a broker answers an ApiVersions request; `ca`: over TLS, believing the authorities of that PEM file only. */
export async function kafkaAnswers(host, port, ca) {
  const request = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xff, 0xff]);
  const answer = await ask(host, port, request, ca);
  return Boolean(answer && answer.length >= 10 && answer.readInt32BE(4) === 1 && answer.readInt16BE(8) === 0);
}
