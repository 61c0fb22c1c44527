import { randomBytes } from 'node:crypto';

/** A new cluster id as Kafka writes them. */
export const newClusterId = () => randomBytes(16).toString('base64url').replace(/^-/, 'A');

/** What a container of the image apache/kafka runs: settings and arguments of the format come by the environment and are taken out of it again; a formatted folder is left as it is (each start offers a new cluster id, and the tool refuses a folder that has another one). */
export const KAFKA_IN_CONTAINER = `set -e; umask 077
printf %s "$CREDIT_KAFKA_PROPERTIES" > /tmp/server.properties; printf %s "$CREDIT_KAFKA_FORMAT" > /tmp/format.args
unset CREDIT_KAFKA_PROPERTIES CREDIT_KAFKA_FORMAT
[ -f /var/lib/kafka/data/meta.properties ] || /opt/kafka/bin/kafka-storage.sh @/tmp/format.args
rm /tmp/format.args
exec /opt/kafka/bin/kafka-server-start.sh /tmp/server.properties`;

/**
 * The broker's server.properties: one node, broker and controller in one process, on loopback.
 * `port`, `controllerPort`: numbers; `advertisedPort`: where clients are sent, another one when something stands in between; `dataDir`: absolute path. In a container `host` is 0.0.0.0, and `inside`
 * (host:port) is where other containers find it. `auth`: 'none' or {adminPassword, plainUsers?} for SASL/SCRAM with ACLs. `tls`: {keystore, ca}, PEM files, when clients are to speak TLS; the controller's
 * listener, on which this one process talks to itself, never does.
 */
export function serverProperties({ port, advertisedPort = port, controllerPort, dataDir, auth = 'none', tls, host = '127.0.0.1', inside }) {
  const clients = { port, advertisedPort, host, inside, transport: tls ? 'SSL' : 'PLAINTEXT' };
  return `${[
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.bootstrap.servers=127.0.0.1:${controllerPort}`,
    'controller.listener.names=CONTROLLER',
    ...(auth === 'none' ? plainListeners(clients, controllerPort) : scramListeners(clients, controllerPort, auth)),
    ...(tls ? ['ssl.keystore.type=PEM', `ssl.keystore.location=${tls.keystore}`, 'ssl.truststore.type=PEM', `ssl.truststore.location=${tls.ca}`] : []),
    `log.dirs=${dataDir}`,
    'offsets.topic.replication.factor=1',
    'offsets.topic.num.partitions=8',
    'transaction.state.log.replication.factor=1',
    'transaction.state.log.min.isr=1',
    'transaction.state.log.num.partitions=4',
    'share.coordinator.state.topic.replication.factor=1',
    'share.coordinator.state.topic.min.isr=1',
    'share.coordinator.state.topic.num.partitions=2',
    'group.initial.rebalance.delay.ms=0',
    'auto.create.topics.enable=false',
    'num.network.threads=2',
    'num.io.threads=4',
    'log.cleaner.dedupe.buffer.size=16777216',
    'log.segment.bytes=134217728',
    'controlled.shutdown.enable=false',
  ].join('\n')}\n`;
}

/** Where clients are heard and sent to, by the kind of talk (`login`: 'SASL_' or nothing); the broker calls itself CLIENT. */
function addresses({ port, advertisedPort, host, inside, transport }, controllerPort, login) {
  const insidePort = inside?.split(':')[1];
  return [
    `listeners=CLIENT://${host}:${port},${inside ? `INSIDE://${host}:${insidePort},` : ''}CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=CLIENT://127.0.0.1:${advertisedPort},${inside ? `INSIDE://${inside},` : ''}CONTROLLER://127.0.0.1:${controllerPort}`,
    `listener.security.protocol.map=CONTROLLER:${login}PLAINTEXT,CLIENT:${login}${transport},INSIDE:${login}${transport}`,
    `inter.broker.listener.name=${inside ? 'INSIDE' : 'CLIENT'}`,
  ];
}

const plainListeners = (clients, controllerPort) => addresses(clients, controllerPort, '');

function scramListeners(clients, controllerPort, { adminPassword, plainUsers = {} }) {
  const login = `org.apache.kafka.common.security.scram.ScramLoginModule required username="admin" password="${adminPassword}";`;
  const plain = `org.apache.kafka.common.security.plain.PlainLoginModule required username="admin" password="${adminPassword}" user_admin="${adminPassword}";`;
  return [
    ...addresses(clients, controllerPort, 'SASL_'),
    'sasl.enabled.mechanisms=SCRAM-SHA-512',
    ...peopleMechanisms(plainUsers),
    'sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512',
    'sasl.mechanism.controller.protocol=PLAIN',
    `listener.name.client.scram-sha-512.sasl.jaas.config=${login}`,
    ...(clients.inside ? [`listener.name.inside.scram-sha-512.sasl.jaas.config=${login}`] : []),
    'listener.name.controller.sasl.enabled.mechanisms=PLAIN',
    `listener.name.controller.plain.sasl.jaas.config=${plain}`,
    'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users=User:admin',
  ];
}

/**
 * SASL PLAIN beside SCRAM for departments and operators on the client listener: librdkafka before 2.6.1, which is the kcat of Debian 12 and Ubuntu 24.04, gets its SCRAM nonce wrong and Kafka 4 refuses it
 * (confluentinc/librdkafka#4895). The password travels as it is: on loopback, or inside TLS.
 */
function peopleMechanisms(users) {
  const names = Object.entries(users).map(([name, password]) => `user_${name}="${password}"`);
  if (names.length === 0) return [];
  return [
    'listener.name.client.sasl.enabled.mechanisms=SCRAM-SHA-512,PLAIN',
    `listener.name.client.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required ${names.join(' ')};`,
  ];
}

/**
 * Arguments of Kafka's storage tool, one a line for its `@file`, so that the administrator's password stands in no process list. `config`: path of the server.properties; `admin`: {name, password} when
 * the broker asks for credentials.
 */
export function formatArguments({ clusterId, config, admin }) {
  const user = admin ? ['--add-scram', `SCRAM-SHA-512=[name=${admin.name},password=${admin.password}]`] : [];
  return `${['format', '--standalone', '--ignore-formatted', '-t', clusterId, '-c', config, ...user].join('\n')}`;
}

/** The logging set of a Kafka version: Maven profile, file name, text and the JVM flag that names it. */
export function loggingSet(version, dir) {
  if (Number(version.split('.')[0]) >= 4) {
    return { profile: 'log4j2', file: `${dir}/log4j2.xml`, flag: `-Dlog4j2.configurationFile=${dir}/log4j2.xml`, text: LOG4J2 };
  }
  return { profile: 'reload4j', file: `${dir}/log4j.properties`, flag: `-Dlog4j.configuration=file:${dir}/log4j.properties`, text: RELOAD4J };
}

const LOG4J2 = `<Configuration status="WARN">
  <Appenders><Console name="out" target="SYSTEM_OUT"><PatternLayout pattern="%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %p %c{1} %m%n"/></Console></Appenders>
  <Loggers>
    <Logger name="kafka.server.KafkaRaftServer" level="INFO"/>
    <Root level="WARN"><AppenderRef ref="out"/></Root>
  </Loggers>
</Configuration>
`;

const RELOAD4J = `log4j.rootLogger=WARN, out
log4j.logger.kafka.server.KafkaRaftServer=INFO
log4j.appender.out=org.apache.log4j.ConsoleAppender
log4j.appender.out.layout=org.apache.log4j.PatternLayout
log4j.appender.out.layout.ConversionPattern=%d{ISO8601} %p %c{1} %m%n
`;
