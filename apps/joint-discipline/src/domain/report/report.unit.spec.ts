import { describe, expect, it } from '@jest/globals';
import { ReportOfAnother, answerReport, isCarriedOut } from './report.decide.ts';
import { evolveReport, noReport, type Report, type ReportFacts } from './report.ts';

const subject = { subjectId: 's', subjectClass: 'LEGAL_ENTITY', name: '样例有限公司', status: 'registered' } as const;
const facts: ReportFacts = { matterId: 'm', source: 'registry', subject, report: 'prompt-decision', promptId: 'p', said: 'apply' };
const other = { ...facts, said: 'decline' };
const refusal = new ReportOfAnother();
const takenOver = evolveReport(noReport, answerReport({ facts: { ...facts, measureId: 'x' } }, noReport));
const states: Record<Report['status'], Report> = { absent: noReport, 'taken-over': takenOver, 'not-applicable': evolveReport(noReport, answerReport({ facts, refusal }, noReport)) };

describe('report: every state under every command', () => {
  it.each<[Report['status'], string, Parameters<typeof answerReport>[0], Report['status']]>([
    ['absent', 'carried out', { facts }, 'taken-over'], ['absent', 'refused', { facts, refusal }, 'not-applicable'],
    ['taken-over', 'the same, refused by now', { facts, refusal }, 'taken-over'], ['taken-over', 'something else, refused', { facts: other, refusal }, 'not-applicable'], ['taken-over', 'something else, carried out', { facts: other }, 'taken-over'],
    ['not-applicable', 'refused again', { facts, refusal }, 'not-applicable'], ['not-applicable', 'carried out at last', { facts }, 'taken-over'],
  ])('%s + %s', (status, _, command, next) => expect(evolveReport(states[status], answerReport(command, states[status])).status).toBe(next));

  it('told again it names the measure that came of it, and a refusal its reason', () => {
    expect(answerReport({ facts, refusal }, takenOver)).toEqual({ type: 'ReportTakenOver', facts: { ...facts, measureId: 'x' } });
    expect([isCarriedOut(takenOver, facts), isCarriedOut(takenOver, other), isCarriedOut(states['not-applicable'], facts)]).toEqual([true, false, false]);
    expect(answerReport({ facts, refusal }, noReport)).toEqual({ type: 'ReportSetAside', facts, code: 'REPORT.SUBJECT_OTHER', reason: '该提示或惩戒措施不属于所报主体' });
  });
});
