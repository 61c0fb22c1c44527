import { crossCheck, findPlainIdentityNumbers, INTAKE, validateData, type AdministrativeActV1, type ListEntryIntakeV1, type RecallAcknowledgementIntakeV1, type RecordCorrectionV1, type RecordRevocationV1, type RegistrationV1 } from '@credit/contracts/events';
import { finding, normaliseIdentifier, type Finding } from '@credit/contracts/subject';
import { maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import { listType } from '@credit/rulebook';
import type { RecordKind } from '@credit/rulebook/codes';
import type { MatterFact } from '../domain/matter/matter.ts';
import { authorityFindings, ownPowerFindings, type Power } from '../domain/policies/authority.ts';
import { mayBeMasked } from '../domain/policies/record-fields.ts';
import { registerFinding } from '../domain/policies/register-findings.ts';
import { statementVersion } from '../domain/policies/statement-version.ts';
import type { IntakeStatement } from './intake-statement.ts';
import { FACT_OF_MATTER, type MatterData } from './matter-facts.ts';
import type { Register } from './register.ts';

/** A statement after every check that needs no look-up. `refused`: some finding rejects it. */
export type Examined = ExaminedBase & (
  | { kind: 'refused' }
  | { kind: 'act'; recordKind: RecordKind; data: AdministrativeActV1 & Record<string, unknown> }
  | { kind: 'revocation'; data: RecordRevocationV1 }
  | { kind: 'correction'; data: RecordCorrectionV1 }
  | { kind: 'matter'; fact: MatterFact; data: MatterData }
  | { kind: 'recall'; data: RecallAcknowledgementIntakeV1 }
  | { kind: 'registration'; data: RegistrationV1 });

interface ExaminedBase {
  statement: IntakeStatement;
  findings: Finding[];
  version: string;
}

/** What is the same for all statements of a batch. */
export interface ExamineContext {
  today: LocalDate;
  /** The kinds of records whose category is in the catalogue in force (trap 38). */
  catalogued: ReadonlySet<RecordKind>;
}

const KIND_OF_ACT: Readonly<Record<string, RecordKind>> = {
  [INTAKE.license]: 'administrative-license', [INTAKE.penalty]: 'administrative-penalty', [INTAKE.coercion]: 'administrative-coercion', [INTAKE.courtJudgment]: 'court-judgment', [INTAKE.interview]: 'interview', [INTAKE.banCase]: 'ban-case',
};
/** An interview needs no power of its own: any department may put a subject on the watch list, and who designates interviews (谁认定、谁约谈); nor a case of a ban: its entry must be the authority's own; nor the record of a commitment, which is only corrected or revoked: it was the authority's to accept. */
const POWER: Readonly<Record<RecordKind, Power | null>> = { 'administrative-license': 'license', 'administrative-penalty': 'penalty', 'administrative-coercion': 'coercion', 'court-judgment': 'judgment', interview: null, 'ban-case': null, commitment: null };
/** What any department reports as itself; whether the commitment is its own, or the material known, is judged by the service of commitments. */
const OWN_REPORTS: ReadonlySet<string> = new Set([INTAKE.commitmentPerformance, INTAKE.integrityEducation, INTAKE.selfDeclaration]);
const ID_FIELDS: ReadonlySet<string> = new Set(['/personIdNo', '/legalRepIdNo', '/subject/personIdNo']);
const SUBJECT_CODES: ReadonlySet<string> = new Set(['/uscc', '/subject/uscc', '/previousUscc']);

/** Whether a finding refuses the statement it is found in. A wrong organisation code inside the subject's code only holds it (domain §1.2). */
export const refuses = (f: Finding): boolean => f.severity === 'error' && !(f.code === 'ORG_CODE_CHECK' && SUBJECT_CODES.has(f.pointer));

/** 审查 — schema (of events and file rows already on the way in), cross-field checks, authority and catalogue of one statement, in this order; stops at the first group that refuses. */
export function examine(register: Register, statement: IntakeStatement, { today, catalogued }: ExamineContext): Examined {
  const { type } = statement;
  const refused = (findings: Finding[]): Examined => ({ statement, findings, version: '0', kind: 'refused' });
  const known = statement.ref.channel === 'rest' ? distinct([...statement.findings, ...validateData(type, statement.data)]) : statement.findings;
  if (known.some(refuses)) return refused(known);
  const { data, findings: masked } = statement.ref.channel === 'kafka' ? { data: statement.data, findings: [] } : withoutIdentityNumbers(statement.data);
  const findings = distinct([...known, ...masked, ...crossCheck(type, data, { today, rulebook: register.rulebook }).filter((f) => statement.personIndex === undefined || !f.pointer.startsWith('/personId'))]);
  if (findings.some(refuses)) return refused(findings);
  findings.push(...rightsFindings(register, statement, catalogued));
  if (findings.some(refuses)) return refused(findings);
  const base = { statement, findings, version: statementVersion(data.sourceVersion, statement.versionTime) };
  const fact = FACT_OF_MATTER[type];
  if (fact !== undefined) return { ...base, kind: 'matter', fact, data };
  switch (type) {
    case INTAKE.recordRevocation: return { ...base, kind: 'revocation', data };
    case INTAKE.recordCorrection: return { ...base, kind: 'correction', data };
    case INTAKE.recallAcknowledgement: return { ...base, kind: 'recall', data };
    case INTAKE.registration: return { ...base, kind: 'registration', data };
    default: return { ...base, kind: 'act', recordKind: KIND_OF_ACT[type]!, data };
  }
}

function rightsFindings({ authorities, rulebook }: Register, { type, source, data }: IntakeStatement, catalogued: ReadonlySet<RecordKind>): Finding[] {
  if (type === INTAKE.registration) return ownPowerFindings(authorities, source, 'registration');
  // Whoever was told may say so: whether the notice or the recall is its own is judged where it was written.
  if (type === INTAKE.noticeReceipt || type === INTAKE.recallAcknowledgement || OWN_REPORTS.has(type)) return [];
  if (type === INTAKE.commitment) return authorityFindings(authorities, source, normaliseIdentifier(data.authorityUscc), null);
  if (type === INTAKE.listEntry) return [...authorityFindings(authorities, source, normaliseIdentifier(data.authorityUscc), 'list-entry'), ...listFindings(rulebook, data)];
  if (FACT_OF_MATTER[type] !== undefined) return ownPowerFindings(authorities, source, 'matter');
  const kind: RecordKind = KIND_OF_ACT[type] ?? data.recordKind;
  const rights = authorityFindings(authorities, source, normaliseIdentifier(data.authorityUscc), POWER[kind]);
  return catalogued.has(kind) ? rights : [...rights, registerFinding('NOT_CATALOGUED', '')];
}

/** 名单法定 — no list but those that a law knew on the day of the decision (国办发〔2020〕49号, domain §5.1). */
const listFindings = (rulebook: Register['rulebook'], { listType: code, decisionDate }: ListEntryIntakeV1): Finding[] =>
  (listType(rulebook, code, decisionDate) === undefined ? [registerFinding('LIST_TYPE_UNKNOWN', '/listType')] : []);

/** Identity numbers outside the fields made for them: masked in free text with a warning, refused in what names somebody (decision 1, rule 10). */
function withoutIdentityNumbers(data: any): { data: any; findings: Finding[] } {
  const pointers = findPlainIdentityNumbers(data).filter((pointer) => !ID_FIELDS.has(pointer));
  if (pointers.length === 0) return { data, findings: [] };
  const field = (pointer: string): string => pointer.split('/').at(-1)!;
  const findings = pointers.map((pointer) => (mayBeMasked(field(pointer)) ? registerFinding('PERSON_ID_IN_TEXT', pointer) : finding('PERSON_ID_IN_PLAIN', pointer)));
  return { data: maskedTexts(data), findings };
}

function maskedTexts(value: any, name = ''): any {
  if (typeof value === 'string') return name === 'personIdNo' || name === 'legalRepIdNo' ? value : maskIdentityNumbers(value);
  if (Array.isArray(value)) return value.map((item) => maskedTexts(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskedTexts(inner, key)]));
}

function distinct(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter((f) => {
    const key = `${f.code} ${f.pointer}`;
    return !seen.has(key) && seen.add(key);
  });
}
