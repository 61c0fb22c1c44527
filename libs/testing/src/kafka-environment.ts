/** The variables by which a program or client reaches Kafka as this test run does: brokers, credential, certificate authority. */
export const kafkaEnvironment = (): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => name === 'KAFKA_BROKERS' || /^KAFKA_(SASL|SSL)/.test(name)));
