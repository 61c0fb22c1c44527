import { describe, expect, it } from '@jest/globals';
import type { EventEnvelope } from './envelope.ts';
import { findPlainIdentityNumbers, intakeFindings } from './intake-findings.ts';
import { INTAKE } from './types.ts';

const ID = '11010519491231002X';
const envelope = (data: unknown, more: Partial<EventEnvelope> = {}): EventEnvelope => ({ id: 'e-1', type: 'credit.intake.registration.v1', source: '/departments/x', time: '2026-11-23T08:00:00Z' as EventEnvelope['time'], data, ...more });
const registration = { uscc: '91210500MA0TYPE14G', name: '本溪样例商贸有限公司', status: 'registered' };
const codes = (key: string | null, e: EventEnvelope): string[] => intakeFindings(key, e).map((f) => `${f.code} ${f.pointer}`);

describe('明文证件号码', () => {
  it.each<[string, unknown, string[]]>([
    ['inside a text', { facts: `当事人（身份证${ID}）` }, ['/facts']],
    ['in full-width digits', { facts: '１１０１０５１９４９１２３１００２Ｘ' }, ['/facts']],
    ['grouped', { a: ['x', '110105 19491231 002X'] }, ['/a/1']],
    ['grouped otherwise', { a: '110105 1949 1231 002X', b: '110105.19491231.002X', c: '１１０１０５－１９４９１２３１－００２Ｘ' }, ['/a', '/b', '/c']],
    ['in the field made for it, whatever the document', { personIdNo: 'E12345678' }, ['/personIdNo']],
    ['deep', { subject: { personIdNo: ID }, x: { 'a/b': ID } }, ['/subject/personIdNo', '/x/a~1b']],
    ['as a member name', { m: { [ID]: 1 } }, ['/m']],
    ['as a JSON number', { n: Number('440524188001010014'), m: Number('440524188013010014') }, ['/n']],
    ['none: a code, a document number, an amount', { uscc: '91210500MA0TYPE14G', docNo: '本市监罚〔2026〕0000000000000057号', a: '1234567890.123456' }, []],
  ])('%s', (_name, data, pointers) => {
    expect(findPlainIdentityNumbers(data)).toEqual(pointers);
  });

  it('keeps pointers short: a long name is replaced by its parent', () => {
    expect(findPlainIdentityNumbers({ a: { ['x'.repeat(5000)]: ID } })).toEqual(['/a']);
  });

  it('stops collecting after twenty', () => {
    expect(findPlainIdentityNumbers({ a: Array.from({ length: 100 }, () => ID) })).toHaveLength(20);
  });
});

describe('intake findings', () => {
  it('none for a good statement', () => {
    expect(codes('91210500MA0TYPE14G', envelope(registration))).toEqual([]);
  });

  it.each<[string, string | null, EventEnvelope, string[]]>([
    ['no key', null, envelope(registration), ['ENVELOPE.KEY_MISSING ']],
    ['identity number as key', ID, envelope(registration), ['PERSON_ID_IN_PLAIN ']],
    ['identity number as ce_subject', 'k', envelope(registration, { subject: ID }), ['PERSON_ID_IN_PLAIN ']],
    ['identity number in the data', 'k', envelope({ ...registration, address: `某街 ${ID}` }), ['PERSON_ID_IN_PLAIN /address']],
    ['identity number in an unknown field', 'k', envelope({ ...registration, extra: ID }), ['PERSON_ID_IN_PLAIN /extra']],
    ['identity number inside the type', 'k', envelope({}, { type: `credit.intake.${ID}.v1` }), ['PERSON_ID_IN_PLAIN ', 'TYPE_UNKNOWN ']],
    ['later type', 'k', envelope({}, { type: 'credit.intake.inspection.v1' }), ['TYPE_NOT_SUPPORTED_YET ']],
    ['unknown type', 'k', envelope({}, { type: 'credit.intake.x.v1' }), ['TYPE_UNKNOWN ']],
    ['internal type', 'k', envelope({}, { type: 'credit.record.revoked.v1' }), ['TYPE_UNKNOWN ']],
    ['no object', 'k', envelope([1]), ['ENVELOPE.DATA_NOT_OBJECT ']],
    ['tombstone', 'k', envelope(null), ['ENVELOPE.DATA_NOT_OBJECT ']],
    ['missing field', 'k', envelope({ uscc: 'x', status: 'registered' }), ['FIELD_MISSING /name']],
  ])('%s', (_name, key, e, expected) => {
    expect(codes(key, e)).toEqual(expected);
  });

  it('never shows the number', () => {
    expect(JSON.stringify(intakeFindings(ID, envelope({ ...registration, address: ID, personIdNo: ID })))).not.toContain(ID);
  });
});

describe('the child in a case (O54)', () => {
  const opened = { subjectName: '付费人', subjectClass: 'NATURAL_PERSON', personIdType: '身份证', personIdJwe: 'eyJhbGciOiJ4In0.a.b.c.d', caseId: 'c', matterKind: 'high-fee-school', purpose: '办理入学', openedOn: '2026-11-20' };
  const found = (data: object, type = INTAKE.caseOpened as string): string[] => codes('k', envelope({ ...opened, ...data }, { type })).filter((c) => c.startsWith('CHILD_DATA'));

  it.each<[object, string[]]>([
    [{ child: { name: '张小' } }, ['CHILD_DATA /child']],
    [{ childName: '张小', student_no: '7' }, ['CHILD_DATA /childName', 'CHILD_DATA /student_no']],
    [{ extra: [{ pupil: '张小' }] }, ['CHILD_DATA /extra/0/pupil']],
    [{ 子女姓名: '张小' }, ['CHILD_DATA ']],
    [{ '张小的child-no': 1 }, ['CHILD_DATA ']],
    [{ forwardedBy: 'x', reason: 'y', wardrobe: 1, studentship: 1 }, []],
    [{ later: { field: 'x' } }, []],
  ])('%j', (data, expected) => {
    expect(found(data)).toEqual(expected);
    expect(found({ ...data, decidedOn: '2026-11-21' }, INTAKE.caseDecided)).toEqual(expected);
  });

  it('other types ignore what they do not know, as ever', () => {
    expect(codes('k', envelope({ ...registration, child: '张小' }))).toEqual([]);
  });
});
