import { COMMITMENT_POSTING, LIST_POSTING, PUBLICITY } from '../events/publicity-types.ts';
import { COMMITMENT, COMMITMENT_REPORT, CORRECTION_TASK, DESIGNATION, DISCIPLINE, EFFECTS_ENDED, INTAKE, INTERVIEW, LIST_CONFLICT, LIST_ENTRY_STATE, LIST_WATERMARK, MARKING, MATTER, NOTICE, NOTICE_RECEIPT, RECALL, RECEIPT, RECORD, RECTIFICATION, RED_LIST, REPAIR, REPAIR_NOTICE, SANDBOX_DATE, SANDBOX_DATE_KEY, SCREENING, SHIELDING, SUBJECT } from '../events/types.ts';
import type { CityConfig, Department } from './city-config.ts';
import { dlqTopic, intakeTopic, noticesTopic, receiptsTopic, screeningsTopic, TOPICS } from './names.ts';

/** 主题 — one topic: what the broker must know, and who may write and read it. Names are unprefixed. */
export interface TopicSpec {
  readonly name: string;
  readonly kind: 'intake' | 'receipts' | 'events' | 'state' | 'dlq';
  /** What the key is, in words. */
  readonly key: string;
  readonly partitions: number;
  readonly cleanup: 'delete' | 'compact';
  /** Milliseconds; -1 = for ever. */
  readonly retentionMs: number;
  readonly maxMessageBytes: number;
  /** Departments (source) or apps that write. */
  readonly writers: readonly string[];
  /** Departments (source) or apps that read; for `dlq` operators. */
  readonly readers: readonly string[];
  /** `ce_type`s on it; for `dlq` those of the original. */
  readonly types: readonly string[];
}

const DAY_MS = 86_400_000;
const KIB = 1024;
/** The broker's default of 1 MiB plus record overhead. */
const EVENT_BYTES = 1_048_588;

/** Partitions of `TOPICS.listState`; the owner keeps a count and a digest of each (P-8). Never changed (P-21). */
export const LIST_STATE_PARTITIONS = 3;

const CREDIT_RECORD = 'credit-record';
const PUBLICITY_APP = 'publicity';
const LIST_DESIGNATION = 'list-designation';
const JOINT_DISCIPLINE = 'joint-discipline';
const CREDIT_REPAIR = 'credit-repair';
const COMMITMENT_APP = 'commitment';

const events = (name: string, writers: string[], readers: string[], types: readonly string[]): TopicSpec => ({
  name, kind: 'events', key: 'subjectId at the birth of the aggregate (P-15)', partitions: 6, cleanup: 'delete', retentionMs: -1, maxMessageBytes: EVENT_BYTES, writers, readers, types,
});

/** Whether a department handles matters: it reports cases, and a topic answers them. */
export const handlesMatters = ({ powers }: Pick<Department, 'powers'>): boolean => powers.includes('matter');

const answersTo = (source: string): TopicSpec => ({
  name: screeningsTopic(source), kind: 'receipts', key: "case id: the department's own number of the case", partitions: 3, cleanup: 'delete', retentionMs: 30 * DAY_MS, maxMessageBytes: EVENT_BYTES,
  writers: [JOINT_DISCIPLINE], readers: [source], types: Object.values(SCREENING),
});

const ofDepartment = ({ source, powers }: Department): TopicSpec[] => [
  {
    name: intakeTopic(source), kind: 'intake', key: "sender's subject identifier: code, or an opaque person key; never an identity number",
    partitions: 3, cleanup: 'delete', retentionMs: 30 * DAY_MS, maxMessageBytes: 256 * KIB, writers: [source], readers: [CREDIT_RECORD], types: Object.values(INTAKE),
  },
  {
    name: receiptsTopic(source), kind: 'receipts', key: 'intake event id; the recall of a record', partitions: 3, cleanup: 'delete', retentionMs: 30 * DAY_MS, maxMessageBytes: EVENT_BYTES,
    writers: [CREDIT_RECORD], readers: [source], types: Object.values(RECEIPT),
  },
  {
    name: noticesTopic(source), kind: 'receipts', key: 'subjectId at the birth of the entry', partitions: 1, cleanup: 'delete', retentionMs: 30 * DAY_MS, maxMessageBytes: EVENT_BYTES,
    writers: [LIST_DESIGNATION], readers: [source], types: Object.values(NOTICE),
  },
  ...(handlesMatters({ powers }) ? [answersTo(source)] : []),
];

const deadLetters = (topic: TopicSpec): TopicSpec[] =>
  (topic.kind === 'intake' || topic.kind === 'events' ? topic.readers : []).map((group) => ({
    name: dlqTopic(topic.name, group), kind: 'dlq', key: 'as the original', partitions: 1, cleanup: 'delete', retentionMs: 90 * DAY_MS, maxMessageBytes: 2 * KIB * KIB,
    writers: [group], readers: ['operators'], types: topic.types,
  }));

/**
 * Every topic of an installation, generated from its configuration (interfaces §2; decisions 11, 29; architecture §3.9.13): events 6
 * partitions kept for ever, intake and receipts 3 partitions for 30 days, state 3 compacted, `.dlq` 1 partition for 90 days. `readers`
 * of events and intake are the consumer groups that work on them, so each has its `.dlq`.
 */
export const topicManifest = (city: CityConfig): TopicSpec[] => {
  const topics: TopicSpec[] = [
    ...city.departments.flatMap(ofDepartment),
    events(TOPICS.subjectEvents, [CREDIT_RECORD], [LIST_DESIGNATION, PUBLICITY_APP, CREDIT_REPAIR, COMMITMENT_APP], Object.values(SUBJECT)),
    events(TOPICS.recordEvents, [CREDIT_RECORD], [LIST_DESIGNATION, PUBLICITY_APP, CREDIT_REPAIR, COMMITMENT_APP], [...Object.values(RECORD), ...Object.values(RECALL), EFFECTS_ENDED[CREDIT_RECORD]]),
    events(TOPICS.publicityEvents, [PUBLICITY_APP], [CREDIT_REPAIR], [...Object.values(PUBLICITY), ...Object.values(LIST_POSTING), ...Object.values(COMMITMENT_POSTING), EFFECTS_ENDED[PUBLICITY_APP]]),
    events(TOPICS.matterEvents, [CREDIT_RECORD], [LIST_DESIGNATION, JOINT_DISCIPLINE, COMMITMENT_APP], Object.values(MATTER)),
    events(TOPICS.commitmentEvents, [COMMITMENT_APP], [CREDIT_RECORD, LIST_DESIGNATION, PUBLICITY_APP], [...Object.values(COMMITMENT), ...Object.values(COMMITMENT_REPORT)]),
    events(TOPICS.designationEvents, [LIST_DESIGNATION], [CREDIT_RECORD, JOINT_DISCIPLINE, PUBLICITY_APP, CREDIT_REPAIR, COMMITMENT_APP], [...Object.values(DESIGNATION), ...Object.values(RECTIFICATION), ...Object.values(INTERVIEW), ...Object.values(NOTICE_RECEIPT), ...Object.values(RED_LIST), ...Object.values(LIST_CONFLICT), EFFECTS_ENDED[LIST_DESIGNATION]]),
    events(TOPICS.repairEvents, [CREDIT_REPAIR], [CREDIT_RECORD, LIST_DESIGNATION, COMMITMENT_APP], [...Object.values(REPAIR), ...Object.values(REPAIR_NOTICE), ...Object.values(SHIELDING), ...Object.values(CORRECTION_TASK)]),
    events(TOPICS.objectionEvents, [CREDIT_REPAIR], [CREDIT_RECORD, LIST_DESIGNATION, JOINT_DISCIPLINE, PUBLICITY_APP], MARKING),
    events(TOPICS.disciplineEvents, [JOINT_DISCIPLINE], [CREDIT_RECORD, CREDIT_REPAIR], [...Object.values(DISCIPLINE), EFFECTS_ENDED[JOINT_DISCIPLINE]]),
    {
      name: TOPICS.listState, kind: 'state', key: 'entryId; `~watermark.<partition>` for the watermark', partitions: LIST_STATE_PARTITIONS, cleanup: 'compact', retentionMs: -1, maxMessageBytes: EVENT_BYTES,
      writers: [LIST_DESIGNATION], readers: [JOINT_DISCIPLINE], types: [LIST_ENTRY_STATE, LIST_WATERMARK],
    },
    {
      name: TOPICS.sandboxState, kind: 'state', key: `the constant "${SANDBOX_DATE_KEY}"`, partitions: 3, cleanup: 'compact', retentionMs: -1, maxMessageBytes: EVENT_BYTES,
      writers: [CREDIT_RECORD], readers: [CREDIT_RECORD, LIST_DESIGNATION, PUBLICITY_APP, JOINT_DISCIPLINE, CREDIT_REPAIR, COMMITMENT_APP], types: [SANDBOX_DATE],
    },
  ];
  return [...topics, ...topics.flatMap(deadLetters)];
};
