import { describe, expect, it } from '@jest/globals';
import { normaliseName } from './name.ts';

describe('名称规范化', () => {
  it.each([
    ['本溪某某（集团）有限公司', '本溪某某(集团)有限公司'],
    ['本溪某某〔集团〕有限公司', '本溪某某(集团)有限公司'],
    ['  本溪 某某　( 集团 ) 有限公司\u200b', '本溪某某(集团)有限公司'],
    ['\u202e本溪某某有限公司\u202c', '本溪某某有限公司'],
    ['ＡＢＣ  Trading   Ltd', 'ABC Trading Ltd'],
    ['阿卜杜拉•买买提', '阿卜杜拉·买买提'],
    ['阿卜杜拉‧买买提', '阿卜杜拉·买买提'],
  ])('%j → %j', (raw, expected) => {
    expect(normaliseName(raw)).toBe(expected);
    expect(normaliseName(expected)).toBe(expected);
  });

  it('keeps different names apart', () => {
    expect(normaliseName('本溪某某有限公司')).not.toBe(normaliseName('本溪某某有限责任公司'));
  });
});
