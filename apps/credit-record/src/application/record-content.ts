import { commitmentRecordFindings, crossCheck, INTAKE, validateData } from '@credit/contracts/events';
import type { Finding } from '@credit/contracts/subject';
import type { LocalDate } from '@credit/kernel';
import { maskPersonName, type Rulebook } from '@credit/rulebook';
import type { RecordKind } from '@credit/rulebook/codes';
import { hash } from 'node:crypto';
import { contentFields } from '../domain/policies/record-fields.ts';
import type { ContentValue, Correction, RecordContent, RecordFile } from '../domain/record/record.ts';
import type { ContentCheck } from '../domain/record/record.decide.ts';
import { refuses } from './examine-statement.ts';
import type { Register } from './register.ts';
import type { KnownSubject } from './subject-registry.ts';

const LEGAL_REP_PURPOSE = 'legal-rep-id';

/** 内容 — the canonical content fields of a statement; the name of a natural person is masked, the legal representative's document is kept as a blind index only. */
export function contentOf(register: Register, kind: RecordKind, data: Record<string, unknown>): RecordContent {
  const content: Record<string, ContentValue> = {};
  for (const field of contentFields[kind]) if (data[field] !== undefined) content[field] = data[field] as ContentValue;
  if (data['subjectClass'] === 'NATURAL_PERSON') content['subjectName'] = maskPersonName(String(data['subjectName'])) || '*';
  if (typeof data['legalRepIdNo'] === 'string') content['legalRepIdIndex'] = register.blindIndex.of(LEGAL_REP_PURPOSE, data['legalRepIdNo'].trim().toUpperCase()).toString('base64url');
  return content;
}

const canonical = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, canonical(v)])) : value;

const hash64 = (text: string): string => hash('sha256', text, 'buffer').readBigInt64BE(0).toString();

/** 64 bits of SHA-256 over a content, as a signed decimal string. The members of a content always stand in the order of `contentFields`. */
export const contentHash = (content: RecordContent): string => hash64(JSON.stringify(content));

/** The same over any data, member order aside. */
export const dataHash = (data: unknown): string => hash64(JSON.stringify(canonical(data)));

/** The same over a correction; undefined for one that corrects no field (a mere reinstatement). */
export const correctionHash = (correction: Correction): string | undefined => (correction.changes.length === 0 ? undefined : dataHash(correction));

/** No department sends the record of a commitment: it is made of the facts of commitments. */
const TYPE_OF: Readonly<Record<Exclude<RecordKind, 'commitment'>, string>> = {
  'administrative-license': INTAKE.license, 'administrative-penalty': INTAKE.penalty, 'administrative-coercion': INTAKE.coercion, 'court-judgment': INTAKE.courtJudgment, interview: INTAKE.interview, 'ban-case': INTAKE.banCase,
};

/** Asks of a corrected content what is asked of a statement. */
export function contentCheck(rulebook: Rulebook, file: Pick<RecordFile, 'recordKind' | 'authorityUscc' | 'docNo'>, subject: KnownSubject, today: LocalDate): ContentCheck {
  return (content) => {
    const data = { ...content, subjectClass: subject.subjectClass, docNo: file.docNo, authorityUscc: file.authorityUscc, ...(subject.uscc === null ? {} : { uscc: subject.uscc }) };
    const findings = findingsOf(file.recordKind, data, { today, rulebook }).filter((f) => refuses(f) && f.code !== 'PERSON_ID_MISSING' && !f.pointer.startsWith('/personId'));
    return findings.map((f) => ({ code: f.code, field: f.pointer.slice(1) }));
  };
}

function findingsOf(kind: RecordKind, data: object, context: { today: LocalDate; rulebook: Rulebook }): Finding[] {
  if (kind === 'commitment') return commitmentRecordFindings(data, context);
  const schema = validateData(TYPE_OF[kind], data).filter(refuses);
  return schema.length > 0 ? schema : crossCheck(TYPE_OF[kind], data, context);
}
