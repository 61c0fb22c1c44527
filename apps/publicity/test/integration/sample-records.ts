import { randomUUID } from 'node:crypto';
import { localDate, uuidV7 } from '@credit/kernel';
import type { RecordStateV1 } from '@credit/contracts/events';
import type { RecordVersion } from '../../src/application/record-version.ts';

export const BUREAU = '11210500MB0XY1017D';
export const subjectA = { subjectId: '0193a000-0000-7000-8000-0000000000aa', subjectClass: 'LEGAL_ENTITY', name: '本溪示例甲有限公司', uscc: '91210500MA0TYPE14G', status: 'registered' } as const;
export const shopB = { subjectId: '0193a000-0000-7000-8000-0000000000bb', subjectClass: 'INDIVIDUAL_BUSINESS', name: '本溪示例乙小吃店', uscc: '92210505MA0GTA015J', status: 'registered' } as const;
export const personC = { subjectId: '0193a000-0000-7000-8000-0000000000cc', subjectClass: 'NATURAL_PERSON', name: '李**', status: 'registered' } as const;

let sequence = 0;
/** A new record id, later than those before. */
export const newRecordId = (): string => uuidV7(1_795_400_000_000 + ++sequence, Buffer.from(randomUUID().replaceAll('-', '').slice(0, 20), 'hex'));

type Over = Partial<Omit<RecordStateV1, 'content'>> & { content?: object };

/** A penalty of 20,000 yuan, decided and received in time. */
export function penalty(over: Over = {}): RecordStateV1 {
  const { content, ...rest } = over;
  return {
    recordId: newRecordId(), recordKind: 'administrative-penalty', status: 'effective', heldReasons: [], subject: subjectA, source: 'benxi-market-regulation',
    authorityUscc: BUREAU, authorityName: '本溪市市场监督管理局', docNo: `本市监罚〔2026〕${++sequence}号`, docName: '行政处罚决定书', decisionDate: localDate('2026-11-16'),
    receivedAt: '2026-11-23T02:00:00Z' as never, receivedOn: localDate('2026-11-23'), sourceVersion: '1',
    content: { violationType: '无照经营', facts: '电话13812345678', legalBasis: '《条例》第十条', penaltyTypes: ['FINE'], content: '罚款2万元', fineAmountWan: '2', effectiveTo: localDate('2027-11-16'), legalRepName: '张三', ...content } as RecordStateV1['content'],
    ...rest,
  };
}

/** A licence of five years, decided and received in time. */
export function licence(over: Over = {}): RecordStateV1 {
  const { content, ...rest } = over;
  return {
    ...penalty(), recordKind: 'administrative-license', docName: '食品经营许可证',
    content: { permitKind: '普通', content: '热食类食品制售', validFrom: localDate('2026-11-16'), validTo: localDate('2031-11-15'), state: '1', legalRepName: '张三', ...content } as RecordStateV1['content'],
    ...rest,
  };
}

/** A judgment in effect and not performed: never public. */
export function judgment(over: Over = {}): RecordStateV1 {
  const { content, ...rest } = over;
  return {
    ...penalty(), recordKind: 'court-judgment', docName: '民事判决书', source: 'benxi-court',
    content: { effectiveOn: localDate('2026-11-18'), obligation: '给付货款20万元', performance: 'unperformed', legalRepName: '张三', ...content } as RecordStateV1['content'],
    ...rest,
  };
}

/** The sealing of a workshop: never public. */
export function coercion(over: Over = {}): RecordStateV1 {
  const { content, ...rest } = over;
  return {
    ...penalty(), recordKind: 'administrative-coercion', docName: '查封决定书',
    content: { matterName: '查封场所', coercionKinds: ['SEAL'], content: '查封生产车间', legalBasis: '《食品安全法》第一百一十条', validFrom: localDate('2026-11-16'), ...content } as RecordStateV1['content'],
    ...rest,
  };
}

export const version = (state: RecordStateV1, n = 1): RecordVersion => ({ version: String(n), state });
