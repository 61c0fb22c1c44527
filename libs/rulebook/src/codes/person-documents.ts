/** 自然人证件类型. */
export type PersonDocumentType =
  | 'RESIDENT_ID' | 'PASSPORT' | 'HK_MACAO_TRAVEL_PERMIT' | 'TAIWAN_TRAVEL_PERMIT' | 'FOREIGN_PERMANENT_RESIDENT_ID' | 'OTHER';

/** Each type with the text of the 双公示 data standard; `OTHER` is written `其他-` plus a description. */
export const PERSON_DOCUMENT_TYPES: readonly { readonly code: PersonDocumentType; readonly text: string; readonly synonyms: readonly string[] }[] = [
  { code: 'RESIDENT_ID', text: '身份证', synonyms: ['居民身份证'] },
  { code: 'PASSPORT', text: '护照号', synonyms: ['护照'] },
  { code: 'HK_MACAO_TRAVEL_PERMIT', text: '港澳居民来往内地通行证', synonyms: [] },
  { code: 'TAIWAN_TRAVEL_PERMIT', text: '台湾居民来往大陆通行证', synonyms: [] },
  { code: 'FOREIGN_PERMANENT_RESIDENT_ID', text: '外国人永久居留身份证', synonyms: [] },
  { code: 'OTHER', text: '其他', synonyms: [] },
];

/** The type that a text names; undefined when it names none. */
export function parsePersonDocumentType(text: string): PersonDocumentType | undefined {
  const wanted = text.trim();
  if (/^其他\s*[-－—]/.test(wanted)) return 'OTHER';
  return PERSON_DOCUMENT_TYPES.find((t) => t.code === wanted || t.text === wanted || t.synonyms.includes(wanted))?.code;
}
