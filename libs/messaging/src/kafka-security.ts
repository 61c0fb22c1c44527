import { readFileSync } from 'node:fs';

/** A SCRAM-SHA-512 credential. */
export interface Sasl {
  username: string;
  password: string;
}

/** How a client shows itself and whom it believes. */
export interface KafkaSecurity {
  sasl?: Sasl;
  /** true: the system's certificate authorities; `ca`: PEM text of the only ones to believe. */
  ssl?: true | { ca: string };
}

const isTrue = (text: string | undefined): boolean => text === 'true';

/**
 * Reads KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD_FILE (or KAFKA_SASL_PASSWORD), KAFKA_SSL and KAFKA_SSL_CA_FILE. No user name = no credential.
 * @throws Error of the file system when a named file cannot be read
 */
export function kafkaSecurity(env: Readonly<Record<string, string | undefined>>): KafkaSecurity {
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD_FILE: file, KAFKA_SASL_PASSWORD: password, KAFKA_SSL_CA_FILE: ca } = env;
  return {
    ...(username ? { sasl: { username, password: file ? readFileSync(file, 'utf8').trim() : (password ?? '') } } : {}),
    ...(ca ? { ssl: { ca: readFileSync(ca, 'utf8') } } : isTrue(env['KAFKA_SSL']) ? { ssl: true as const } : {}),
  };
}
