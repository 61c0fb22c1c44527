import type { LocalDate } from '@credit/kernel';
import type { UnitOfWork } from '@credit/persistence';
import { MeasureNotInEffect, MeasureTermNotOver } from '../domain/measure/measure.errors.ts';
import type { DisciplineMeasure } from '../domain/measure/measure.ts';
import { releaseAfterTerm } from '../domain/policies/release.ts';
import type { Followers } from './follow-entries.ts';
import { liveEntriesOf } from './list-entries.ts';
import { TERM_OVER, WITH_TERM } from './measure-terms.ts';

const OVER = {
  name: 'measures_over_term',
  text: `select m.id, e.entry_id as "entryId", e.subject_id as "subjectId", e.from_on as "from" from discipline_measure m ${WITH_TERM('m')} where m.live_entry_id is not null and ${TERM_OVER('$1')} order by m.id limit $2`,
};

/**
 * 措施期满解除 — states which measures have ended by their own months, each on the day it was due; reading has ended them already (P-11). At most `limit`.
 * One whose entry ended or changed in between is no longer ours to end. 国办发〔2020〕49号：过惩相当
 * @returns how many were stated; 0 means that nothing is left
 */
export async function endMeasures(uow: UnitOfWork, { measures, rulebook }: Pick<Followers, 'measures' | 'rulebook'>, limit: number): Promise<number> {
  const { today } = uow.ctx;
  const over = await uow.query<{ id: string; entryId: string; subjectId: string; from: LocalDate }>(OVER, [today, limit]);
  if (over.length === 0) return 0;
  const live = await liveEntriesOf(uow, over.map(({ subjectId }) => subjectId), today);
  const outcomes = await measures.updateMany(uow, over.map(({ id, entryId, from }) => ({
    id, decide: (state: DisciplineMeasure) => releaseAfterTerm(rulebook, { on: today, from }, live.filter((entry) => entry.entryId !== entryId), state),
  })));
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof MeasureNotInEffect || outcome.error instanceof MeasureTermNotOver)) throw outcome.error;
  return outcomes.filter(({ ok }) => ok).length;
}
