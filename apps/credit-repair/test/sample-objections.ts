import { localDate as d } from '@credit/kernel';
import type { Instant } from '@credit/kernel';
import type { lodge } from '../src/domain/objection/objection.decide.ts';
import { firm, market, TODAY } from './sample-repairs.ts';

/** An objection of the firm to the fine of its penalty. */
export const objected = (over: Partial<Parameters<typeof lodge>[0]> = {}): Parameters<typeof lodge>[0] => ({
  objectionId: '0193a000-0000-7000-8000-000000000400', subject: firm, ground: 'ERROR_OR_OMISSION', ruleId: 'OBJECTION_ERROR', ownScope: false, statement: '罚款金额有误',
  target: { kind: 'record', id: '0193a000-0000-7000-8000-000000000300', docNo: '示市监罚〔2026〕7号', authority: market }, claims: [{ field: 'fineAmountWan', shown: '2', shouldBe: '0.2' }],
  objector: { by: 'firm@subject', subjectId: firm.subjectId }, lodgedAt: '2026-11-23T02:00:00.000Z' as Instant, verificationDueOn: d('2026-11-26'), outcomeDueOn: d('2026-12-02'), today: TODAY,
  shownFields: ['fineAmountWan', 'facts'], ...over,
});
