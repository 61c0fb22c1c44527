import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import type { EndedKind } from '@credit/rulebook/codes';
import { isTaskOverdue, type CorrectionTask } from '../../domain/correction-task/correction-task.ts';
import type { LapseCertificate } from '../../domain/lapse/lapse-certificate.ts';
import { certify, type CertificateDesk, type Sight } from '../certify.ts';
import { taskIdOf } from '../open-corrections.ts';
import { findEnding, type EndingFilter } from './find-endings.ts';

type Stored = Exclude<CorrectionTask, { status: 'absent' }>;

/** 纠正任务 as its department and those who oversee it read it. */
export type CorrectionView = Stored & { overdue: boolean };

/** 错误认定、错误记录 with how far it has been put right. */
export interface WrongListing {
  endingId: string;
  kind: EndedKind;
  id: string;
  revokedOn: LocalDate;
  docNo: string | null;
  authorityName: string | null;
  subjectName: string | null;
  open: number;
  done: number;
  discontinued: number;
  overdue: number;
}

/** 影响追踪: every effect of what was wrong, each with the task that puts it right. */
export interface WrongTrace extends Pick<LapseCertificate, 'subject' | 'item' | 'ending' | 'undone' | 'owners' | 'complete'> {
  effects: (LapseCertificate['effects'][number] & { task: CorrectionView | null })[];
}

const WRONG = {
  name: 'wrong_listings',
  text: `select e.id as "endingId", e.kind, e.item_id as id, e.ended_on as "revokedOn", e.document ->> 'docNo' as "docNo", e.document ->> 'authorityName' as "authorityName", e.document #>> '{subject,name}' as "subjectName",
                count(t.id) filter (where t.status = 'open')::int4 as open, count(t.id) filter (where t.status = 'done')::int4 as done, count(t.id) filter (where t.status = 'discontinued')::int4 as discontinued, count(t.id) filter (where t.status = 'open' and t.due_on < $2)::int4 as overdue
         from ending e left join correction_task t on t.ending_id = e.id
         where e.ending = 'revoked' and ($1::text is null or e.source = $1) and ($3::uuid is null or e.id > $3) group by e.id order by e.id limit $4`,
};
const OF_ENDING = { name: 'corrections_of_ending', text: `select id, state from correction_task where ending_id = $1` };
const TASKS = {
  name: 'corrections_find',
  text: `select state from correction_task where ($1::text is null or department = $1) and (not $2::boolean or (status = 'open' and due_on < $3)) and ($4::uuid is null or id > $4) order by id limit $5`,
};

export const correctionView = (state: Stored, today: LocalDate): CorrectionView => ({ ...state, overdue: isTaskOverdue(state, today) });

/** 错误认定清单. */
export async function findWrongListings(db: Database, { source, after, today, limit }: Pick<EndingFilter, 'source' | 'after' | 'today' | 'limit'>): Promise<WrongListing[]> {
  return (await db.pool.query<WrongListing>({ ...WRONG, values: [source, today, after, limit] })).rows;
}

/** 一项错误认定触及的全部效果; undefined when nothing of the item was revoked, or not for the asker. */
export async function traceWrong(at: CertificateDesk, item: { kind: EndedKind; id: string }, sight: Sight): Promise<WrongTrace | undefined> {
  const read = await findEnding(at.db, item, sight, 'revoked');
  if (read === undefined) return undefined;
  const { subject, item: what, ending, undone, owners, effects, complete } = certify(at, read);
  const { rows } = await at.db.pool.query<{ id: string; state: Stored }>({ ...OF_ENDING, values: [read.endingId] });
  const tasks = new Map(rows.map(({ id, state }) => [id, correctionView(state, at.clock.today())]));
  return { subject, item: what, ending, undone, owners, complete, effects: effects.map((effect) => ({ ...effect, task: tasks.get(taskIdOf(read.endingId, effect.owner, effect)) ?? null })) };
}

/** 纠正任务清单. */
export async function findCorrections(db: Database, { source, overdue, after, today, limit }: Omit<EndingFilter, 'subjectId'>): Promise<CorrectionView[]> {
  return (await db.pool.query<{ state: Stored }>({ ...TASKS, values: [source, overdue, today, after, limit] })).rows.map(({ state }) => correctionView(state, today));
}
