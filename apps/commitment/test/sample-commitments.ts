import { localDate as d } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { MakeCommitment, Performed } from '../src/domain/commitment/commitment.decide.ts';
import type { ItemAuthority, ItemText } from '../src/domain/commitment-item/commitment-item.ts';
import type { PublishItem } from '../src/domain/commitment-item/commitment-item.decide.ts';

export const TODAY = d('2026-11-23');
export const MARKET: ItemAuthority = { source: 'benxi-market-regulation', uscc: '11210500MB0XY1017D', name: '本溪市市场监督管理局', region: '210500' };
export const firm: SubjectSnapshot = { subjectId: '0199c0de-0001-7000-8000-000000000001', subjectClass: 'LEGAL_ENTITY', name: '本溪样例商贸有限公司', uscc: '91210500MA0TYPE14G', status: 'registered' };

/** 证明事项告知承诺: checked once, from the 5th to the 60th day. */
export const text = (over: Partial<ItemText> = {}): ItemText => ({
  name: '住所（经营场所）使用证明告知承诺', type: 'CERTIFICATE_REPLACEMENT', told: '以承诺代替住所使用证明；本机关有权核查；承诺不实的，撤销决定并记入信用记录。', conditions: ['住所真实、合法，可用于经营'],
  modelText: '本单位承诺住所真实、合法、可用于经营。', breachLiability: '承诺不实的，撤销登记，记入信用记录。', procedure: '告知、承诺、当场办结、事后核查', checkWindow: { fromDays: 0, toDays: 60, maxChecks: 1, method: '现场核查' },
  dueDays: 30, disclosure: 'PUBLIC', risks: [], ...over,
});
export const deficient = (over: Partial<ItemText> = {}): ItemText => text({ name: '食品经营许可容缺受理', type: 'DEFICIENT_ACCEPTANCE', deferrable: ['消防验收意见', '租赁合同'], checkWindow: { fromDays: 0, toDays: 90, maxChecks: 3, method: '材料核对' }, ...over });

export const published = (over: Partial<PublishItem> = {}): PublishItem => ({ itemId: 'i-1', itemCode: 'BX-ZM-001', authority: MARKET, text: text(), today: TODAY, by: 'approver-1', ...over });

/** A promise by the item above; with other members on demand. */
export function promised(over: Partial<MakeCommitment> = {}): MakeCommitment {
  const item = over.standing?.item?.text ?? text();
  return {
    commitmentId: 'c-1', commitmentCode: '21050020261123000101', type: item.type, subject: firm, item: { itemId: 'i-1', itemCode: 'BX-ZM-001', version: 1, name: item.name },
    accepter: { source: MARKET.source, uscc: MARKET.uscc, name: MARKET.name }, referenceNo: '办2026-1', reason: item.name, content: item.modelText, breachLiability: item.breachLiability, told: item.told,
    madeOn: TODAY, dueOn: d('2026-12-23'), remindOn: d('2026-12-16'), disclosure: 'PUBLIC', contentHash: 'ab'.repeat(32), madeAt: '2026-11-23T08:00:00.000Z' as never, by: 'officer-1', checkWindow: item.checkWindow,
    today: TODAY, chosen: true, standing: { item: { text: item } }, ...over,
  };
}
/** 主动型承诺: free, with the platform. */
export function volunteered(over: Partial<MakeCommitment> = {}): MakeCommitment {
  const { item: _, referenceNo: __, dueOn: ___, remindOn: ____, told: _____, checkWindow: ______, ...rest } = promised();
  return { ...rest, type: 'VOLUNTARY', accepter: { source: 'benxi-credit-centre', uscc: '12210500MB0XY1113K', name: '本溪市公共信用信息中心' }, validTo: d('2027-11-23'), standing: {}, ...over };
}
export const officer = { by: 'officer-1', source: MARKET.source, today: TODAY };
export const seen = (over: Partial<Performed> = {}): Performed => ({ ...officer, occasion: 'ITEM_CHECK', on: TODAY, finding: 'NONE', what: '现场核查，无人办公', unperformed: '登记住所未用于经营', ...over });
