/** Fixed topic names (interfaces §2). Names per department come from `intakeTopic`, `receiptsTopic`, `dlqTopic`. */
export const TOPICS = {
  subjectEvents: 'credit.subject.events.v1',
  recordEvents: 'credit.record.events.v1',
  publicityEvents: 'credit.publicity.events.v1',
  matterEvents: 'credit.matter.events.v1',
  commitmentEvents: 'credit.commitment.events.v1',
  designationEvents: 'credit.designation.events.v1',
  listState: 'credit.list.state.v1',
  disciplineEvents: 'credit.discipline.events.v1',
  repairEvents: 'credit.repair.events.v1',
  objectionEvents: 'credit.objection.events.v1',
  sandboxState: 'credit.sandbox.state.v1',
} as const;

export type TopicName = (typeof TOPICS)[keyof typeof TOPICS];

const SOURCE = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const INTAKE = /^credit\.intake\.([a-z0-9-]+)\.v1$/;

/** True for a department's registered short code: lower case letters, digits, inner hyphens, at most 63. */
export const isSourceName = (value: unknown): value is string => typeof value === 'string' && SOURCE.test(value);

/** Topic to which one department alone writes; its name is what says who is speaking (architecture §3.4). */
export const intakeTopic = (source: string): string => `credit.intake.${source}.v1`;

/** Topic on which one department alone reads its receipts. */
export const receiptsTopic = (source: string): string => `credit.receipts.${source}.v1`;

/** Topic on which one department alone reads the answers to its cases. */
export const screeningsTopic = (source: string): string => `credit.screenings.${source}.v1`;

/** Topic on which one department alone reads the notices that are addressed to it. */
export const noticesTopic = (source: string): string => `credit.notices.${source}.v1`;

/** Topic of people's copies of what a consumer group parked. */
export const dlqTopic = (topic: string, group: string): string => `${topic}.${group}.dlq`;

/** The department whose intake topic this (unprefixed) name is; undefined for every other topic. */
export const sourceOfIntakeTopic = (topic: string): string | undefined => INTAKE.exec(topic)?.[1];

/** The name on the broker; the prefix (CREDIT_TOPIC_PREFIX) is '' in production and separates tests. */
export const prefixed = (name: string, prefix: string): string => prefix + name;

/** The inverse of `prefixed`; undefined if the name does not carry the prefix. */
export const unprefixed = (name: string, prefix: string): string | undefined => (name.startsWith(prefix) ? name.slice(prefix.length) : undefined);
