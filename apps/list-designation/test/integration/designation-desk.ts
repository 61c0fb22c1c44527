import { randomUUID } from 'node:crypto';
import { resolve } from 'node:path';
import type { ListEntryReportedV1, RecordStateV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { TOPICS } from '@credit/contracts/topics';
import { localDate, type Instant, type LocalDate } from '@credit/kernel';
import { EffectsAnswerRow, EffectsAnswers1764700000000, EffectsAnswersToldAgain1765000000001, DisputeMarks1764900000000, withUnitOfWork, type Database, type UnitOfWork, ReviewMarks1765200000000, SubjectExplanations1765310000000 } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import { loadCityConfig } from '@credit/service-host';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';
import { decision, notice, secondLook, service, type Step } from '../../src/application/carry-on.ts';
import { keepConfirmation, onConfirmedEvidence, type RecordStanding } from '../../src/application/confirm-evidence.ts';
import type { Desk } from '../../src/application/desk.ts';
import { evidenceFalls } from '../../src/application/evidence-falls.ts';
import { proposeDesignation, type Proposed } from '../../src/application/propose-designation.ts';
import { deskOf as deskOfCity } from '../../src/list-designation.module.ts';
import { takeReports } from '../../src/application/take-reports.ts';
import { CampaignRow } from '../../src/outbound/campaign.row.ts';
import { DesignationRow } from '../../src/outbound/designation.row.ts';
import { InterviewRow } from '../../src/outbound/interview.row.ts';
import { Interviews1764510000000 } from '../../src/outbound/migrations/1764510000000-interviews.ts';
import { ListConflictRow } from '../../src/outbound/list-conflict.row.ts';
import { ListDesignation1764100000000 } from '../../src/outbound/migrations/1764100000000-list-designation.ts';
import { ListMark1764100000100 } from '../../src/outbound/migrations/1764100000100-list-mark.ts';
import { RolesOfTheRegister1764180000000 } from '../../src/outbound/migrations/1764180000000-roles-of-the-register.ts';
import { EvidenceConfirmed1764180000001 } from '../../src/outbound/migrations/1764180000001-evidence-confirmed.ts';
import { RectificationOrders1764500000000 } from '../../src/outbound/migrations/1764500000000-rectification-orders.ts';
import { RedLists1764520000000 } from '../../src/outbound/migrations/1764520000000-red-lists.ts';
import { Notices1764530000000 } from '../../src/outbound/migrations/1764530000000-notices.ts';
import { Campaigns1764540000000 } from '../../src/outbound/migrations/1764540000000-campaigns.ts';
import { RepairedEvidence1764600000000 } from '../../src/outbound/migrations/1764600000000-repaired-evidence.ts';
import { DesignationsByDepartment1766100000000 } from '../../src/outbound/migrations/1766100000000-designations-by-department.ts';
import { Breaches1766000000000 } from '../../src/outbound/migrations/1766000000000-breaches.ts';
import { BreachesWait1766200000000 } from '../../src/outbound/migrations/1766200000000-breaches-wait.ts';
import { DesignationsOfSubject1766300000000 } from '../../src/outbound/migrations/1766300000000-designations-of-subject.ts';
import { NoticeRow } from '../../src/outbound/notice.row.ts';
import { ReceiptReportRow } from '../../src/outbound/receipt-report.row.ts';
import { RectificationOrderRow } from '../../src/outbound/rectification.row.ts';
import { RedListEntryRow } from '../../src/outbound/red-list.row.ts';

export const TODAY = localDate('2026-11-23');
export const AFTER_DEFENCE = localDate('2026-12-01');
export const MARKET = 'benxi-market-regulation';
export const PINGSHAN = 'pingshan-market-regulation';
export const cityConfig = resolve(__dirname, '../../../../deploy/sample-city/config');
export const desk: Desk = deskOfCity(defaultRulebook, loadCityConfig(cityConfig));

export const newFirm = (): SubjectSnapshot => ({ subjectId: randomUUID(), subjectClass: 'LEGAL_ENTITY', name: '本溪样例商贸有限公司', uscc: '91210500MA0TYPE14G', status: 'registered' });

/** A penalty in effect about the subject. */
export const penaltyOf = (subject: SubjectSnapshot, over: Partial<RecordStateV1> = {}): RecordStateV1 => ({
  recordId: randomUUID(), recordKind: 'administrative-penalty', status: 'effective', heldReasons: [], subject, source: MARKET, authorityUscc: '11210500MB0XY1017D', authorityName: '本溪市市场监督管理局',
  docNo: `本市监罚〔2026〕${Math.floor(Math.random() * 1e9)}号`, decisionDate: localDate('2026-11-02'), receivedAt: '2026-11-23T08:00:00.310Z' as Instant, receivedOn: TODAY, sourceVersion: '1',
  content: { violationType: '销售超过保质期的食品', facts: '货架上摆放超过保质期的食品。', legalBasis: '食品安全法第一百二十四条', penaltyTypes: ['FINE'], content: '罚款五万元。', fineAmountWan: '5', effectiveTo: localDate('2099-12-31') },
  ...over,
});

export const criteria = { VILE_NATURE: { met: true, reason: '拒不改正' }, SERIOUS_CIRCUMSTANCES: { met: true, reason: '两年内三次' }, GREAT_SOCIAL_HARM: { met: true, reason: '涉及食品安全' } };

/** An entry that the court reports, whole. */
export const courtReport = (subject: SubjectSnapshot, over: Partial<ListEntryReportedV1> = {}): ListEntryReportedV1 => ({
  matterId: randomUUID(), source: 'benxi-court', receivedAt: '2026-11-23T08:00:00.310Z' as Instant, subject, listType: 'JUDGMENT_DEFAULTER', situation: 3,
  decision: { docNo: '（2026）辽05执88号', authorityUscc: '11210500MB0XY1121H', authorityName: '本溪市中级人民法院', decidedOn: localDate('2026-11-20') }, ...over,
});

/** One unit of work on a business day. */
export const onDay = <T>(db: Database, today: LocalDate, fn: (uow: UnitOfWork) => Promise<T>): Promise<T> =>
  withUnitOfWork(db, { actor: 'test', now: `${today}T04:00:00.000Z` as Instant, today }, fn);

/** Everything that this service's database is made of. */
export const migrations = [ListDesignation1764100000000, ListMark1764100000100, RolesOfTheRegister1764180000000, EvidenceConfirmed1764180000001, RectificationOrders1764500000000, Interviews1764510000000, RedLists1764520000000, Notices1764530000000, Campaigns1764540000000, RepairedEvidence1764600000000, EffectsAnswers1764700000000, DisputeMarks1764900000000, EffectsAnswersToldAgain1765000000001, ReviewMarks1765200000000, SubjectExplanations1765310000000, Breaches1766000000000, DesignationsByDepartment1766100000000, BreachesWait1766200000000, DesignationsOfSubject1766300000000];

export const freshDatabase = (): Promise<PipelineFixture> => pipelineFixture({ service: 'list-designation', entities: [DesignationRow, RectificationOrderRow, InterviewRow, RedListEntryRow, ListConflictRow, NoticeRow, ReceiptReportRow, CampaignRow, EffectsAnswerRow], migrations });

/** What the owner of a record says of it, as of this state. */
export const standingOf = ({ recordId, status, recordKind, subject, authorityUscc, docNo, decisionDate }: RecordStateV1, version: number): RecordStanding =>
  ({ recordId, version: String(version), status, recordKind, subjectId: subject.subjectId, authorityUscc, docNo, decisionDate });

/** The register as these specs have told it; the owner answers from it. */
const register = new Map<string, RecordStanding>();

/** A step that may lack the owner's word: the owner is asked and the step taken again, as over HTTP. */
export const confirming = <T>(db: Database, attempt: (fallen: ReadonlySet<string>) => Promise<T>): Promise<T> =>
  onConfirmedEvidence(attempt, (ids) => onDay(db, TODAY, (uow) => keepConfirmation(uow, ids, ids.flatMap((id) => register.get(id) ?? []))));

/** What these specs do with a database: facts of the register arrive, officers take steps, rows and facts are looked at. */
export const deskOf = (db: () => Database) => {
  const step = (uow: UnitOfWork, id: string, by: string, source: string, fallen?: ReadonlySet<string>): Step => ({ uow, desk, id, by, source, ...(fallen === undefined ? {} : { fallen }) });
  const facts = async (id: string, topic: string): Promise<{ type: string; key: string; version: string; data: any }[]> => {
    const { rows } = await db().pool.query('select headers, payload, key, aggregate_version from journal where aggregate_id = $1 and topic = $2 order by id', [id, topic]);
    return rows.map((row) => ({ type: JSON.parse(row.headers).ce_type, key: row.key, version: row.aggregate_version, data: JSON.parse(row.payload) }));
  };
  const self = {
    recordArrives: (state: RecordStateV1, version = 1, today = TODAY, at = db()) => {
      register.set(state.recordId, standingOf(state, version));
      return onDay(at, today, (uow) => evidenceFalls(uow, desk, [{ state, version: String(version), cause: {} }]));
    },
    /** The owner answers so from now on, whatever the topic has told. */
    ownerSays: (state: RecordStateV1, version: number): void => void register.set(state.recordId, standingOf(state, version)),
    reportArrives: (report: ListEntryReportedV1, today = TODAY) => onDay(db(), today, (uow) => takeReports(uow, desk, [{ report, cause: {} }])),
    propose: async (proposed: Omit<Proposed, 'criteria' | 'severity' | 'listType'> & Partial<Proposed>, source = MARKET, by = 'officer-1'): Promise<string> => {
      const state = await confirming(db(), (fallen) => onDay(db(), TODAY, (uow) => proposeDesignation(uow, desk, { by, source, fallen }, { listType: 'MARKET_SERIOUS', criteria, severity: 'SERIOUS', ...proposed })));
      return (state as { designationId: string }).designationId;
    },
    /** Proposed, noticed, and reviewed by a second officer after the defence period. */
    reviewed: async (subject: SubjectSnapshot, recordIds: string[], source = MARKET, over: Partial<Proposed> = {}): Promise<string> => {
      const id = await self.propose({ subjectId: subject.subjectId, recordIds, ...over }, source);
      await onDay(db(), TODAY, (uow) => notice(step(uow, id, 'officer-1', source), { addresseeSubjectId: subject.subjectId, grounds: '拟列入严重违法失信名单' }));
      await onDay(db(), AFTER_DEFENCE, (uow) => secondLook(step(uow, id, 'officer-2', source), { opinion: '事实清楚' }));
      return id;
    },
    decide: (id: string, { source = MARKET, at = db(), list = true } = {}) =>
      confirming(at, (fallen) => onDay(at, AFTER_DEFENCE, (uow) => decision(step(uow, id, 'officer-2', source, fallen), { list, docNo: `本市监列〔2026〕${id.slice(0, 4)}号`, reasons: '情节严重' }))),
    serve: (id: string, effectiveOn?: LocalDate) => confirming(db(), (fallen) => onDay(db(), AFTER_DEFENCE, (uow) => service(step(uow, id, 'officer-1', MARKET, fallen), effectiveOn === undefined ? {} : { effectiveOn }))),
    /** In force since the day after the defence period. */
    listed: async (subject: SubjectSnapshot, recordIds: string[]): Promise<string> => {
      const id = await self.reviewed(subject, recordIds);
      await self.decide(id);
      await self.serve(id);
      return id;
    },
    row: async (id: string) => (await db().pool.query('select * from designation where id = $1', [id])).rows[0],
    publicFacts: (id: string) => facts(id, TOPICS.designationEvents),
    /** What the compacted topic says of an entry, without its tombstone. */
    listStates: async (id: string) => (await facts(id, TOPICS.listState)).filter(({ data }) => data !== null),
  };
  return self;
};
