import { TOPICS } from '@credit/contracts/topics';
import { localDate, type Instant, type LocalDate } from '@credit/kernel';
import { DisputeMarks1764900000000, EffectsAnswerRow, effectsAnswers, EffectsAnswers1764700000000, EffectsAnswersToldAgain1765000000001, withUnitOfWork, type Database, type UnitOfWork, ReviewMarks1765200000000, SubjectExplanations1765310000000 } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import { pipelineFixture } from '@credit/testing/pipeline';
import { decidePublicityOf } from '../../src/application/decide-publicity.ts';
import { projectPublicContent } from '../../src/application/project-public-content.ts';
import { findEntry } from '../../src/application/queries/public-entries.ts';
import type { RecordVersion } from '../../src/application/record-version.ts';
import { termOverReason } from '../../src/domain/policies/publicity-verdict.ts';
import { Publicity1764000000000 } from '../../src/outbound/migrations/1764000000000-publicity.ts';
import { KindsNeverPublic1764200000000 } from '../../src/outbound/migrations/1764200000000-kinds-never-public.ts';
import { PublicList1764300000000 } from '../../src/outbound/migrations/1764300000000-public-list.ts';
import { CommitmentPostingRow } from '../../src/outbound/commitment-posting.row.ts';
import { commitmentPostings as commitments } from '../../src/outbound/commitment-posting.store.ts';
import { ListPostingRow } from '../../src/outbound/list-posting.row.ts';
import { ListPostings1764530000000 } from '../../src/outbound/migrations/1764530000000-list-postings.ts';
import { ObjectionWithdrawals1764900000001 } from '../../src/outbound/migrations/1764900000001-objection-withdrawals.ts';
import { TakenDown1764700000001 } from '../../src/outbound/migrations/1764700000001-taken-down.ts';
import { CommitmentPostings1765300000001 } from '../../src/outbound/migrations/1765300000001-commitment-postings.ts';
import { PublicityEntryRow } from '../../src/outbound/publicity-entry.row.ts';
import { publicityEntries as entries } from '../../src/outbound/publicity-entry.store.ts';

export const TODAY = localDate('2026-11-23');
export const answers = effectsAnswers(TOPICS.publicityEvents);

/** A fresh database with the tables of this service; `drop` removes it. */
export async function freshDatabase(): Promise<{ db: Database; drop(): Promise<void> }> {
  const fixture = await pipelineFixture({ service: 'publicity', entities: [PublicityEntryRow, ListPostingRow, CommitmentPostingRow, EffectsAnswerRow], migrations: [Publicity1764000000000, KindsNeverPublic1764200000000, PublicList1764300000000, ListPostings1764530000000, EffectsAnswers1764700000000, TakenDown1764700000001, DisputeMarks1764900000000, ObjectionWithdrawals1764900000001, EffectsAnswersToldAgain1765000000001, ReviewMarks1765200000000, CommitmentPostings1765300000001, SubjectExplanations1765310000000] });
  return { db: fixture.database, drop: () => fixture.close() };
}

/** One unit of work on a business day. */
export const onDay = <T>(db: Database, today: LocalDate, fn: (uow: UnitOfWork) => Promise<T>): Promise<T> =>
  withUnitOfWork(db, { actor: 'test', now: `${today}T04:00:00.000Z` as Instant, today }, fn);

/** What these specs do with a database: versions of records arrive on a business day, an entry is looked at as the public sees it, as facts and as a row. */
export const deskOf = (db: () => Database) => ({
  arrive: (versions: RecordVersion[], today: LocalDate = TODAY): Promise<void> =>
    onDay(db(), today, async (uow) => {
      await decidePublicityOf(uow, { entries, commitments, rulebook: defaultRulebook, answers }, versions);
      await projectPublicContent(uow, defaultRulebook, versions);
    }),
  at: (id: string, today: LocalDate = TODAY) => findEntry(db(), id, today, termOverReason),
  publicEvents: async (id: string): Promise<{ type: string; data: any }[]> => {
    const { rows } = await db().pool.query('select headers, payload from journal where aggregate_id = $1 and topic is not null order by id', [id]);
    return rows.map((row) => ({ type: JSON.parse(row.headers).ce_type, data: JSON.parse(row.payload) }));
  },
  row: async (id: string) => (await db().pool.query('select * from publicity_entry where id = $1', [id])).rows[0],
});
