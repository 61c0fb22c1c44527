import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import type { SubjectClass } from '@credit/contracts/subject';
import { listType, type Rulebook } from '@credit/rulebook';
import { DEFAULTER_SITUATIONS, LIST_CODES } from '@credit/rulebook/codes';
import { maskedText } from './public-content.ts';

/** 名单条目 as far as its publicity depends on it. */
export interface ListEntryForPublic {
  listType: string;
  subjectClass: SubjectClass;
  /** whether its owner says that the list is published */
  published: boolean;
  situation?: number | undefined;
  statute: string;
  decision: { docNo: string; authorityUscc: string; authorityName: string; decidedOn: LocalDate };
}

/** What the public reads of a list entry: the list, its legal basis and the decision; never the documents it rests on, which may not be public. */
export interface PublicListContent {
  listType: string;
  listTypeName: string;
  statute: string;
  docNo: string;
  decisionDate: string;
  authorityName: string;
  authorityUscc: string;
  situation?: string;
}

export type ListVerdict = { publish: true; ruleId: string } | { publish: false; reason: 'NOT_PUBLIC_PERSON' | 'NOT_PUBLIC_LIST' };

/**
 * 名单公布与否 — a natural person never; else only if the list, as it stood on the day of the decision, is published on this very site: other channels (court platform, company registry, the authority's own site) are not ours.
 * 国办发〔2020〕49号：公布失信信息须有法律、法规或者党中央、国务院政策文件依据；法释〔2017〕7号第六条、第七条
 */
export function listVerdictOn(rulebook: Rulebook, { listType: code, subjectClass, published, decision }: ListEntryForPublic): ListVerdict {
  if (subjectClass === 'NATURAL_PERSON') return { publish: false, reason: 'NOT_PUBLIC_PERSON' };
  const row = listType(rulebook, code, decision.decidedOn);
  if (row === undefined || !published || !row.published || !row.channels?.includes('credit-site')) return { publish: false, reason: 'NOT_PUBLIC_LIST' };
  return { publish: true, ruleId: row.id };
}

/** 名单公布内容 — a closed list of fields; identity numbers masked. 法释〔2017〕7号第六条 */
export function publicListContentOf({ listType: code, situation, statute, decision }: ListEntryForPublic): PublicListContent {
  const text = DEFAULTER_SITUATIONS.find((known) => known.code === situation)?.text;
  return {
    listType: code, listTypeName: LIST_CODES.find((known) => known.code === code)?.text ?? code, statute,
    docNo: maskIdentityNumbers(decision.docNo), decisionDate: decision.decidedOn, authorityName: decision.authorityName, authorityUscc: decision.authorityUscc,
    ...(text === undefined ? {} : { situation: text }),
  };
}

const ENDINGS: Readonly<Record<string, { code: string; text: string }>> = {
  expired: { code: 'LIST_TERM_OVER', text: '名单期限届满，已移出名单' },
  'removed-early': { code: 'LIST_REMOVED_EARLY', text: '已提前移出名单' },
  repaired: { code: 'LIST_REPAIRED', text: '已完成信用修复，移出名单' },
  revoked: { code: 'LIST_REVOKED', text: '名单认定已撤销' },
};

/** 结束方式的代码 — of an ending that is new here, the one that says least. */
export const listEndingCode = (ending: string): string => (ENDINGS[ending] ?? ENDINGS['removed-early']!).code;

/** The ending in words for people; undefined for a code that is not an ending of lists. */
export const listEndingText = (code: string): string | undefined => Object.values(ENDINGS).find((known) => known.code === code)?.text;

/** 撤销说明 — why a designation was revoked is told, masked; of an individual business it is not, for the text may name its operator (decision 24). */
export function publicListEndingReason(ending: string, subjectClass: SubjectClass, reason: string | undefined): string | undefined {
  return ending === 'revoked' && subjectClass === 'LEGAL_ENTITY' && reason !== undefined ? maskedText(reason) : undefined;
}
