import { describe, expect, it } from '@jest/globals';
import type { LocalDate } from '@credit/kernel';
import { crossCheck } from './cross-check.ts';
import { INTAKE } from './types.ts';

const today = '2026-11-23' as LocalDate;
const AUTHORITY = '11210500MB0XY1017D';
const FIRM = '91210500MA0TYPE14G';
const ID = '11010519491231002X';
const JWE = 'eyJhbGciOiJFQ0RILUVTK0EyNTZLVyJ9.a2V5.aXY.Y2lwaGVy.dGFn';

const act = { subjectName: '本溪样例商贸有限公司', subjectClass: 'LEGAL_ENTITY', uscc: FIRM, legalRepName: '王样例', docNo: 'n1', content: '罚款2000元', decisionDate: '2026-11-20', authorityName: 'a', authorityUscc: AUTHORITY, sourceName: 'a', sourceUscc: AUTHORITY };
const penalty = { ...act, violationType: 'v', facts: 'f', legalBasis: 'l', penaltyTypes: ['FINE'], fineAmountWan: '0.2', effectiveTo: '2099-12-31' };
const license = { ...act, docName: 'd', permitKind: '普通', validFrom: '2026-11-20', validTo: '2031-11-19', state: '1' };
const person = { subjectClass: 'NATURAL_PERSON', uscc: undefined, legalRepName: undefined, personIdType: '身份证', personIdNo: ID };

type Change = Record<string, unknown>;
const run = (type: string, data: Change): string[] => crossCheck(type, Object.fromEntries(Object.entries(data).filter(([, v]) => v !== undefined)), { today }).map((f) => `${f.code} ${f.pointer}`);
const ofPenalty = (change: Change = {}): string[] => run(INTAKE.penalty, { ...penalty, ...change });
const ofLicense = (change: Change = {}): string[] => run(INTAKE.license, { ...license, ...change });

describe('双公示 cross-field checks (domain §2.4)', () => {
  it('nothing is wrong with a good one', () => {
    expect(ofPenalty()).toEqual([]);
    expect(ofLicense()).toEqual([]);
    expect(ofPenalty(person)).toEqual([]);
    expect(ofPenalty({ ...person, personIdNo: undefined, personIdJwe: JWE })).toEqual([]);
    expect(ofPenalty({ subjectClass: 'INDIVIDUAL_BUSINESS', uscc: '92210505MA0GTA015J' })).toEqual([]);
  });

  it.each<[string, Change, string[]]>([
    ['firm without code', { uscc: undefined }, ['FIELD_MISSING /uscc']],
    ['firm without legal representative', { legalRepName: undefined }, ['FIELD_MISSING /legalRepName']],
    ['firm with a personal document', { personIdType: '身份证', personIdNo: ID }, ['FIELD_NOT_FOR_CLASS /personIdType', 'FIELD_NOT_FOR_CLASS /personIdNo']],
    ['firm with an encrypted personal document', { personIdJwe: JWE }, ['FIELD_NOT_FOR_CLASS /personIdNo']],
    ['person with a code', { ...person, uscc: FIRM }, ['FIELD_NOT_FOR_CLASS /uscc']],
    ['person without document (check 8)', { ...person, personIdType: undefined, personIdNo: undefined }, ['FIELD_MISSING /personIdType', 'PERSON_ID_MISSING /personIdNo']],
    ['person with plain and encrypted number', { ...person, personIdJwe: JWE }, ['SUBJECT_REFERENCE /personIdJwe']],
    ['wrong check character', { ...person, personIdNo: '110105194912310021' }, ['PERSON_ID_CHECK /personIdNo']],
    ['15-digit number', { ...person, personIdNo: '110105491231002' }, ['PERSON_ID_FORMAT /personIdNo']],
    ['passport is not checked as resident number', { ...person, personIdType: '护照号', personIdNo: 'E12345678' }, []],
    ['unknown document type', { ...person, personIdType: '驾驶证', personIdNo: 'E12345678' }, ['ENUM_UNKNOWN /personIdType']],
    ['no JWE', { ...person, personIdNo: undefined, personIdJwe: 'abc' }, ['PERSON_ID_JWE /personIdJwe']],
    ['document number of the representative without type', { legalRepIdNo: ID }, ['ID_PAIR_INCOMPLETE /legalRepIdType']],
    ['document type of the representative without number', { legalRepIdType: '身份证' }, ['ID_PAIR_INCOMPLETE /legalRepIdNo']],
    ['individual business with the code of a firm', { subjectClass: 'INDIVIDUAL_BUSINESS' }, ['SUBJECT_CLASS_MISMATCH /subjectClass']],
    ['firm with a 92-code (trap 24)', { uscc: '92210505MA0GTA015J' }, ['SUBJECT_CLASS_MISMATCH /subjectClass']],
    ['individual business with 17 zeros and X', { subjectClass: 'INDIVIDUAL_BUSINESS', uscc: '00000000000000000X' }, ['USCC_PLACEHOLDER /uscc']],
    ['wrong position 18', { uscc: '91210500MA0TYPE14A' }, ['USCC_CHECK /uscc']],
    ['wrong organisation code', { uscc: '91210500MA0TYPE15K' }, ['ORG_CODE_CHECK /uscc']],
    ['organisation code of somebody else', { orgCode: '748204660' }, ['ORG_CODE_MISMATCH /orgCode']],
    ['wrong authority code', { authorityUscc: '11210500MB0XY1017A' }, ['USCC_CHECK /authorityUscc']],
    ['wrong source code', { sourceUscc: 'x' }, ['USCC_FORMAT /sourceUscc']],
    ['decided tomorrow', { decisionDate: '2026-11-24', effectiveTo: '2099-12-31' }, ['DATE_IN_FUTURE /decisionDate']],
    ['decided today', { decisionDate: '2026-11-23' }, []],
    ['decided before 1949', { decisionDate: '1948-12-31' }, ['DATE_TOO_EARLY /decisionDate']],
    ['over before it began', { effectiveTo: '2026-11-19' }, ['DATE_RANGE /effectiveTo']],
    ['fine without amount', { fineAmountWan: undefined }, ['CONDITIONAL_FIELD_MISSING /fineAmountWan']],
    ['fine of zero', { fineAmountWan: '0.000000' }, ['AMOUNT_ZERO /fineAmountWan']],
    ['fine in yuan instead of 万元 (trap 27)', { fineAmountWan: '2000' }, ['AMOUNT_UNIT /fineAmountWan']],
    ['fine in yuan, written with separators', { fineAmountWan: '2000', content: '罚款人民币2,000.00元' }, ['AMOUNT_UNIT /fineAmountWan']],
    ['a real fine of 2000 万元', { fineAmountWan: '2000', content: '罚款2000万元' }, []],
    ['confiscation without amount', { penaltyTypes: ['CONFISCATE_GAINS'], fineAmountWan: undefined }, ['CONDITIONAL_FIELD_MISSING /confiscatedAmountWan']],
    ['revoked permit without name', { penaltyTypes: ['REVOKE_PERMIT'], fineAmountWan: undefined }, ['CONDITIONAL_FIELD_MISSING /suspendedPermit']],
    ['suspended permit without name', { penaltyTypes: ['FINE', 'SUSPEND_PERMIT'] }, ['CONDITIONAL_FIELD_MISSING /suspendedPermit']],
    ['amount without fine', { penaltyTypes: ['WARNING'] }, ['AMOUNT_WITHOUT_TYPE /fineAmountWan']],
    ['amount of zero without fine, as old exports write', { penaltyTypes: ['WARNING'], fineAmountWan: '0' }, []],
    ['unknown sector', { sector: 'MOON' }, ['SECTOR_UNKNOWN /sector']],
    ['thousands of digits do not stall the unit check', { fineAmountWan: '2000', content: `${'1'.repeat(3990)} 元` }, []],
    ['other without text', { penaltyTypes: ['OTHER'], fineAmountWan: undefined }, ['CONDITIONAL_FIELD_MISSING /otherPenaltyText']],
  ])('penalty: %s', (_name, change, expected) => {
    expect(ofPenalty(change)).toEqual(expected);
  });

  it.each<[string, Change, string[]]>([
    ['ends before it begins', { validFrom: '2026-11-21', validTo: '2026-11-20' }, ['DATE_RANGE /validTo']],
    ['unknown kind', { permitKind: '自定义' }, ['PERMIT_KIND_UNKNOWN /permitKind']],
    ['other kind with text', { permitKind: '其他-备案' }, []],
    ['one day', { validFrom: '2026-11-20', validTo: '2026-11-20' }, []],
    ['begins before the decision', { validFrom: '2026-11-19' }, ['VALID_FROM_BEFORE_DECISION /validFrom']],
    ['institution number for an individual business', { subjectClass: 'INDIVIDUAL_BUSINESS', uscc: '92210505MA0GTA015J', institutionNo: '1' }, ['FIELD_NOT_FOR_CLASS /institutionNo']],
  ])('license: %s', (_name, change, expected) => {
    expect(ofLicense(change)).toEqual(expected);
  });

  it('an unknown code table pair warns and does not reject', () => {
    const [warning] = crossCheck(INTAKE.penalty, { ...penalty, validFrom: undefined, orgCode: '748204660' }, { today });
    expect(warning).toMatchObject({ code: 'ORG_CODE_MISMATCH', severity: 'warning' });
  });
});

describe('registration, revocation, correction', () => {
  const registration = { uscc: FIRM, name: 'n', status: 'registered' };
  const revocation = { recordKind: 'administrative-penalty', authorityUscc: AUTHORITY, docNo: 'n1', subject: { uscc: FIRM }, revokedOn: '2026-11-23', reason: 'r', basis: 'b' };
  const correction = { recordKind: 'administrative-penalty', authorityUscc: AUTHORITY, docNo: 'n1', subject: { uscc: FIRM }, reason: 'r', basis: 'b', changes: [{ field: 'fineAmountWan', newValue: '0.3' }] };
  const changes = (...list: Change[]): Change => ({ changes: list });

  it.each<[string, string, Change, string[]]>([
    ['registration', INTAKE.registration, registration, []],
    ['registration with a wrong code', INTAKE.registration, { ...registration, uscc: '91210500MA0TYPE14A' }, ['USCC_CHECK /uscc']],
    ['new code without the old one', INTAKE.registration, { ...registration, registrarFlag: '0' }, ['CONDITIONAL_FIELD_MISSING /previousUscc']],
    ['former name until tomorrow', INTAKE.registration, { ...registration, formerNames: [{ name: 'x', until: '2026-11-24' }] }, ['DATE_IN_FUTURE /formerNames/0/until']],
    ['role that ends before it begins', INTAKE.registration, { ...registration, roles: [{ role: 'LEGAL_REP', name: 'x', from: '2026-01-02', to: '2026-01-01' }] }, ['DATE_RANGE /roles/0/to']],
    ['founded tomorrow', INTAKE.registration, { ...registration, establishedOn: '2026-11-24' }, ['DATE_IN_FUTURE /establishedOn']],
    ['revocation', INTAKE.recordRevocation, revocation, []],
    ['revocation tomorrow', INTAKE.recordRevocation, { ...revocation, revokedOn: '2026-11-24' }, ['DATE_IN_FUTURE /revokedOn']],
    ['revocation about nobody', INTAKE.recordRevocation, { ...revocation, subject: {} }, ['SUBJECT_REFERENCE /subject']],
    ['revocation about two', INTAKE.recordRevocation, { ...revocation, subject: { uscc: FIRM, personIdJwe: JWE } }, ['SUBJECT_REFERENCE /subject']],
    ['revocation about a wrong code', INTAKE.recordRevocation, { ...revocation, subject: { uscc: '91210500MA0TYPE14A' } }, ['USCC_CHECK /subject/uscc']],
    ['revocation about a person', INTAKE.recordRevocation, { ...revocation, subject: { personIdType: '身份证', personIdNo: '110105194912310021' } }, ['PERSON_ID_CHECK /subject/personIdNo']],
    ['correction', INTAKE.recordCorrection, correction, []],
    ['correction of nothing', INTAKE.recordCorrection, { ...correction, ...changes() }, ['LIST_SIZE /changes']],
    ['reinstatement alone', INTAKE.recordCorrection, { ...correction, ...changes(), reinstate: true }, []],
    ['correction of an unknown field', INTAKE.recordCorrection, { ...correction, ...changes({ field: 'fineAmount', newValue: '1' }) }, ['CORRECTION_FIELD /changes/0/field']],
    ['correction of a field of the other kind', INTAKE.recordCorrection, { ...correction, ...changes({ field: 'validTo', newValue: '2027-01-01' }) }, ['CORRECTION_FIELD /changes/0/field']],
    ['correction of the identity', INTAKE.recordCorrection, { ...correction, ...changes({ field: 'uscc', newValue: FIRM }) }, ['CORRECTION_FIELD /changes/0/field']],
    ['correction of one field twice', INTAKE.recordCorrection, { ...correction, ...changes({ field: 'facts', newValue: 'a' }, { field: 'facts', newValue: 'b' }) }, ['CORRECTION_FIELD /changes/1/field']],
    ['correction with an invalid value', INTAKE.recordCorrection, { ...correction, ...changes({ field: 'decisionDate', newValue: '2026-02-30' }) }, ['DATE_INVALID /changes/0/newValue']],
    ['clearing a required field', INTAKE.recordCorrection, { ...correction, ...changes({ field: 'facts', newValue: null }) }, ['FIELD_MISSING /changes/0/newValue']],
    ['clearing an optional field', INTAKE.recordCorrection, { ...correction, ...changes({ field: 'remark', newValue: null }) }, []],
  ])('%s', (_name, type, data, expected) => {
    expect(run(type, data)).toEqual(expected);
  });

  it('other types have no cross-field checks', () => {
    expect(crossCheck('credit.record.revoked.v1', {}, { today })).toEqual([]);
  });
});

describe('judgments, coercion and matters (domain §2.5, §5.4, §5.5)', () => {
  const judgment = { ...act, content: undefined, obligation: '给付货款', performance: 'unperformed', decisionDate: '2026-09-20', effectiveOn: '2026-10-10' };
  const coercion = { ...act, matterName: 'm', coercionKinds: ['SEAL'], legalBasis: 'l', validFrom: '2026-11-20' };
  const entry = { subjectName: 'n', subjectClass: 'LEGAL_ENTITY', uscc: FIRM, listType: 'JUDGMENT_DEFAULTER', docNo: 'n1', authorityName: 'a', authorityUscc: AUTHORITY, decisionDate: '2026-11-20' };
  const opened = { subjectName: 'n', subjectClass: 'LEGAL_ENTITY', uscc: FIRM, caseId: 'c', matterKind: 'real-estate-transfer', purpose: 'p', openedOn: '2026-11-20' };
  const decided = { ...opened, decidedOn: '2026-11-23' };
  const about = { subjectName: 'n', subjectClass: 'LEGAL_ENTITY', uscc: FIRM };
  const declined = { ...about, promptId: '0199c0de-0006-7000-8000-000000000001', choice: 'decline', reason: 'r' };
  const executed = { ...about, measureId: '0199c0de-0007-7000-8000-000000000001', executedOn: '2026-11-23' };
  const undone = { ...about, measureId: '0199c0de-0007-7000-8000-000000000001', confirmedOn: '2026-11-23' };
  const GOOD: Record<string, Change> = { [INTAKE.promptDecision]: declined, [INTAKE.measureExecution]: executed, [INTAKE.liftConfirmation]: undone, [INTAKE.courtJudgment]: judgment, [INTAKE.coercion]: coercion, [INTAKE.listEntry]: entry, [INTAKE.caseOpened]: opened, [INTAKE.caseDecided]: decided };

  it.each(Object.entries(GOOD))('%s: nothing is wrong with a good one, of a firm, an individual business or a person', (type, data) => {
    expect([run(type, data), run(type, { ...data, ...person }), run(type, { ...data, ...person, personIdNo: undefined, personIdJwe: JWE }), run(type, { ...data, subjectClass: 'INDIVIDUAL_BUSINESS', uscc: '92210505MA0GTA015J' })]).toEqual([[], [], [], []]);
  });

  it.each(Object.entries(GOOD))('%s: the party needs the identifier of its class, valid', (type, data) => {
    expect(run(type, { ...data, uscc: undefined })).toEqual(['FIELD_MISSING /uscc']);
    expect(run(type, { ...data, uscc: '91210500MA0TYPE14A' })).toEqual(['USCC_CHECK /uscc']);
    expect(run(type, { ...data, uscc: '92210505MA0GTA015J' })).toEqual(['SUBJECT_CLASS_MISMATCH /subjectClass']);
    expect(run(type, { ...data, ...person, personIdNo: undefined })).toEqual(['PERSON_ID_MISSING /personIdNo']);
    expect(run(type, { ...data, personIdJwe: JWE })).toEqual(['FIELD_NOT_FOR_CLASS /personIdNo']);
  });

  it.each<[string, string, Change, string[]]>([
    ['a judgment that takes effect tomorrow', INTAKE.courtJudgment, { effectiveOn: '2026-11-24' }, ['DATE_IN_FUTURE /effectiveOn']],
    ['a judgment in effect before it was given', INTAKE.courtJudgment, { effectiveOn: '2026-09-19' }, ['DATE_RANGE /effectiveOn']],
    ['performed without a day', INTAKE.courtJudgment, { performance: 'performed' }, ['CONDITIONAL_FIELD_MISSING /performedOn']],
    ['performed tomorrow', INTAKE.courtJudgment, { performance: 'performed', performedOn: '2026-11-24' }, ['DATE_IN_FUTURE /performedOn']],
    ['performed', INTAKE.courtJudgment, { performance: 'performed', performedOn: '2026-11-23' }, []],
    ['a coercion over before it began', INTAKE.coercion, { validTo: '2026-11-19' }, ['DATE_RANGE /validTo']],
    ['lifted before it began', INTAKE.coercion, { liftedOn: '2026-11-19' }, ['DATE_RANGE /liftedOn']],
    ['lifted tomorrow', INTAKE.coercion, { liftedOn: '2026-11-24' }, ['DATE_IN_FUTURE /liftedOn']],
    ['an entry decided tomorrow', INTAKE.listEntry, { decisionDate: '2026-11-24' }, ['DATE_IN_FUTURE /decisionDate']],
    ['an entry decided before 1949', INTAKE.listEntry, { decisionDate: '1948-12-31' }, ['DATE_TOO_EARLY /decisionDate']],
    ['an entry over when it begins', INTAKE.listEntry, { from: '2026-11-22', until: '2026-11-22' }, ['DATE_RANGE /until']],
    ['an entry over on the day of its decision', INTAKE.listEntry, { until: '2026-11-20' }, ['DATE_RANGE /until']],
    ['removed tomorrow', INTAKE.listEntry, { removal: { kind: 'expired', removedOn: '2026-11-24', reason: 'r' } }, ['DATE_IN_FUTURE /removal/removedOn']],
    ['removed before it was decided', INTAKE.listEntry, { removal: { kind: 'revoked', removedOn: '2026-11-19', reason: 'r' } }, ['DATE_RANGE /removal/removedOn']],
    ['evidence of an authority with a wrong code', INTAKE.listEntry, { evidence: [{ recordKind: 'court-judgment', authorityUscc: AUTHORITY, docNo: 'd' }, { recordKind: 'court-judgment', authorityUscc: 'x', docNo: 'd' }] }, ['USCC_FORMAT /evidence/1/authorityUscc']],
    ['a case of a kind that no look-up knows', INTAKE.caseOpened, { matterKind: 'gardening' }, ['ENUM_UNKNOWN /matterKind']],
    ['a case in a field of the bans', INTAKE.caseOpened, { matterKind: 'administrative-license', field: 'FOOD_DRUG' }, []],
    ['a case in a field that no ban knows', INTAKE.caseOpened, { field: 'GARDENING' }, ['ENUM_UNKNOWN /field']],
    ['a case opened tomorrow', INTAKE.caseOpened, { openedOn: '2026-11-24' }, ['DATE_IN_FUTURE /openedOn']],
    ['a case decided before it was opened', INTAKE.caseDecided, { decidedOn: '2026-11-19' }, ['DATE_RANGE /decidedOn']],
    ['declined without a reason', INTAKE.promptDecision, { reason: ' ' }, ['CONDITIONAL_FIELD_MISSING /reason']],
    ['applied without a reason', INTAKE.promptDecision, { choice: 'apply', reason: undefined }, []],
    ['executed tomorrow', INTAKE.measureExecution, { executedOn: '2026-11-24' }, ['DATE_IN_FUTURE /executedOn']],
    ['undone tomorrow', INTAKE.liftConfirmation, { confirmedOn: '2026-11-24' }, ['DATE_IN_FUTURE /confirmedOn']],
    ['a case decided tomorrow', INTAKE.caseDecided, { decidedOn: '2026-11-24' }, ['DATE_IN_FUTURE /decidedOn']],
  ])('%s', (_name, type, change, expected) => expect(run(type, { ...GOOD[type], ...change })).toEqual(expected));
});
