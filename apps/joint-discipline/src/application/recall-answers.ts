import { SCREENING, type ScreeningRecalledV1 } from '@credit/contracts/events';
import { screeningsTopic } from '@credit/contracts/topics';
import type { LocalDate } from '@credit/kernel';
import { headersOf, newEventId, textArray, type JournalRow, type UnitOfWork } from '@credit/persistence';
import type { EntryEnding } from './answer-entry-endings.ts';
import { YES_NO_MATTERS } from './screening-answer.ts';

/** One recall per answer for good, whichever of its entries ended first. */
const RECALL = {
  name: 'screening_recall_add',
  text: `with told as (
           insert into screening_recall (screening_id, entry_id, recalled_on)
           select distinct on (s.id) s.id, e.entry_id, $2::date from screening_entry e join screening s on s.id = e.screening_id where e.entry_id = any($1::text[]::uuid[]) and s.department = any($3::text[]) order by s.id, e.entry_id
           on conflict do nothing returning screening_id, entry_id)
         select s.id as "screeningId", s.department, s.matter_id as "caseId", s.matter_kind as "matterKind", t.entry_id as "entryId" from told t join screening s on s.id = t.screening_id order by s.id`,
};

interface Recalled {
  screeningId: string;
  department: string;
  caseId: string;
  matterKind: string;
  entryId: string;
}

/** 停用比对答复 — tells each department that has a topic of its own which answers named an entry that has ended: they are not to be used any more, also from a cache (B31, N21). Once per answer; of a yes or no neither entry nor list nor ending (O52). */
export async function recallAnswers(uow: UnitOfWork, answered: ReadonlySet<string>, endings: readonly EntryEnding[]): Promise<void> {
  const ended = new Map(endings.map((ending) => [ending.state.entryId, ending]));
  const recalled = await uow.query<Recalled>(RECALL, [textArray([...ended.keys()]), uow.ctx.today, textArray([...answered])]);
  uow.journal('facts', recalled.map((one) => recallRow(uow, one, ended.get(one.entryId)!)));
}

function recallRow(uow: UnitOfWork, { screeningId, department, caseId, matterKind }: Recalled, { state, cause }: EntryEnding): JournalRow {
  const eventId = newEventId();
  const on: LocalDate = uow.ctx.today;
  const data: ScreeningRecalledV1 = { screeningId, caseId, ...(YES_NO_MATTERS.has(matterKind) ? {} : { entryId: state.entryId, listType: state.listType, ending: state.ending ?? 'expired' }), on };
  const headers = headersOf(uow, { type: SCREENING.recalled, data }, screeningId, cause, eventId);
  return { eventId, type: 'ScreeningRecalled', aggregateType: 'screening', aggregateId: screeningId, fact: null, publish: { topic: screeningsTopic(department), key: caseId, headers, payload: JSON.stringify(data) } };
}
