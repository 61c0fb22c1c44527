import type { KafkaClient } from '@credit/testing/servers';
import { department, type Department } from './department.ts';
import { cityKafka } from './kafka.ts';
import { ReceiptDesk } from './receipts.ts';

/** The department systems of a test file: the registrar (registration, licences, penalties) and one that only decides. */
export interface CityAtWork {
  kafka: KafkaClient;
  registrar: Department;
  other: Department;
  desk: ReceiptDesk;
  close(): Promise<void>;
}

/** Connects the departments; after this no receipt is missed. */
export async function cityAtWork(): Promise<CityAtWork> {
  const kafka = cityKafka();
  const desk = new ReceiptDesk(kafka);
  const registrar = department(kafka, desk, ['registration', 'penalty', 'license']);
  const other = [0, 1].map((n) => department(kafka, desk, ['penalty', 'license'], n)).find(({ source }) => source !== registrar.source)!;
  await desk.open([registrar.source, other.source]);
  return { kafka, registrar, other, desk, close: () => kafka.close() };
}
