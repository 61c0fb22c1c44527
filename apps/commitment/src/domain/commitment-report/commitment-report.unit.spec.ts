import { describe, expect, it } from '@jest/globals';
import { firm } from '../../../test/sample-commitments.ts';
import { CommitmentNotFound } from '../commitment/commitment.errors.ts';
import { answerReport, evolveReport, isTakenOver, noReport, type ReportFacts } from './commitment-report.ts';

const facts: ReportFacts = { matterId: 'm', source: 'benxi-market-regulation', subject: firm, report: 'commitment', commitmentCode: '21050020261123000101', said: 'a' };
const { commitmentCode: _, ...asked } = facts;
const taken = evolveReport(noReport, answerReport({ facts }, noReport));
const refused = evolveReport(noReport, answerReport({ facts: asked, refusal: new CommitmentNotFound() }, noReport));

describe('承诺类报送: every report gets one answer (P-13)', () => {
  it('taken over, or set aside with its reason', () => {
    expect(taken).toEqual({ ...facts, status: 'taken-over' });
    expect(refused).toEqual({ ...asked, status: 'not-applicable', code: 'COMMITMENT.NOT_FOUND', reason: '该承诺不存在或无权查看' });
  });
  it('the same words again have the same answer; others and what was refused are judged anew', () => {
    expect([isTakenOver(taken, asked), isTakenOver(taken, { said: 'b' }), isTakenOver(refused, asked), isTakenOver(noReport, asked)]).toEqual([true, false, false, false]);
    expect(answerReport({ facts: asked, refusal: new CommitmentNotFound() }, taken)).toEqual({ type: 'ReportTakenOver', facts });
    expect(answerReport({ facts: { ...asked, said: 'b' }, refusal: new CommitmentNotFound() }, taken)).toMatchObject({ type: 'ReportSetAside', code: 'COMMITMENT.NOT_FOUND' });
  });
});
