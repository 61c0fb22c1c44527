import type { KafkaClient } from '@credit/testing/servers';
import { Department, department } from './department.ts';
import { departments } from './environment.ts';
import { cityKafka } from './kafka.ts';
import { ReceiptDesk } from './receipts.ts';

/** The department systems of a test file: the registrar (registration, licences, penalties), one that only decides, the court, and the registry, which only has matters. */
export interface CityAtWork {
  kafka: KafkaClient;
  registrar: Department;
  other: Department;
  court: Department;
  registry: Department;
  desk: ReceiptDesk;
  close(): Promise<void>;
}

/** Connects the departments; after this no receipt is missed. */
export async function cityAtWork(): Promise<CityAtWork> {
  const kafka = cityKafka();
  const desk = new ReceiptDesk(kafka);
  const registrar = department(kafka, desk, ['registration', 'penalty', 'license']);
  const other = [0, 1].map((n) => department(kafka, desk, ['penalty', 'license'], n)).find(({ source }) => source !== registrar.source)!;
  const court = department(kafka, desk, ['judgment', 'list-entry']);
  const registry = new Department(departments.filter(({ powers }) => powers.includes('matter')).at(-1)!, kafka, desk);
  await desk.open([registrar, other, court, registry].map(({ source }) => source));
  return { kafka, registrar, other, court, registry, desk, close: () => kafka.close() };
}
