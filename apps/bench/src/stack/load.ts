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
  /** Every event with an even number is about subject 0. */
  hot?: boolean;
  /** 决定日期 of the penalties; default: that of the sample. */
  decidedOn?: string;
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
export function penaltyOf(number: number, subjects: number, { name, uscc }: Department, { hot = false, decidedOn }: Pick<LoadSpec, 'hot' | 'decidedOn'> = {}): Record<string, unknown> {
  const firm = syntheticFirm(hot && number % 2 === 0 ? 0 : number % subjects);
  return {
    ...template, subjectName: firm.name, uscc: firm.uscc, legalRepName: firm.legalRepName, docNo: `压测罚〔2026〕${number}号`,
    authorityName: name, authorityUscc: uscc, sourceName: name, sourceUscc: uscc, ...(decidedOn === undefined ? {} : { decisionDate: decidedOn }),
  };
}

/** The event as the department sends it: CloudEvents in binary mode, keyed by the subject's code. */
export function messageOf({ kind, subjects, ...more }: LoadSpec, number: number, department: Department): Message {
  const data = kind === 'penalty' ? penaltyOf(number, subjects, department, more) : registrationData(syntheticFirm(number));
  return {
    key: String(data['uscc']),
    value: Buffer.from(JSON.stringify(data)),
    headers: {
      ce_specversion: '1.0', ce_id: randomUUID(), ce_type: kind === 'penalty' ? INTAKE.penalty : INTAKE.registration, ce_source: `/departments/${department.source}`,
      ce_time: new Date().toISOString(), 'content-type': 'application/json',
    },
  };
}

/** One event and where it goes. */
export interface Addressed {
  topic: string;
  message: Message;
}

/** All events of the load in the order of their numbers. */
export function eventsOf(spec: LoadSpec): Addressed[] {
  const senders = spec.sources.map((source) => departments.find((department) => department.source === source)!);
  return Array.from({ length: spec.count }, (_, at) => {
    const number = spec.from + at;
    const department = senders[number % senders.length]!;
    return { topic: spec.topic ?? intakeTopic(department.source), message: messageOf(spec, number, department) };
  });
}

/** The events grouped by topic, as one request takes them. */
export function byTopic(events: readonly Addressed[]): { topic: string; messages: Message[] }[] {
  const groups = new Map<string, Message[]>();
  for (const { topic, message } of events) {
    const known = groups.get(topic);
    if (known) known.push(message);
    else groups.set(topic, [message]);
  }
  return [...groups].map(([topic, messages]) => ({ topic, messages }));
}

/** The events cut into sends of 500. */
export const batchesOf = (events: readonly Addressed[]): { topic: string; messages: Message[] }[][] =>
  Array.from({ length: Math.ceil(events.length / PER_SEND) }, (_, n) => byTopic(events.slice(n * PER_SEND, (n + 1) * PER_SEND)));
