/** 行政处罚的种类, 行政处罚法第九条. `REVOKE_PERMIT` 吊销 is a penalty, not the ending *revoke* 撤销. */
export type PenaltyType =
  | 'WARNING' | 'PUBLIC_CRITICISM' | 'FINE' | 'CONFISCATE_GAINS' | 'CONFISCATE_PROPERTY' | 'SUSPEND_PERMIT' | 'DOWNGRADE' | 'REVOKE_PERMIT'
  | 'RESTRICT_OPERATION' | 'SUSPEND_BUSINESS' | 'CLOSE_DOWN' | 'BAN_FROM_TRADE' | 'DETENTION' | 'OTHER';

/** Each type with its text in law and the other texts met in CF_CFLB. */
export const PENALTY_TYPES: readonly { readonly code: PenaltyType; readonly text: string; readonly synonyms: readonly string[] }[] = [
  { code: 'WARNING', text: '警告', synonyms: [] },
  { code: 'PUBLIC_CRITICISM', text: '通报批评', synonyms: [] },
  { code: 'FINE', text: '罚款', synonyms: [] },
  { code: 'CONFISCATE_GAINS', text: '没收违法所得', synonyms: [] },
  { code: 'CONFISCATE_PROPERTY', text: '没收非法财物', synonyms: [] },
  { code: 'SUSPEND_PERMIT', text: '暂扣许可证件', synonyms: ['暂扣许可证', '暂扣执照', '暂扣营业执照'] },
  { code: 'DOWNGRADE', text: '降低资质等级', synonyms: ['降低资质'] },
  { code: 'REVOKE_PERMIT', text: '吊销许可证件', synonyms: ['吊销许可证', '吊销执照', '吊销营业执照'] },
  { code: 'RESTRICT_OPERATION', text: '限制开展生产经营活动', synonyms: ['限制开展生产经营', '限制生产经营'] },
  { code: 'SUSPEND_BUSINESS', text: '责令停产停业', synonyms: ['停产停业'] },
  { code: 'CLOSE_DOWN', text: '责令关闭', synonyms: ['关闭'] },
  { code: 'BAN_FROM_TRADE', text: '限制从业', synonyms: ['禁止从业'] },
  { code: 'DETENTION', text: '行政拘留', synonyms: ['拘留'] },
  { code: 'OTHER', text: '其他', synonyms: [] },
];

/**
 * Texts of the old standard that name two penalties with 或者 and do not say which was imposed.
 * POLICY-ASSUMPTION(CFLB-COMPOUND): both types are recorded, so the heavier one governs the tier; the reader is told through `ambiguous`.
 */
export const COMPOUND_PENALTY_TEXTS: Readonly<Record<string, readonly PenaltyType[]>> = {
  暂扣或者吊销许可证: ['SUSPEND_PERMIT', 'REVOKE_PERMIT'],
  暂扣或者吊销执照: ['SUSPEND_PERMIT', 'REVOKE_PERMIT'],
  暂扣或者吊销许可证件: ['SUSPEND_PERMIT', 'REVOKE_PERMIT'],
  暂扣或吊销许可证: ['SUSPEND_PERMIT', 'REVOKE_PERMIT'],
  暂扣或吊销执照: ['SUSPEND_PERMIT', 'REVOKE_PERMIT'],
  没收违法所得没收非法财物: ['CONFISCATE_GAINS', 'CONFISCATE_PROPERTY'],
};

/** What a text of penalty kinds (处罚类别) says. */
export interface ParsedPenaltyTypes {
  /** Without doubles, in the order of {@link PENALTY_TYPES}. */
  readonly types: readonly PenaltyType[];
  /** What follows `其他-`. */
  readonly otherText?: string;
  /** Pieces that name no penalty. Not empty = the value is invalid. */
  readonly unknown: readonly string[];
  /** Pieces with 或者: it is not said which of two penalties was imposed. */
  readonly ambiguous: readonly string[];
}

const OTHER_PREFIX = /^其他\s*(?:[-－—:：]+\s*(.*))?$/;
const byText = new Map<string, PenaltyType>(PENALTY_TYPES.flatMap((t) => [t.code, t.text, ...t.synonyms].map((text) => [text, t.code] as const)));

const pieces = (text: string): string[] =>
  text.split(/[;；|]/).flatMap((part) => (OTHER_PREFIX.test(part.trim()) ? [part] : part.split(/[、,，]/))).map((p) => p.trim()).filter(Boolean);

/** 解析处罚类别: reads CF_CFLB or a list of our codes; kinds are separated by `;` `；` `|` `、` `,`, except inside `其他-…`. */
export function parsePenaltyTypes(text: string): ParsedPenaltyTypes {
  const found = new Set<PenaltyType>();
  const unknown: string[] = [];
  const ambiguous: string[] = [];
  const others: string[] = [];
  for (const piece of pieces(text)) {
    const other = OTHER_PREFIX.exec(piece);
    const compound = Object.hasOwn(COMPOUND_PENALTY_TEXTS, piece) ? COMPOUND_PENALTY_TEXTS[piece] : undefined;
    const type = byText.get(piece);
    if (other) {
      found.add('OTHER');
      if (other[1]) others.push(other[1]);
    } else if (compound) {
      compound.forEach((t) => found.add(t));
      if (piece.includes('或')) ambiguous.push(piece);
    } else if (type) found.add(type);
    else unknown.push(piece);
  }
  const types = PENALTY_TYPES.map((t) => t.code).filter((t) => found.has(t));
  return { types, ...(others.length > 0 && { otherText: others.join(';') }), unknown, ambiguous };
}
