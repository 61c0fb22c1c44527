/**
 * The broker's server.properties: one node, broker and controller in one process, loopback only.
 * `port`, `controllerPort`: numbers; `advertisedPort`: where clients are sent, another one when something stands in between; `dataDir`: absolute path. `auth`: 'none' (stage 1) or {adminPassword} for SASL/SCRAM with ACLs.
 */
export function serverProperties({ port, advertisedPort = port, controllerPort, dataDir, auth = 'none' }) {
  return `${[
    'process.roles=broker,controller',
    'node.id=1',
    `controller.quorum.bootstrap.servers=127.0.0.1:${controllerPort}`,
    'controller.listener.names=CONTROLLER',
    ...(auth === 'none' ? plainListeners(port, advertisedPort, controllerPort) : scramListeners(port, advertisedPort, controllerPort, auth)),
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

function plainListeners(port, advertisedPort, controllerPort) {
  return [
    `listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=PLAINTEXT://127.0.0.1:${advertisedPort},CONTROLLER://127.0.0.1:${controllerPort}`,
    'listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT',
    'inter.broker.listener.name=PLAINTEXT',
  ];
}

function scramListeners(port, advertisedPort, controllerPort, { adminPassword }) {
  const login = `org.apache.kafka.common.security.scram.ScramLoginModule required username="admin" password="${adminPassword}";`;
  const plain = `org.apache.kafka.common.security.plain.PlainLoginModule required username="admin" password="${adminPassword}" user_admin="${adminPassword}";`;
  return [
    `listeners=CLIENT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    `advertised.listeners=CLIENT://127.0.0.1:${advertisedPort},CONTROLLER://127.0.0.1:${controllerPort}`,
    'listener.security.protocol.map=CONTROLLER:SASL_PLAINTEXT,CLIENT:SASL_PLAINTEXT',
    'inter.broker.listener.name=CLIENT',
    'sasl.enabled.mechanisms=SCRAM-SHA-512',
    'sasl.mechanism.inter.broker.protocol=SCRAM-SHA-512',
    'sasl.mechanism.controller.protocol=PLAIN',
    `listener.name.client.scram-sha-512.sasl.jaas.config=${login}`,
    'listener.name.controller.sasl.enabled.mechanisms=PLAIN',
    `listener.name.controller.plain.sasl.jaas.config=${plain}`,
    'authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users=User:admin',
  ];
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
