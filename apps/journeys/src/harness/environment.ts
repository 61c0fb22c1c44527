import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const variable = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: journeys run against a started stack (README)`);
  return value;
};

/** What the running stack says of itself (`run/stack.json`). */
interface StackFile {
  way?: { kafka: string; postgres: string };
  cityConfig?: string;
  topicPrefix?: string;
  kafkaAuth?: string;
  ports?: Record<string, number>;
}

interface DepartmentFile {
  source: string;
  name: string;
  uscc: string;
  powers: string[];
  kinds: string[];
  speaksFor: string[];
  parent?: string;
}

const stateDir = resolve(variable('CREDIT_STATE_DIR'));
const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const stackFile = join(stateDir, 'run/stack.json');
const stack: StackFile = existsSync(stackFile) ? readJson<StackFile>(stackFile) : {};
const root = resolve(import.meta.dirname, '../../../..');

/** Where the system under test is: the environment first, then `run/stack.json` of the state folder. */
export const environment = {
  gatewayUrl: variable('CREDIT_GATEWAY_URL').replace(/\/$/, ''),
  brokers: variable('KAFKA_BROKERS'),
  databaseUrl: variable('DATABASE_URL'),
  topicPrefix: process.env['CREDIT_TOPIC_PREFIX'] ?? stack.topicPrefix ?? '',
  /** `scram` or `none`. */
  kafkaAuth: process.env['CREDIT_KAFKA_AUTH'] ?? stack.kafkaAuth ?? 'scram',
  databaseSuffix: process.env['CREDIT_DATABASE_SUFFIX'] ?? '',
  stateDir,
  /** Where the servers come from: `env` (somebody else's), `docker` or `native`. */
  way: stack.way ?? { kafka: 'env', postgres: 'env' },
  /** Port of each service on 127.0.0.1. */
  ports: stack.ports ?? {},
  root,
};

/** Folder with city.json and departments.json. */
export const cityConfig = process.env['CREDIT_CITY_CONFIG'] ?? stack.cityConfig ?? join(root, 'deploy/sample-city/config');

/** 部门 as the city is configured. */
export const departments = readJson<DepartmentFile[]>(join(cityConfig, 'departments.json'));

/** The n-th department that has all these powers. */
export function departmentWith(powers: readonly string[], n = 0): DepartmentFile {
  const found = departments.filter((department) => powers.every((power) => department.powers.includes(power)))[n];
  if (!found) throw new Error(`the configured city has no ${n + 1}. department with the powers ${powers.join(', ')}`);
  return found;
}

/** The n-th department of this kind, such as `market-regulation`. */
export function departmentOfKind(kind: string, n = 0): DepartmentFile {
  const found = departments.filter(({ kinds }) => kinds.includes(kind))[n];
  if (!found) throw new Error(`the configured city has no ${n + 1}. department of the kind ${kind}`);
  return found;
}
