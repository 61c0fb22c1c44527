import { normaliseIdentifier } from '@credit/contracts/subject';
import type { MatterContent } from '../domain/matter/matter.ts';
import type { CommitmentReportData, CommitmentReportFact } from './matter-facts.ts';

/** What is forwarded of each report, as the contracts name it on both sides; the party and whatever else a sender put in stay behind. */
const SAID: Readonly<Record<CommitmentReportFact, readonly string[]>> = {
  commitment: ['itemCode', 'itemVersion', 'authorityUscc', 'referenceNo', 'projectCode', 'reason', 'content', 'madeOn', 'validTo', 'dueOn', 'documents', 'disclosure'],
  'commitment-performance': ['commitmentCode', 'occasion', 'checkedOn', 'performance', 'what', 'unperformed', 'supplied'],
  'integrity-education': ['caseId', 'occasion', 'materialCode', 'materialVersion', 'givenOn'],
  'self-declaration': ['referenceNo', 'category', 'title', 'content', 'declaredOn', 'truthCommitment', 'authorisation'],
};
/** The same of what lies within. */
const WITHIN: Readonly<Record<string, readonly string[]>> = { documents: ['name', 'dueOn', 'suppliedOn'], authorisation: ['purposes', 'from', 'until'] };

const only = (value: object, fields: readonly string[]): Record<string, unknown> => Object.fromEntries(Object.entries(value).filter(([field]) => fields.includes(field)));

function inner(field: string, value: unknown): unknown {
  const fields = WITHIN[field];
  if (fields === undefined) return value;
  return Array.isArray(value) ? value.map((one: object) => only(one, fields)) : only(value as object, fields);
}

/** 自然键: a promise by case and item, a check by commitment, day and occasion, education by case, occasion and material, a declaration by its number. */
const KEY: Readonly<Record<CommitmentReportFact, readonly string[]>> = {
  commitment: ['referenceNo', 'itemCode'], 'commitment-performance': ['commitmentCode', 'checkedOn', 'occasion'], 'integrity-education': ['caseId', 'occasion', 'materialCode'], 'self-declaration': ['referenceNo'],
};
/** Numbers that a person types. */
const TYPED: ReadonlySet<string> = new Set(['referenceNo', 'caseId']);

/**
 * 承诺类报送 — natural key and public content of a report.
 * @param own the department itself, for what names no authority
 */
export function commitmentTerms(fact: CommitmentReportFact, data: CommitmentReportData, own: string): { authorityUscc: string; reference: string; content: MatterContent } {
  const content: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(only(data, SAID[fact]))) content[field] = TYPED.has(field) ? String(value).trim() : inner(field, value);
  if (fact === 'commitment') content['authorityUscc'] = normaliseIdentifier(String(content['authorityUscc']));
  const authorityUscc = fact === 'commitment' ? String(content['authorityUscc']) : own;
  return { authorityUscc, reference: KEY[fact].map((field) => String(content[field])).join('\n'), content };
}
