import { localDate as d, type Instant } from '@credit/kernel';
import type { Declare, LookTold } from '../src/domain/self-declaration/self-declaration.decide.ts';
import type { Falsity, Look } from '../src/domain/self-declaration/self-declaration.ts';
import { firm, MARKET, TODAY } from './sample-commitments.ts';

export const DECLARED_ON = d('2026-11-20');

/** A certificate that the firm declares about itself, three days ago. */
export const declaring = (over: Partial<Declare> = {}): Declare => ({
  declaration: {
    declarationId: 'd-1', subject: firm, category: 'QUALIFICATION', title: '质量管理体系认证', content: 'GB/T 19001 认证证书，有效期至 2028-06-30', referenceNo: '申2026-7', declaredOn: DECLARED_ON,
    commitmentId: 'c-1', commitmentCode: '21050020261123000101', contentHash: 'cd'.repeat(32), declaredAt: '2026-11-23T08:00:00.000Z' as Instant, by: 'subject-1',
  },
  truthCommitment: '本单位承诺所申报信息真实、完整。', authorisation: { purposes: ['credit-report'], from: TODAY, until: d('2027-11-23') }, today: TODAY, ...over,
});
export const falsity = (over: Partial<Falsity> = {}): Falsity => ({ on: TODAY, by: 'officer-1', source: MARKET.source, occasion: 'COMPLAINT', reference: '线索2026-3', what: '证书编号查无此证', ...over });
/** The market regulator compared it with the original. */
export const looking = ({ truth = 'tracking', uscc = MARKET.uscc, today = TODAY, ...look }: Partial<Look & Omit<LookTold, 'look'>> = {}): LookTold => ({
  look: { method: 'ORIGINAL_DOCUMENT', reference: '证书 00126Q30001R0M', on: TODAY, by: 'officer-1', source: MARKET.source, ...look }, uscc, truth, today,
});
