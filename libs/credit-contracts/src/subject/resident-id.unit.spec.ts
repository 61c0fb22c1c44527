import { describe, expect, it } from '@jest/globals';
import { identityNumberCheckCharacter } from '@credit/kernel';
import { parseResidentId } from './resident-id.ts';

describe('居民身份证号码 (domain §1.3)', () => {
  it.each([
    ['11010519491231002X', '1949-12-31', 'female'],
    ['440524188001010014', '1880-01-01', 'male'],
    [' １１０１０５１９４９１２３１００２ｘ', '1949-12-31', 'female'],
  ])('%s', (raw, birthDate, sex) => {
    expect(parseResidentId(raw)).toMatchObject({ ok: true, birthDate, sex });
  });

  it.each([
    ['110105194912310021', 'PERSON_ID_CHECK'],
    ['110105491231002', 'PERSON_ID_FORMAT'],
    [`11010519490231002${identityNumberCheckCharacter('11010519490231002')}`, 'PERSON_ID_FORMAT'],
    ['', 'PERSON_ID_FORMAT'],
    ['X1010519491231002X', 'PERSON_ID_FORMAT'],
  ])('%s → %s', (raw, code) => {
    expect(parseResidentId(raw)).toEqual({ ok: false, code });
  });
});
