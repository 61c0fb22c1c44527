import { assertNever, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { PromptEvent } from './prompt.events.ts';

/** 办理事项 — the matter of a department in which the subject was looked up. */
export interface Matter {
  /** Number in the department's own system. */
  matterId: string;
  matterKind: string;
  department: string;
}

/** 惩戒依据链 — entry → list type → decision → measure item → article. Without each of them nothing is prompted (国办发〔2020〕49号). */
export interface DisciplineBasis {
  entryId: string;
  listType: string;
  decisionDocNo: string;
  matrixRowId: string;
  measure: string;
  measureTitle: string;
  article: string;
}

/** 提示所依事实. */
export interface PromptFacts {
  promptId: string;
  screeningId: string;
  subject: SubjectSnapshot;
  matter: Matter;
  basis: DisciplineBasis;
  promptedOn: LocalDate;
}

/** 提示 — one measure that the law allows for one hit in one matter; the officer must choose. 《实施方案》自动比对、自动提示 */
export type Prompt =
  | { status: 'absent' }
  | ({ status: 'open' } & PromptFacts)
  | ({ status: 'applied'; endedOn: LocalDate; measureId: string } & PromptFacts)
  | ({ status: 'declined'; endedOn: LocalDate; reason: string } & PromptFacts)
  | ({ status: 'closed'; endedOn: LocalDate; reason: string } & PromptFacts);

export const noPrompt: Prompt = { status: 'absent' };

/** The facts of a prompt that exists. */
export const factsOfPrompt = ({ promptId, screeningId, subject, matter, basis, promptedOn }: PromptFacts): PromptFacts => ({ promptId, screeningId, subject, matter, basis, promptedOn });

/** The state machine: the only place where a prompt changes. */
export function evolvePrompt(state: Prompt, event: PromptEvent): Prompt {
  if (event.type === 'PromptRaised') return { status: 'open', ...event.facts };
  if (state.status === 'absent') return state;
  const facts = factsOfPrompt(state);
  switch (event.type) {
    case 'PromptApplied': return { ...facts, status: 'applied', endedOn: event.on, measureId: event.measureId };
    case 'PromptDeclined': return { ...facts, status: 'declined', endedOn: event.on, reason: event.reason };
    case 'PromptClosed': return { ...facts, status: 'closed', endedOn: event.on, reason: event.reason };
    default: return assertNever(event);
  }
}
