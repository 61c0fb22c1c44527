import { describe, expect, it } from '@jest/globals';
import { DomainError, localDate as d } from '@credit/kernel';
import { wrongMeasure as content } from '../../../test/sample-corrections.ts';
import { TODAY } from '../../../test/sample-repairs.ts';
import { completeTask, discontinueTask, escalateTask, openTask } from './correction-task.decide.ts';
import { evolveTask, isTaskOverdue, noTask, type CorrectionEvent, type CorrectionTask } from './correction-task.ts';

type Verb = (state: CorrectionTask) => readonly CorrectionEvent[];
const run = (...verbs: Verb[]): CorrectionTask => verbs.reduce((state, verb) => verb(state).reduce(evolveTask, state), noTask);
const outcomeOf = (verb: Verb, state: CorrectionTask): string => {
  try {
    const events = verb(state);
    return `${events.map(({ type }) => type).join('+') || 'nothing'}→${events.reduce(evolveTask, state).status}`;
  } catch (error) {
    if (error instanceof DomainError) return error.code.replace('CORRECTION.', '');
    throw error;
  }
};
const LATE = d('2026-11-27');
const proof = { source: 'benxi-housing-construction' as string | null, by: 'officer-3', on: TODAY, what: '已恢复资格并书面致歉', docNo: '示住建〔2026〕3号', today: TODAY };
const verbs = {
  open: (s) => openTask({ content, dueOn: d('2026-11-26'), today: TODAY }, s),
  complete: (s) => completeTask(proof, s),
  escalate: (s) => escalateTask({ today: LATE }, s),
  discontinue: (s) => discontinueTask({ on: TODAY, reason: '撤销有误' }, s),
} satisfies Record<string, Verb>;
const states = { absent: noTask, open: run(verbs.open), done: run(verbs.open, verbs.complete), discontinued: run(verbs.open, verbs.discontinue) } satisfies Record<CorrectionTask['status'], CorrectionTask>;

describe('a correction task: every state under every verb (O99)', () => {
  it.each<[keyof typeof states, keyof typeof verbs, string]>([
    ['absent', 'open', 'CorrectionOpened→open'], ['open', 'open', 'nothing→open'], ['done', 'open', 'nothing→done'], ['discontinued', 'open', 'nothing→discontinued'],
    ['absent', 'complete', 'NOT_FOUND'], ['open', 'complete', 'CorrectionDone→done'], ['done', 'complete', 'ALREADY_DONE'], ['discontinued', 'complete', 'DISCONTINUED'],
    ['absent', 'escalate', 'NOT_FOUND'], ['open', 'escalate', 'CorrectionEscalated→open'], ['done', 'escalate', 'NOT_OVERDUE'], ['discontinued', 'escalate', 'NOT_OVERDUE'],
    ['absent', 'discontinue', 'nothing→absent'], ['open', 'discontinue', 'CorrectionDiscontinued→discontinued'], ['done', 'discontinue', 'nothing→done'], ['discontinued', 'discontinue', 'nothing→discontinued'],
  ])('%s + %s: %s', (status, verb, expected) => {
    expect(states[status].status).toBe(status);
    expect(outcomeOf(verbs[verb], states[status])).toBe(expected);
  });

  it('is put right by its department alone; what no department is responsible for, by the credit centre', () => {
    const { department: _, ...nobody } = content;
    const unclaimed = run((s) => openTask({ content: nobody, dueOn: null, today: TODAY }, s));
    const by = (source: string | null, state: CorrectionTask) => outcomeOf((s) => completeTask({ ...proof, source }, s), state);
    expect([by('benxi-health', states.open), by(null, states.open), by('benxi-health', unclaimed), by(null, unclaimed)]).toEqual(['NOT_FOUND', 'NOT_FOUND', 'NOT_FOUND', 'CorrectionDone→done']);
  });

  it('of a record that is in effect again says since when and why; what was done by then stays as it was done', () => {
    expect(states.discontinued).toMatchObject({ discontinued: { on: TODAY, reason: '撤销有误' } });
    expect(states.discontinued).not.toHaveProperty('proof');
    expect(run(verbs.open, verbs.complete, verbs.discontinue)).toEqual(states.done);
    expect(isTaskOverdue(states.discontinued, d('2028-01-01'))).toBe(false);
  });

  it('is done from the day of the revocation on, and not tomorrow', () => {
    const on = (day: string) => outcomeOf((s) => completeTask({ ...proof, on: d(day) }, s), states.open);
    expect(['2026-11-19', '2026-11-20', '2026-11-23', '2026-11-24'].map(on)).toEqual(['DAY_OUT_OF_ORDER', 'CorrectionDone→done', 'CorrectionDone→done', 'DAY_OUT_OF_ORDER']);
  });

  it('is overdue on the day after its last one, told once; where the calendar is not announced nobody is late', () => {
    const open = run((s) => openTask({ content, dueOn: null, today: TODAY }, s));
    expect([isTaskOverdue(states.open, d('2026-11-26')), isTaskOverdue(states.open, LATE), isTaskOverdue(open, d('2028-01-01')), isTaskOverdue(states.done, LATE)]).toEqual([false, true, false, false]);
    expect([outcomeOf((s) => escalateTask({ today: d('2026-11-26') }, s), states.open), outcomeOf(verbs.escalate, run(verbs.open, verbs.escalate))]).toEqual(['NOT_OVERDUE', 'NOT_OVERDUE']);
    expect(run(verbs.open, verbs.escalate, verbs.complete)).toMatchObject({ status: 'done', escalatedOn: LATE, proof: { docNo: '示住建〔2026〕3号', by: 'officer-3' } });
  });
});
