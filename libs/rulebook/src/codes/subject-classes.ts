/** 行政相对人类别 (XDR_LB) as the systems exchange it. */
export type SubjectClass = 'LEGAL_ENTITY' | 'INDIVIDUAL_BUSINESS' | 'NATURAL_PERSON';

/** Each class with its official text in the 双公示 data standard. */
export const SUBJECT_CLASSES: readonly { readonly code: SubjectClass; readonly text: string; readonly synonyms: readonly string[] }[] = [
  { code: 'LEGAL_ENTITY', text: '法人及非法人组织', synonyms: ['法人和非法人组织', '法人及其他组织', '法人', '非法人组织'] },
  { code: 'INDIVIDUAL_BUSINESS', text: '个体工商户', synonyms: ['个体户', '个体'] },
  { code: 'NATURAL_PERSON', text: '自然人', synonyms: ['个人'] },
];

/** The class that a text (official, an older synonym, or our own code) names; undefined when it names none. */
export function parseSubjectClass(text: string): SubjectClass | undefined {
  const wanted = text.trim();
  return SUBJECT_CLASSES.find((c) => c.code === wanted || c.text === wanted || c.synonyms.includes(wanted))?.code;
}

/** 类别文本: the official Chinese text of a class. */
export const subjectClassText = (code: SubjectClass): string => SUBJECT_CLASSES.find((c) => c.code === code)!.text;
