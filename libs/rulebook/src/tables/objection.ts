import { localDate as d } from '@credit/kernel';
import type { ObjectionGroundRow } from './types.ts';

const SHENZHEN = '深圳经济特区社会信用条例第四十八条(参照)';
const PLAN = '《实施方案》二（四）建立健全信用主体权益保护机制(2020-05-15)';

/** 异议事由: on which grounds an objection may rest, and whether the platform can check it by itself. Liaoning's own text is unconfirmed (§14 c). */
export const OBJECTION_GROUND_ROWS: readonly ObjectionGroundRow[] = [
  { id: 'OBJECTION_ERROR', ground: 'ERROR_OR_OMISSION', ownScope: false, clause: '《实施方案》二（四）:经核实有误的信息要及时予以更正或撤销', source: `${PLAN};${SHENZHEN}`, from: d('2020-05-15'), verified: 'VERIFIED' },
  { id: 'OBJECTION_PAST_PERIOD', ground: 'PAST_PUBLICITY_PERIOD', ownScope: true, clause: '超过公示期限仍在公示', source: SHENZHEN, from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'OBJECTION_LISTED', ground: 'WRONGLY_LISTED_OR_NOT_DELISTED', ownScope: false, clause: '《实施方案》二（四）:因错误认定名单的,应及时撤销', source: `${PLAN};${SHENZHEN}`, from: d('2020-05-15'), verified: 'VERIFIED' },
  { id: 'OBJECTION_INFRINGEMENT', ground: 'INFRINGEMENT', ownScope: false, clause: '信息的归集、采集、使用侵害合法权益', source: '河南省社会信用条例第四十一条、山东省社会信用条例第三十九条(参照)', from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'OBJECTION_REPAIR', ground: 'REPAIR', ownScope: false, clause: '第36号令:对修复的内容、期限、结果有异议', source: '国家发展改革委令第36号《信用修复管理办法》;国办发〔2025〕22号', from: d('2026-04-01'), verified: 'TO_VERIFY' },
  { id: 'OBJECTION_OTHER', ground: 'OTHER', ownScope: false, clause: '其他异议', source: SHENZHEN, from: d('2020-05-15'), verified: 'TO_VERIFY' },
];
