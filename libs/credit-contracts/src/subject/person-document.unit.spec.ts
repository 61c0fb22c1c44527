import { describe, expect, it } from '@jest/globals';
import { personDocument } from './person-document.ts';

describe('the form under which a person is indexed', () => {
  it.each([
    [undefined, '11010519491231002x', 'RESIDENT_ID:11010519491231002X'], ['身份证', '１１０１０５１９４９１２３１００２Ｘ', 'RESIDENT_ID:11010519491231002X'], ['身份证', '110105194912310021', { code: 'PERSON_ID_CHECK' }],
    [undefined, '110105491231002', { code: 'PERSON_ID_FORMAT' }], ['护照号', 'e12345678', 'PASSPORT:E12345678'], ['其他-军官证', '0123456', 'OTHER:军官证:0123456'], ['其他－军官证', '0123456', 'OTHER:军官证:0123456'], ['其他-士兵证', '0123456', 'OTHER:士兵证:0123456'],
  ])('%s %s', (type, number, expected) => expect(personDocument(type, number)).toEqual(expected));
});
