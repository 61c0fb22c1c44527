import { canonicalJson } from '@credit/access';
import type { EntryDecisionV1, EntryEvidenceV1, ListEntryV1 } from '@credit/contracts/events';
import type { Instant, LocalDate } from '@credit/kernel';
import type { Cause, ItemMarks } from '@credit/persistence';
import type { AllowedMeasure } from '../domain/policies/measures-of-hit.ts';
import type { Explanation, Sought } from '../domain/matching/explanation.ts';
import type { Outcome } from '../domain/matching/ladder.ts';
import type { ListState } from './live-list.ts';

/** 比对请求 — as it is worked on: identifiers are read and checked, an identity number has become its blind index. */
export interface Ask {
  readonly matterId: string;
  readonly matterKind: string;
  /** 领域 of the matter, for bans. */
  readonly field?: string | undefined;
  readonly purpose: string;
  readonly sought: Sought;
  /** Who was asked about, without a name or an identity number in it. */
  readonly subjectKey: string;
  /** The request behind it, for the prompts that it raises; absent: that of the whole transaction. */
  readonly cause?: Cause | undefined;
}

/** 谁在查. */
export interface Asker {
  readonly department: string;
  readonly officer: string;
}

/** The officer of a look-up that nobody asked for: a case triggered it. No caller of ours bears such a name (`<sub>@<department>`). */
export const AUTOMATIC = 'automatic';

/** 命中条目 — the basis chain of an entry (entry → document → authority → list type → statute) and why it answers. */
export interface AnsweredEntry {
  readonly entryId: string;
  readonly listType: string;
  readonly listKind: string;
  readonly listedName: string;
  readonly listedUscc?: string;
  readonly from: LocalDate;
  readonly until?: LocalDate;
  /** 有异议: since when; absent while nobody objects */
  readonly disputedSince?: Instant;
  /** 复议诉讼审理中: since when; absent while there is none */
  readonly underReviewSince?: LocalDate;
  readonly evidence: readonly EntryEvidenceV1[];
  readonly decision: EntryDecisionV1;
  readonly ruleId: string;
  readonly statute: string;
  readonly explanation: Explanation;
  /** Measures of the matrix that an officer has to look into first; nothing is prompted for them. */
  readonly furtherMeasures: readonly { measure: string; title: string; article: string }[];
}

export interface AnsweredPrompt {
  readonly promptId: string;
  readonly entryId: string;
  readonly status: string;
  readonly measure: string;
  readonly title: string;
  readonly article: string;
}

/** What every answer says, also the one that says no. */
export interface AnswerHead {
  readonly screeningId: string;
  readonly askedAt: Instant;
  readonly businessDate: LocalDate;
  /** After this instant the answer proves nothing any more. */
  readonly expiresAt: Instant;
  readonly department: string;
  readonly matter: { readonly id: string; readonly kind: string };
  readonly purpose: string;
  readonly subjectKey: string;
  /** `offsets` and `contentHash` name the state of the list; `ageMs` is how old it was. */
  readonly list: ListState;
}

/** 比对答复. */
export interface FullAnswer extends AnswerHead {
  readonly outcome: Outcome;
  readonly entries: readonly AnsweredEntry[];
  readonly prompts: readonly AnsweredPrompt[];
}

/** 是或否 — all that a hotel is told (O52): no name, no list, no reason. */
export interface YesNoAnswer extends AnswerHead {
  readonly answer: 'yes' | 'no';
}

export type ScreeningAnswer = FullAnswer | YesNoAnswer;

const texts = new WeakMap<ScreeningAnswer, string>();

/** Canonical JSON of an answer, as it is kept, signed and sent; made once, since no answer changes. */
export function answerText(answer: ScreeningAnswer): string {
  const before = texts.get(answer);
  if (before !== undefined) return before;
  const text = canonicalJson(answer);
  texts.set(answer, text);
  return text;
}

/** 只答是否的事项 — kinds of matters whose answer is yes or no. 《实施方案》二（三）星级以上宾馆、酒店 */
export const YES_NO_MATTERS: ReadonlySet<string> = new Set(['star-hotel']);

/** The entry as an answer shows it. */
export const answeredEntry = (entry: ListEntryV1, explanation: Explanation, allowed: readonly AllowedMeasure[], marks: ItemMarks = {}): AnsweredEntry => ({
  entryId: entry.entryId, listType: entry.listType, listKind: entry.listKind, listedName: entry.subject.name, ...(entry.subject.uscc === undefined ? {} : { listedUscc: entry.subject.uscc }),
  from: entry.from, ...(entry.until === undefined ? {} : { until: entry.until }), ...marks, evidence: entry.evidence, decision: entry.decision, ruleId: entry.basis.ruleId, statute: entry.basis.statute,
  explanation, furtherMeasures: allowed.filter(({ autoPrompt }) => !autoPrompt).map(({ basis }) => ({ measure: basis.measure, title: basis.measureTitle, article: basis.article })),
});
