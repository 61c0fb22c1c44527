import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { COMMITMENT, RECORD, type CommitmentV1, type RecordStateV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { localDate as d, type LocalDate } from '@credit/kernel';
import { derivedId, newEventId, type Database, type UnitOfWork } from '@credit/persistence';
import { decision, defence, notice, secondLook, service } from '../../src/application/carry-on.ts';
import { CommitmentsConsumer } from '../../src/inbound/kafka/commitments.consumer.ts';
import { RecordsConsumer } from '../../src/inbound/kafka/records.consumer.ts';
import { AFTER_DEFENCE, confirming, desk, deskOf, MARKET, newFirm, onDay, TODAY } from './designation-desk.ts';

/** The department that decides the breaches of these specs. */
export const BUREAU = '11210500MB0XY1017D';
/** A frozen fact of the contracts. */
export const sampleOf = <T>(name: string): T => (JSON.parse(readFileSync(`libs/credit-contracts/src/events/samples/${name}.json`, 'utf8')) as { envelope: { data: T } }).envelope.data;

let next = 1;
const records = new RecordsConsumer(desk);
const commitments = new CommitmentsConsumer(desk);
const done = async (work: Promise<unknown>): Promise<void> => {
  const outcome = (await work) as { error?: unknown } | undefined;
  if (outcome?.error !== undefined) throw outcome.error;
};

/** What these specs do with breaches: commitment and the register tell of them, officers carry them to the watch list. */
export function breachDesk(db: () => Database) {
  const at = deskOf(db);
  /** A breach of a firm of its own, as commitment and the register tell of it, each when it is asked to. */
  const breachOf = (subject: SubjectSnapshot = newFirm(), code = `21050020261123${String(next++).padStart(6, '0')}`) => {
    const commitmentId = randomUUID();
    const recordId = newEventId();
    const record: RecordStateV1 = { ...sampleOf<RecordStateV1>(`${RECORD.recorded}~commitment-breach`), recordId, subject, docNo: code, authorityUscc: BUREAU, decisionDate: d('2026-11-20') };
    const state = (type: string): CommitmentV1 => ({ ...sampleOf<CommitmentV1>(type), commitmentId, commitmentCode: code, subject });
    const say = (type: string, version: number) => done(onDay(db(), TODAY, (uow) => commitments.follow({ uow, events: [{ id: newEventId(), type, source: '/services/commitment', actor: 'officer-1', aggregateVersion: String(version), data: state(type) }] } as never)));
    const tell = (type: string, data: RecordStateV1, version: number, today: LocalDate = AFTER_DEFENCE) => {
      at.ownerSays(data, version);
      return done(onDay(db(), today, (uow) => records.follow({ uow, events: [{ id: newEventId(), type, source: '/services/credit-record', aggregateVersion: String(version), businessDate: today, data }] } as never)));
    };
    return {
      subject, code, record, recordId, id: derivedId(['breach-proposal', commitmentId]),
      breached: (version = 1) => say(COMMITMENT.breached, version), breachRevoked: (version = 2) => say(COMMITMENT.breachRevoked, version), found: () => say(COMMITMENT.found, 1),
      recorded: () => tell(RECORD.recorded, record, 1, TODAY), tell,
      repaired: (caseId = randomUUID()) => tell(RECORD.repaired, { ...record, repaired: { caseId, on: d('2026-11-30') }, change: { reason: '已履行承诺', effectiveOn: d('2026-11-30'), changedFields: [] } }, 2),
      corrected: () => tell(RECORD.corrected, { ...record, content: { ...record.content, performance: 'FULL' } as RecordStateV1['content'], change: { reason: '核查有误', effectiveOn: AFTER_DEFENCE, changedFields: ['performance'] } }, 2),
      revoked: () => tell(RECORD.revoked, { ...record, status: 'revoked', change: { reason: '核查地址有误', effectiveOn: AFTER_DEFENCE, changedFields: [] } }, 2),
    };
  };
  const step = (uow: UnitOfWork, id: string, by: string, fallen?: ReadonlySet<string>) => ({ uow, desk, id, by, source: MARKET, ...(fallen === undefined ? {} : { fallen }) });
  /** Noticed, heard, looked at by a second officer and decided on. */
  const decided = async ({ id, subject }: { id: string; subject: SubjectSnapshot }, list: boolean): Promise<void> => {
    await onDay(db(), TODAY, (uow) => notice(step(uow, id, 'officer-1'), { addresseeSubjectId: subject.subjectId, grounds: '拟列入重点关注对象名单' }));
    await onDay(db(), TODAY, (uow) => defence(step(uow, id, 'officer-1'), { statement: '正在整改' }));
    await onDay(db(), AFTER_DEFENCE, (uow) => secondLook(step(uow, id, 'officer-2'), { opinion: '违诺属实' }));
    await confirming(db(), (fallen) => onDay(db(), AFTER_DEFENCE, (uow) => decision(step(uow, id, 'officer-2', fallen), { list, docNo: `本市监关注〔2026〕${id.slice(0, 4)}号`, reasons: '违诺未改正' })));
  };
  return {
    breachOf, step, decided,
    /** Proposed by the breach, then carried to the list by the procedure that every other goes through. */
    watched: async (breach: ReturnType<typeof breachOf>): Promise<void> => {
      await breach.breached();
      await breach.recorded();
      await decided(breach, true);
      await confirming(db(), (fallen) => onDay(db(), AFTER_DEFENCE, (uow) => service(step(uow, breach.id, 'officer-1', fallen), {})));
    },
    rowOf: async (code: string) => (await db().pool.query('select outcome, designation_id, breached, burdens, waits_for from breach where code = $1', [code])).rows[0],
  };
}
export type Breach = ReturnType<ReturnType<typeof breachDesk>['breachOf']>;
