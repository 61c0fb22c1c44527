import { isLocalDate, parseDecimal } from '@credit/kernel';
import { ADMIN_ACTS, RECORD_KIND_ROWS } from './codes/acts.ts';
import { ASSISTING_KINDS, AUTHORITY_KINDS } from './codes/authority-kinds.ts';
import { EDUCATION_OCCASIONS, EXCLUDED_RISKS } from './codes/commitment.ts';
import { CORRECTION_ACTIONS } from './codes/corrections.ts';
import { DUTIES } from './codes/duties.ts';
import { EFFECT_KINDS } from './codes/effects.ts';
import { INFO_CATEGORIES } from './codes/information-categories.ts';
import {
  BAN_FIELDS, BAN_GROUNDS, DEFAULTER_SITUATIONS, EVIDENCE_KINDS, LIST_CODES, LIST_KINDS, PUBLICATION_CHANNELS, STATUTE_LEVELS, SUBJECT_ROLES,
} from './codes/lists.ts';
import { CONSUMPTION_ITEMS, DISCIPLINE_STEPS, INSTITUTION_KINDS, MATTER_KINDS, MEASURE_CLASSES, MEASURE_CODES, NOTICE_ADDRESSEES, SUPERVISION_MEASURES } from './codes/measures.ts';
import { PENALTY_TYPES } from './codes/penalty-types.ts';
import { OBJECTION_GROUNDS } from './codes/objection.ts';
import { REPAIR_EVIDENCE_KINDS, REPAIR_TARGET_KINDS, REPAIR_WAYS } from './codes/repair.ts';
import { SECTORS } from './codes/sectors.ts';
import { SUBJECT_CLASSES } from './codes/subject-classes.ts';
import { disciplineFault } from './discipline-checks.ts';
import type { RuleTables } from './tables/types.ts';

/** What is wrong with a value, or null. */
export type Check = (value: unknown) => string | null;

const text: Check = (v) => (typeof v === 'string' && v.trim() !== '' ? null : 'must be a text that is not empty');
const date: Check = (v) => (isLocalDate(v) ? null : 'must be an existing date YYYY-MM-DD');
const flag: Check = (v) => (typeof v === 'boolean' ? null : 'must be true or false');
const count = (max: number): Check => (v) => (Number.isInteger(v) && (v as number) >= 0 && (v as number) <= max ? null : `must be a whole number from 0 to ${max}`);
const amount: Check = (v) =>
  (typeof v === 'string' && parseDecimal(v, { integerDigits: 12, fractionDigits: 6 }) === v && !v.startsWith('-') ? null : 'must be a decimal text in 万元, such as "0.3"');
const oneOf = (...values: readonly string[]): Check => (v) => (typeof v === 'string' && values.includes(v) ? null : `must be one of ${values.join(', ')}`);
const listOf = (item: Check): Check => (v) => (Array.isArray(v) && v.length > 0 ? (v.map(item).find((e) => e !== null) ?? null) : 'must be a list that is not empty');
const mapOf = (key: Check, value: Check): Check => (v) => {
  if (typeof v !== 'object' || v === null || Array.isArray(v)) return 'must be an object';
  return Object.entries(v).map(([k, x]) => key(k) ?? value(x)).find((e) => e !== null) ?? null;
};
const codes = (rows: readonly { readonly code: string }[]): Check => oneOf(...rows.map((r) => r.code));

const tier = oneOf('MINOR', 'GENERAL', 'SERIOUS');
const ruleSet = oneOf('REPAIR_527', 'REPAIR_58', 'REPAIR_36');
const recordKind = codes(RECORD_KIND_ROWS);
const view = oneOf('FULL', 'MASKED', 'HIDDEN');
const requirement = oneOf('R', 'C', 'O', 'BLANK');
const subjectClass = codes(SUBJECT_CLASSES);
const allClasses: Check = (v) =>
  mapOf(subjectClass, requirement)(v) ?? (SUBJECT_CLASSES.every((c) => c.code in (v as object)) ? null : 'must name every subject class');

const listType = codes(LIST_CODES);
const roles = listOf(oneOf(...SUBJECT_ROLES));
const evidence = listOf(codes(EVIDENCE_KINDS));
const measure = oneOf(...MEASURE_CODES);
const situation: Check = (v) => (DEFAULTER_SITUATIONS.some((s) => s.code === v) ? null : 'must be a whole number from 1 to 6');

/** `?` at the end of a field's name marks it as optional. */
type RowChecks = Readonly<Record<string, Check>>;

const common: RowChecks = {
  id: (v) => (typeof v === 'string' && /^[A-Z][A-Z0-9_]*$/.test(v) ? null : 'must be an upper-case identifier'),
  source: text, from: date, 'to?': date, verified: oneOf('VERIFIED', 'TO_VERIFY'),
};

/** The fields of the rows of every table. */
export const TABLE_CHECKS: Readonly<Record<keyof RuleTables, RowChecks>> = {
  repairRuleSets: { ...common, id: ruleSet, title: text },
  repairRequirements: { ...common, targetKind: codes(REPAIR_TARGET_KINDS), way: codes(REPAIR_WAYS), 'tier?': tier, requires: listOf(codes(REPAIR_EVIDENCE_KINDS)), clause: text },
  entryRepairPeriods: { ...common, 'listKind?': oneOf(...LIST_KINDS), months: count(1200), clause: text },
  repairScopes: { ...common, recordKind, 'kept?': flag, degree: oneOf('BY_PENALTY', 'NONE', 'MINOR', 'GENERAL', 'SERIOUS'), why: text, clause: text },
  repairNotices: { ...common, applyAt: text, clause: text },
  commitmentExclusions: { ...common, risk: codes(EXCLUDED_RISKS), clause: text },
  commitmentBars: { ...common, bar: oneOf('unrepaired-breach', 'serious-list'), clause: text },
  educationMatters: { ...common, occasion: codes(EDUCATION_OCCASIONS), matterKind: codes(MATTER_KINDS), clause: text },
  corrections: { ...common, effect: codes(EFFECT_KINDS), action: codes(CORRECTION_ACTIONS), clause: text },
  repairBars: { ...common, months: count(1200), clause: text },
  objectionGrounds: { ...common, ground: codes(OBJECTION_GROUNDS), ownScope: flag, clause: text },
  deadlines: { ...common, action: oneOf('publish', 'withdraw'), acts: listOf(codes(ADMIN_ACTS)), workingDays: count(60), clause: text },
  penaltyTypeTiers: { ...common, ruleSet, penaltyType: codes(PENALTY_TYPES), tier: oneOf('MINOR', 'GENERAL', 'SERIOUS', 'BY_AMOUNT', 'UNDETERMINED') },
  fineTiers: { ...common, ruleSet, subjectClass, 'sector?': codes(SECTORS), minorUpToWan: amount, 'seriousFromWan?': amount },
  sectorTiers: { ...common, ruleSet, sector: codes(SECTORS), tier, becomes: tier, 'fineFromWan?': amount },
  publicityTerms: { ...common, ruleSet, tier, minMonths: count(600), maxMonths: count(600), published: flag, clause: text },
  simpleProcedure: { ...common, subjectClass, fineUpToWan: amount, clause: text },
  licenseTerms: { ...common, validState: text, clause: text },
  exclusions: {
    ...common, clause: text,
    reason: oneOf('NOT_PUBLIC_SECRET', 'NOT_PUBLIC_PRIVACY', 'NOT_PUBLIC_JUVENILE', 'NOT_PUBLIC_SECURITY', 'NOT_PUBLIC_PERSON', 'NOT_PUBLIC_BEFORE_RULES', 'NOT_PUBLIC_DETENTION', 'NOT_PUBLIC_SIMPLE_PROCEDURE', 'NOT_PUBLIC_KIND'),
    'recordKinds?': listOf(recordKind), 'subjectClasses?': listOf(subjectClass),
    'restrictions?': listOf(oneOf('state-secret', 'commercial-secret', 'privacy', 'minor', 'security')),
    'penaltyTypes?': listOf(codes(PENALTY_TYPES)), 'simpleProcedure?': flag,
  },
  fields: {
    ...common, recordKind, identifier: text, title: text, legacyCode: text, type: oneOf('text', 'code', 'uscc', 'date', 'decimal'),
    'maxLength?': count(100_000), 'integerDigits?': count(30), 'fractionDigits?': count(10), required: allClasses,
    'condition?': oneOf('FINE_IMPOSED', 'CONFISCATION_IMPOSED', 'PERMIT_SUSPENDED_OR_REVOKED', 'CERTIFICATE_ISSUED', 'COMPUTED_BY_SYSTEM'),
    'pairedWith?': text, 'rule?': text,
  },
  catalogue: { ...common, category: codes(INFO_CATEGORIES), title: text },
  visibility: {
    ...common, fields: listOf(text), 'subjectClasses?': listOf(subjectClass), otherwise: view,
    views: mapOf(oneOf('public', 'source', 'case-officer', 'approver', 'screening-client', 'credit-centre', 'subject', 'auditor', 'operator'), view),
  },
  listTypes: {
    ...common, listType, listKind: oneOf(...LIST_KINDS), title: text, statute: text, statuteLevel: oneOf(...STATUTE_LEVELS),
    'authorityKinds?': listOf(codes(AUTHORITY_KINDS)), 'subjectClasses?': listOf(subjectClass), published: flag, 'channels?': listOf(codes(PUBLICATION_CHANNELS)),
  },
  listTerms: {
    ...common, listType, 'situation?': situation, term: oneOf('fixed', 'by-decision', 'by-ban', 'none'), 'months?': count(1200), 'minMonths?': count(1200),
    'maxMonths?': count(1200), 'extensionMinMonths?': count(1200), 'extensionMaxMonths?': count(1200), 'earlyAfterMonths?': count(1200),
    'earlyFrom?': oneOf('listing', 'correction'), 'conditions?': text, clause: text,
  },
  measures: { ...common, measure, item: text, itemTitle: text, title: text, measureClass: oneOf(...MEASURE_CLASSES), statute: text },
  measureMatrix: {
    ...common, measure, listType, subjectRole: oneOf(...SUBJECT_ROLES), 'subjectClasses?': listOf(subjectClass), 'banFields?': listOf(codes(BAN_FIELDS)),
    basis: text, durationRule: oneOf('while-listed', 'fixed-months'), 'months?': count(1200), implementerKinds: listOf(codes([...AUTHORITY_KINDS, ...ASSISTING_KINDS])),
    matterKinds: listOf(codes(MATTER_KINDS)), autoPrompt: flag, 'answer?': oneOf('yes-no'), 'consumptionOrder?': flag,
  },
  consumptionItems: { ...common, item: oneOf(...CONSUMPTION_ITEMS), title: text, clause: text },
  bans: {
    ...common, field: codes(BAN_FIELDS), measure, roles, conduct: text, statute: text, 'minMonths?': count(1200), 'maxMonths?': count(1200), 'permanent?': text,
  },
  banGrounds: { ...common, ground: codes(BAN_GROUNDS), evidence, atLeast: count(20) },
  evidenceRules: { ...common, listKind: oneOf(...LIST_KINDS), evidence, atLeast: count(20), clause: text },
  relatedPersons: { ...common, listType, roles, effect: oneOf('own-entry', 'consumption-order'), basis: text },
  defencePeriods: { ...common, 'listTypes?': listOf(listType), workingDays: count(60), clause: text },
  institutionNotices: {
    ...common, institutions: listOf(oneOf(...INSTITUTION_KINDS)), whom: oneOf('UNIT', 'STAFF'), 'listTypes?': listOf(listType),
    sender: oneOf('designating-authority', 'court'), addressees: listOf(codes(NOTICE_ADDRESSEES)), clause: text,
  },
  disciplineDeadlines: { ...common, step: oneOf(...DISCIPLINE_STEPS), workingDays: count(60), clause: text },
  supervision: { ...common, severity: tier, measures: listOf(codes(SUPERVISION_MEASURES)), clause: text },
  dutyPeriods: { ...common, duty: codes(DUTIES), workingDays: count(60), clause: text },
};

/** The first fault of a row as `[field, message]`, or null. */
export function rowFault(table: keyof RuleTables, row: Readonly<Record<string, unknown>>): readonly [string, string] | null {
  const checks = TABLE_CHECKS[table];
  const stranger = Object.keys(row).find((field) => !(field in checks) && !(`${field}?` in checks));
  if (stranger !== undefined) return [stranger, 'is not a field of this table'];
  for (const [name, check] of Object.entries(checks)) {
    const field = name.replace(/\?$/, '');
    const value = row[field];
    if (value === undefined && name.endsWith('?')) continue;
    const fault = value === undefined ? 'is missing' : check(value);
    if (fault !== null) return [field, fault];
  }
  if (typeof row.to === 'string' && row.to < (row.from as string)) return ['to', 'must not lie before from'];
  if (table === 'publicityTerms' && (row.minMonths as number) > (row.maxMonths as number)) return ['minMonths', 'must not exceed maxMonths'];
  return disciplineFault(table, row);
}
