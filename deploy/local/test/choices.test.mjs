import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { KAFKA_IN_CONTAINER, formatArguments, loggingSet, serverProperties } from '../parts/kafka-config.mjs';
import { inState, makeState, root, secret } from '../parts/paths.mjs';
import { choosePort, portFrom } from '../parts/ports.mjs';
import { chooseWay } from '../parts/servers.mjs';
import { kafkaTls } from '../parts/kafka-tls.mjs';
import { databaseUrl, instances } from '../parts/services.mjs';
import { ownStateFolder } from './state-folder.mjs';

ownStateFolder();
makeState();

const yes = () => true;
const no = () => false;
const given = { KAFKA_BROKERS: 'k:1', DATABASE_URL: 'postgres://x' };

describe('where the servers come from', () => {
  const table = [
    ['the environment wins', given, yes, undefined, 'env', 'env'],
    ['then Docker', {}, yes, undefined, 'docker', 'docker'],
    ['then native', {}, no, undefined, 'native', 'native'],
    ['one given server is used, the other one is made', { KAFKA_BROKERS: 'k:1' }, no, undefined, 'env', 'native'],
    ['CREDIT_STACK decides instead', { ...given, CREDIT_STACK: 'native' }, yes, undefined, 'native', 'native'],
    ['a filled state folder stays with its way', {}, yes, 'native', 'native', 'native'],
  ];
  for (const [name, env, docker, before, kafka, postgres] of table) {
    it(name, () => {
      const way = chooseWay(env, docker, before);
      assert.deepEqual([way.kafka, way.postgres], [kafka, postgres]);
      assert.ok(way.reason);
    });
  }
  it('refuses a way it does not know, and env without servers', () => {
    assert.throws(() => chooseWay({ CREDIT_STACK: 'cloud' }, no), /CREDIT_STACK: expected env, docker or native/);
    assert.throws(() => chooseWay({ CREDIT_STACK: 'env' }, no), /needs KAFKA_BROKERS and DATABASE_URL/);
  });
});

describe('ports', () => {
  it('a busy one and a promised one give way', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const busy = server.address().port;
    const taken = new Set([busy + 1]);
    const chosen = await choosePort('a test', busy, taken);
    server.close();
    assert.ok(chosen > busy + 1);
    assert.ok(taken.has(chosen));
  });
  it('a malformed one is refused by name', () => {
    process.env.SOME_PORT = '80a';
    assert.throws(() => portFrom('SOME_PORT', 1), /SOME_PORT: not a port number/);
  });
});

describe('the broker', () => {
  const at = { port: 9092, controllerPort: 9093, dataDir: '/d' };
  it('listens on loopback only and makes no topics by itself', () => {
    const text = serverProperties(at);
    assert.match(text, /^listeners=CLIENT:\/\/127\.0\.0\.1:9092,CONTROLLER:\/\/127\.0\.0\.1:9093$/m);
    assert.match(text, /^auto\.create\.topics\.enable=false$/m);
    assert.doesNotMatch(text, /0\.0\.0\.0|ANONYMOUS/);
  });
  it('asks for credentials and lets nobody in without one', () => {
    const text = serverProperties({ ...at, auth: { adminPassword: 'pw' } });
    assert.match(text, /^listener\.security\.protocol\.map=CONTROLLER:SASL_PLAINTEXT,CLIENT:SASL_PLAINTEXT/m);
    assert.match(text, /^super\.users=User:admin$/m);
    assert.doesNotMatch(text, /ANONYMOUS|allow\.everyone/);
  });
  it('gets its administrator by a file of arguments', () => {
    assert.match(formatArguments({ clusterId: 'c', config: '/c', admin: { name: 'admin', password: 'pw' } }), /^format\n.*\n--add-scram\nSCRAM-SHA-512=\[name=admin,password=pw\]$/s);
    assert.doesNotMatch(formatArguments({ clusterId: 'c', config: '/c' }), /scram/);
  });
  it('has a logging set per generation', () => {
    assert.equal(loggingSet('4.3.1', '/x').profile, 'log4j2');
    assert.equal(loggingSet('3.9.2', '/x').profile, 'reload4j');
  });
});

describe('secrets', () => {
  it('are made once, 0600, and put into connection strings', () => {
    const first = secret('a-secret');
    assert.equal(secret('a-secret'), first);
    assert.equal(statSync(inState('secrets', 'a-secret')).mode & 0o777, 0o600);
    assert.equal(statSync(inState('secrets')).mode & 0o777, 0o700);
    const url = new URL(databaseUrl('postgres://admin:pw@127.0.0.1:5433/postgres', 'credit-record'));
    assert.equal(url.username, 'credit_credit_record');
    assert.equal(url.pathname, '/credit_credit_record');
    assert.equal(url.password, secret('db-credit-record.txt'));
  });
});

describe('TLS to the native Kafka', () => {
  it('is off unless told, and for brokers of our own only', () => {
    assert.equal(kafkaTls('native', {}), undefined);
    assert.throws(() => kafkaTls('native', { CREDIT_KAFKA_TLS: 'yes' }), /expected on or off/);
    for (const way of ['env', 'docker']) assert.throws(() => kafkaTls(way, { CREDIT_KAFKA_TLS: 'on' }), /KAFKA_SSL_CA_FILE/);
  });
  it('stands between clients and broker, with or without credentials; the controller talks to itself', () => {
    const map = (more) => /^listener\.security\.protocol\.map=(.*)$/m.exec(serverProperties({ port: 9092, controllerPort: 9093, dataDir: '/d', ...more }))[1];
    const tls = { keystore: '/k.pem', ca: '/ca.pem' };
    assert.equal(map({}), 'CONTROLLER:PLAINTEXT,CLIENT:PLAINTEXT,INSIDE:PLAINTEXT');
    assert.equal(map({ tls }), 'CONTROLLER:PLAINTEXT,CLIENT:SSL,INSIDE:SSL');
    assert.equal(map({ tls, auth: { adminPassword: 'x' } }), 'CONTROLLER:SASL_PLAINTEXT,CLIENT:SASL_SSL,INSIDE:SASL_SSL');
  });
});

describe('Kafka in a container', () => {
  it('formats an empty folder only: each start offers a new cluster id, and a folder with another one would be refused', () => {
    const once = '[ -f /var/lib/kafka/data/meta.properties ] || /opt/kafka/bin/kafka-storage.sh @';
    assert.ok(KAFKA_IN_CONTAINER.includes(once));
    assert.ok(readFileSync(join(root, 'docker-compose.yml'), 'utf8').includes(once));
  });
});

describe('several instances of a service', () => {
  it('once each unless told; the first keeps name and port, further ones get their own', () => {
    assert.deepEqual(instances('').map(({ instance }) => instance), ['credit-record', 'list-designation', 'publicity', 'joint-discipline', 'credit-repair', 'commitment', 'gateway']);
    const more = instances('credit-record=2,publicity=3');
    assert.deepEqual(more.map(({ instance }) => instance), ['credit-record', 'credit-record-2', 'list-designation', 'publicity', 'publicity-2', 'publicity-3', 'joint-discipline', 'credit-repair', 'commitment', 'gateway']);
    assert.equal(new Set(more.map(({ port }) => port)).size, more.length);
    assert.deepEqual(more.filter(({ name }) => name === 'publicity').map(({ port, portVariable }) => [port, portVariable]), [[8106, 'PUBLICITY_PORT'], [8206, undefined], [8306, undefined]]);
  });
  it('refuses a service it does not know and a count that makes no sense', () => {
    for (const text of ['nobody=2', 'publicity=0', 'publicity=x', 'publicity']) assert.throws(() => instances(text), /CREDIT_INSTANCES: expected e.g. credit-record=2/);
  });
});

describe('what stands between clients and Kafka', () => {
  it('is what Kafka tells them, not where it listens', () => {
    const text = serverProperties({ port: 9092, advertisedPort: 7000, controllerPort: 9093, dataDir: '/d' });
    assert.match(text, /^listeners=\w+:\/\/127\.0\.0\.1:9092,/m);
    assert.match(text, /^advertised\.listeners=\w+:\/\/127\.0\.0\.1:7000,/m);
  });
});
