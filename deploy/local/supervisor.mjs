/**
 * The process that keeps one stack running: Kafka, PostgreSQL, provisioning, the services; restarts what crashes, stops in reverse order.
 * Started by start.mjs, stack.mjs and test.mjs with an IPC channel; when that channel breaks before `detach`, the stack stops: nobody is left without an owner.
 * Arguments: `--servers` = only Kafka and PostgreSQL. Messages out: {say}, {ready: stack}, {failed: sentence}; in: 'detach'.
 */
import { readFileSync, rmSync } from 'node:fs';
import { commonEnvironment, instances, serviceSpec } from './parts/services.mjs';
import { adminEnvironment } from './parts/kafka-auth.mjs';
import { dropContainers } from './parts/docker.mjs';
import { inState, makeState, writeWhole } from './parts/paths.mjs';
import { choosePort, portFrom } from './parts/ports.mjs';
import { forget, recorded, remember, alive, running, stopProcess } from './parts/processes.mjs';
import { bringUpServers } from './parts/servers.mjs';
import { StackError, alsoTell, complain, say, sleep } from './parts/say.mjs';
import { migrateDatabase } from './parts/programs.mjs';
import { keepRunning } from './parts/supervise.mjs';
import { provisionAll, writeKcatConfigs } from './provision.mjs';

const onlyServers = process.argv.includes('--servers');
const stop = new AbortController();
const kept = [];
let detached = false;
let way;

const tell = (message) => { if (process.connected) process.send(message, () => {}); };

function keep(spec) {
  const one = keepRunning(spec);
  kept.push(one);
  return one;
}

/** Stops processes whose supervisor died: services first, then Kafka, then PostgreSQL. */
async function stopLeftovers() {
  const rank = { kafka: 1, postgres: 2 };
  const left = recorded().filter((r) => r.name !== 'supervisor' && alive(r)).sort((a, b) => (rank[a.name] ?? 0) - (rank[b.name] ?? 0));
  for (const record of left) {
    say(`stopping ${record.name} (pid ${record.pid}), left over from a supervisor that died`);
    await stopProcess(record, { signal: record.name === 'postgres' ? 'SIGINT' : 'SIGTERM', seconds: 20 });
  }
}

async function bringUp(signal) {
  await stopLeftovers();
  const taken = new Set();
  const ports = {};
  const wanted = onlyServers ? [] : instances();
  for (const s of wanted) ports[s.instance] = await choosePort(s.instance, s.portVariable ? portFrom(s.portVariable, s.port) : s.port, taken);
  const servers = await bringUpServers({ keep, taken, signal });
  way = servers.way;
  const stack = {
    brokers: servers.brokers,
    kafkaAuth: servers.kafkaAuth,
    ...(servers.kafkaCa ? { kafkaCa: servers.kafkaCa } : {}),
    ...(servers.kafkaAuth === 'scram' && servers.way.kafka !== 'env' ? { kcatMechanism: 'PLAIN' } : {}),
    topicPrefix: process.env.CREDIT_TOPIC_PREFIX ?? '',
    ports,
    way: servers.way,
    supervisor: process.pid,
    ...(onlyServers ? {} : { gatewayUrl: `http://127.0.0.1:${ports.gateway}` }),
  };
  const inside = { ...stack, adminUrl: servers.adminUrl };
  if (!onlyServers) {
    const env = commonEnvironment(inside);
    await provisionAll({ adminUrl: servers.adminUrl, ours: servers.way.postgres !== 'env', env, kafkaAdmin: adminEnvironment(stack), signal });
    const kcat = writeKcatConfigs({ env, signal });
    await Promise.all(wanted.filter((s) => s.database && s.instance === s.name).map((s) => migrateDatabase(s, servers.adminUrl, env, signal)));
    const services = wanted.map((s) => keep(serviceSpec(s, inside)));
    for (const one of services) await one.ready({ seconds: 120, signal });
    await kcat;
    Object.assign(stack, { cityConfig: env.CREDIT_CITY_CONFIG, mode: env.CREDIT_MODE });
  }
  writeWhole(inState('secrets', 'admin-url.txt'), servers.adminUrl, 0o600);
  writeWhole(inState('run', 'stack.json'), `${JSON.stringify(stack, null, 2)}\n`);
  return stack;
}

/** Topics lost with the broker's disk are made again; asked after each restart of Kafka. */
async function provisionAfterAmnesia(stack, adminUrl) {
  const kafka = kept.find((one) => one.state.name === 'kafka');
  let seen = 0;
  for (;;) {
    await sleep(1000, stop.signal).catch(() => {});
    if (stop.signal.aborted) return;
    if (!kafka || kafka.state.restarts === seen) continue;
    const restarts = kafka.state.restarts;
    try {
      await kafka.ready({ seconds: 60, signal: stop.signal });
      await provisionAll({ adminUrl, ours: stack.way.postgres !== 'env', env: commonEnvironment({ ...stack, adminUrl }), kafkaAdmin: adminEnvironment(stack), signal: stop.signal });
      seen = restarts;
    } catch (error) {
      if (!stop.signal.aborted) complain(error);
    }
  }
}

async function tearDown() {
  rmSync(inState('run', 'stack.json'), { force: true });
  const byName = (names) => kept.filter((one) => names(one.state.name));
  await Promise.all(byName((n) => n !== 'kafka' && n !== 'postgres').map((one) => one.stop()));
  for (const name of ['kafka', 'postgres']) for (const one of byName((n) => n === name)) await one.stop();
  if (way && Object.values(way).includes('docker')) dropContainers();
  forget('supervisor', process.pid);
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => stop.abort(new StackError(`stopped by ${signal}`)));
process.on('message', (message) => { if (message === 'detach') { detached = true; process.disconnect(); } });
process.on('disconnect', () => { if (!detached) stop.abort(new StackError('the process that started this stack is gone')); });

alsoTell((line) => tell({ say: line }));
makeState();
if (running('supervisor')) {
  tell({ failed: 'another start of this stack is under way' });
  process.exitCode = 1;
} else {
  remember('supervisor', process.pid);
  try {
    const stack = await bringUp(stop.signal);
    tell({ ready: stack });
    if (!onlyServers) void provisionAfterAmnesia(stack, readFileSync(inState('secrets', 'admin-url.txt'), 'utf8'));
    const life = setInterval(() => {}, 60_000);
    await new Promise((resolve) => { if (stop.signal.aborted) resolve(); else stop.signal.addEventListener('abort', resolve, { once: true }); });
    clearInterval(life);
  } catch (error) {
    process.exitCode = 1;
    if (!stop.signal.aborted) {
      complain(error);
      tell({ failed: error instanceof StackError ? error.message : String(error?.stack ?? error) });
    }
  }
  await tearDown();
}
if (process.connected) process.disconnect();
