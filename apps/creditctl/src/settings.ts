import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type CityConfig, parseCityConfig } from '@credit/contracts/topics';
import { kafkaSecurity, type KafkaSecurity } from '@credit/messaging';
import { CommandFailure, EXIT } from './exit.ts';

/** Where the system is. Each value: environment first, then the running local stack (`<state>/run/stack.json`). */
export interface Settings {
  gatewayUrl?: string;
  brokers?: string;
  /** CREDIT_TOPIC_PREFIX; '' in production. */
  topicPrefix: string;
  /** Folder with city.json and departments.json. */
  cityConfig?: string;
  /** CREDIT_STATE_DIR, or the `.local` folder found upwards from here. */
  stateDir: string;
  /** Base address per service, for /ops. */
  services: Record<string, string>;
  /** CREDIT_SECRETS_DIR, or `secrets` in the state folder: passwords of Kafka credentials, one file each. */
  secretsDir: string;
  /** KAFKA_SASL_*: one credential for every verb. Absent: each verb takes the one it needs from the secrets, when `credentials` says that they count. */
  security: KafkaSecurity;
  /** KAFKA_SSL_CA_FILE, or the authority of the local stack; for tools that want the file itself. */
  caFile?: string;
  /** SASL mechanism in configurations for kcat; PLAIN where the brokers take it, because librdkafka before 2.6.1 fails at SCRAM with Kafka 4. */
  kcatMechanism: string;
  /** false = the brokers ask for no credential (CREDIT_KAFKA_AUTH=none). */
  credentials: boolean;
  /** CREDIT_TOKEN: used instead of a sandbox token. */
  token?: string;
}

interface StackFile {
  gatewayUrl?: string;
  brokers?: string;
  topicPrefix?: string;
  cityConfig?: string;
  kafkaAuth?: string;
  kafkaCa?: string;
  kcatMechanism?: string;
  ports?: Record<string, number>;
}

const SERVICE_VARIABLES = { 'credit-record': 'CREDIT_RECORD_URL', 'list-designation': 'LIST_DESIGNATION_URL', publicity: 'PUBLICITY_URL', 'joint-discipline': 'JOINT_DISCIPLINE_URL', 'credit-repair': 'CREDIT_REPAIR_URL', commitment: 'COMMITMENT_URL' } as const;

const VARIABLES = { gatewayUrl: 'CREDIT_GATEWAY_URL', brokers: 'KAFKA_BROKERS', cityConfig: 'CREDIT_CITY_CONFIG' } as const;

function findStateDir(from: string): string {
  for (let at = resolve(from); ; at = dirname(at)) {
    if (existsSync(join(at, '.local'))) return join(at, '.local');
    if (dirname(at) === at) return join(resolve(from), '.local');
  }
}

function readStack(stateDir: string): StackFile {
  const file = join(stateDir, 'run/stack.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StackFile) : {};
}

const defined = <T extends object>(value: T): T => Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined && member !== '')) as T;

/** Reads the settings; nothing is required here, a command says what it needs. `from`: folder of the caller. */
export function readSettings(env: NodeJS.ProcessEnv, from: string): Settings {
  const stateDir = env['CREDIT_STATE_DIR'] ? resolve(env['CREDIT_STATE_DIR']) : findStateDir(from);
  const stack = readStack(stateDir);
  const services = Object.entries(SERVICE_VARIABLES).flatMap(([name, variable]) => {
    const port = stack.ports?.[name];
    const url = env[variable] ?? (port === undefined ? undefined : `http://127.0.0.1:${port}`);
    return url ? [[name, url.replace(/\/$/, '')]] : [];
  });
  const found = defined({
    gatewayUrl: (env['CREDIT_GATEWAY_URL'] ?? stack.gatewayUrl)?.replace(/\/$/, ''),
    brokers: env['KAFKA_BROKERS'] ?? stack.brokers,
    cityConfig: env['CREDIT_CITY_CONFIG'] ?? stack.cityConfig,
    token: env['CREDIT_TOKEN'],
    caFile: env['KAFKA_SSL_CA_FILE'] ?? ((env['KAFKA_BROKERS'] ?? stack.brokers) === stack.brokers ? stack.kafkaCa : undefined),
  });
  const secretsDir = env['CREDIT_SECRETS_DIR'] ? resolve(env['CREDIT_SECRETS_DIR']) : join(stateDir, 'secrets');
  const credentials = (env['CREDIT_KAFKA_AUTH'] ?? stack.kafkaAuth) !== 'none';
  return { ...found, secretsDir, security: kafkaSecurity({ ...env, KAFKA_SSL_CA_FILE: found.caFile }), credentials, kcatMechanism: env['KCAT_SASL_MECHANISM'] ?? stack.kcatMechanism ?? 'SCRAM-SHA-512', topicPrefix: env['CREDIT_TOPIC_PREFIX'] ?? stack.topicPrefix ?? '', stateDir, services: Object.fromEntries(services) as Record<string, string> } as Settings;
}

/** A setting that the command cannot do without. @throws CommandFailure SETTINGS.MISSING (exit 78) that names the variable */
export function need(settings: Settings, name: keyof typeof VARIABLES): string {
  const value = settings[name];
  if (value) return value;
  throw new CommandFailure(EXIT.settings, 'SETTINGS.MISSING', `${VARIABLES[name]} is not set and no local stack is running (npm start)`, `未设置 ${VARIABLES[name]}，且本机没有正在运行的系统（npm start）`);
}

/** 城市配置 — the departments, from the configured folder. @throws CommandFailure CITY_CONFIG_INVALID (exit 78) */
export function readCity(settings: Settings): CityConfig {
  const folder = need(settings, 'cityConfig');
  try {
    const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
    return parseCityConfig({ city: read('city.json'), departments: read('departments.json') });
  } catch (error) {
    throw new CommandFailure(EXIT.settings, 'CITY_CONFIG_INVALID', `${folder}: ${(error as Error).message}`, `城市配置无法读取：${(error as Error).message}`);
  }
}

/** The department with this short code. @throws CommandFailure SOURCE.UNKNOWN that lists the known ones */
export function needSource(city: CityConfig, source: string): string {
  if (city.departments.some((department) => department.source === source)) return source;
  const known = city.departments.map((department) => department.source).join(', ');
  throw new CommandFailure(EXIT.usage, 'SOURCE.UNKNOWN', `"${source}" is no configured department; known: ${known}`, `“${source}”不是已配置的部门；已配置：${known}`);
}
