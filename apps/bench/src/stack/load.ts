import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { INTAKE } from '@credit/contracts/events';
import { intakeTopic } from '@credit/contracts/topics';
import { registrationData, syntheticFirm } from '@credit/testing';
import type { Message } from 'kafkajs';

/** What to send: `count` events, numbered from `from`, in sends of 500. */
export interface LoadSpec {
  kind: 'penalty' | 'registration';
  from: number;
  count: number;
  /** Subjects are numbers below this, taken in turn; registrations use number = subject. */
  subjects: number;
  /** Departments that report, in turn. */
  sources: readonly string[];
  /** Instead of the departments' topics, all of it goes to this one. */
  topic?: string;
}

interface Department {
  source: string;
  name: string;
  uscc: string;
  powers: string[];
}

const PER_SEND = 500;
const root = resolve(import.meta.dirname, '../../../..');
const json = <T>(path: string): T => JSON.parse(readFileSync(join(root, path), 'utf8')) as T;
const template = json<Record<string, unknown>>('deploy/sample-city/penalty.json');

/** 部门 of the sample city. */
export const departments = json<Department[]>('deploy/sample-city/config/departments.json');

/** The first departments with that power. */
export const sourcesWith = (power: string, count: number): string[] => departments.filter(({ powers }) => powers.includes(power)).slice(0, count).map(({ source }) => source);

/** 行政处罚 — the sample penalty with its own subject and document number, as that department would report it. */
export function penaltyOf(number: number, subjects: number, { name, uscc }: Department): Record<string, unknown> {
  const firm = syntheticFirm(number % subjects);
  return {
    ...template, subjectName: firm.name, uscc: firm.uscc, legalRepName: firm.legalRepName, docNo: `压测罚〔2026〕${number}号`,
    authorityName: name, authorityUscc: uscc, sourceName: name, sourceUscc: uscc,
  };
}

/** The event as the department sends it: CloudEvents in binary mode, keyed by the subject's code. */
export function messageOf({ kind, subjects }: LoadSpec, number: number, department: Department): Message {
  const data = kind === 'penalty' ? penaltyOf(number, subjects, department) : registrationData(syntheticFirm(number));
  return {
    key: String(data['uscc']),
    value: Buffer.from(JSON.stringify(data)),
    headers: {
      ce_specversion: '1.0', ce_id: randomUUID(), ce_type: kind === 'penalty' ? INTAKE.penalty : INTAKE.registration, ce_source: `/departments/${department.source}`,
      ce_time: new Date().toISOString(), 'content-type': 'application/json',
    },
  };
}

/** All events of the load, cut into sends. */
export function batchesOf(spec: LoadSpec): { topic: string; messages: Message[] }[][] {
  const senders = spec.sources.map((source) => departments.find((department) => department.source === source)!);
  const batches: { topic: string; messages: Message[] }[][] = [];
  for (let at = 0; at < spec.count; at += PER_SEND) {
    const byTopic = new Map<string, Message[]>();
    for (let n = spec.from + at; n < spec.from + Math.min(at + PER_SEND, spec.count); n++) {
      const department = senders[n % senders.length]!;
      const topic = spec.topic ?? intakeTopic(department.source);
      const known = byTopic.get(topic);
      if (known) known.push(messageOf(spec, n, department));
      else byTopic.set(topic, [messageOf(spec, n, department)]);
    }
    batches.push([...byTopic].map(([topic, messages]) => ({ topic, messages })));
  }
  return batches;
}
