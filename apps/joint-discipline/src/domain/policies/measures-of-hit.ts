import type { LocalDate } from '@credit/kernel';
import type { SubjectClass } from '@credit/contracts/subject';
import { measureEndsOn, measuresFor, type Rulebook } from '@credit/rulebook';
import { subjectRoleOf } from '@credit/rulebook/codes';
import type { DisciplineBasis } from '../prompt/prompt.ts';

/** What of an entry decides which measures it carries. */
export interface EntryForMeasures {
  readonly entryId: string;
  readonly listType: string;
  readonly subject: { readonly subjectClass: SubjectClass };
  readonly related?: { readonly role: string } | undefined;
  readonly ban?: { readonly field: string } | undefined;
  readonly decision: { readonly docNo: string };
  /** First day of the entry: measures that last so many months count from it. */
  readonly from: LocalDate;
}

/** One measure that a hit allows. */
export interface AllowedMeasure {
  readonly basis: DisciplineBasis;
  /** False: shown to an officer, who has to look further before it can be offered. */
  readonly autoPrompt: boolean;
  /** The asker may be told yes or no only (O52). */
  readonly yesNo: boolean;
}

/**
 * 可提示的措施 — what the matrix allows for this entry in this kind of matter on this day; nothing = information only, never a restriction.
 * A role that the law's tables do not name carries nothing, nor does a cell of so many months once they are over. 国办发〔2020〕49号；《全国失信惩戒措施基础清单》
 */
export function measuresOfHit(rulebook: Rulebook, entry: EntryForMeasures, matter: { matterKind: string; field?: string | undefined }, on: LocalDate): AllowedMeasure[] {
  const role = subjectRoleOf(entry.related?.role);
  if (role === undefined) return [];
  const query = {
    listType: entry.listType, role, subjectClass: entry.subject.subjectClass, matterKind: matter.matterKind, on,
    ...(entry.ban === undefined ? {} : { banField: entry.ban.field }), ...(matter.field === undefined ? {} : { matterField: matter.field }),
  };
  const lasts = (cell: Parameters<typeof measureEndsOn>[0]): boolean => on < (measureEndsOn(cell, entry.from) ?? '9999');
  return measuresFor(rulebook, query).filter(({ cell }) => lasts(cell)).map(({ cell, measure }) => ({
    basis: { entryId: entry.entryId, listType: entry.listType, decisionDocNo: entry.decision.docNo, matrixRowId: cell.id, measure: cell.measure, measureTitle: measure.title, article: cell.basis },
    autoPrompt: cell.autoPrompt, yesNo: cell.answer === 'yes-no',
  }));
}
