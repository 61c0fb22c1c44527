import { describe, expect, it } from '@jest/globals';
import iconv from 'iconv-lite';
import { declaredEncoding, EncodingCheck } from './encoding.ts';

/** Two, three and four byte characters of both encodings, and one that GB18030 writes with four bytes. */
const TEXT = 'ＣＦ_本溪市，𠮷野家€ñ㐀,a\r\n';
const check = (bytes: Buffer, declared?: 'utf-8' | 'gb18030', size = bytes.length): string => {
  const one = new EncodingCheck(declared);
  for (let at = 0; at < bytes.length; at += size) one.add(bytes.subarray(at, at + size));
  return one.finish();
};
const refusal = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return (error as { code?: string; problem?: { code: string; status: number } }).code ?? (error as { problem: { code: string; status: number } }).problem;
  }
};

describe('the encoding of a file', () => {
  it.each([1, 2, 3, 5, 7, 64])('is found whatever its pieces of %i bytes cut through', (size) => {
    expect(check(Buffer.from(TEXT), undefined, size)).toBe('utf-8');
    expect(check(iconv.encode(TEXT, 'gb18030'), undefined, size)).toBe('gb18030');
    expect(check(Buffer.from(`\uFEFF${TEXT}`), undefined, size)).toBe('utf-8');
  });

  it('is UTF-8 for plain ASCII', () => expect(check(Buffer.from('a,b\n1,2\n'))).toBe('utf-8'));

  it.each<[string, Buffer, 'utf-8' | 'gb18030' | undefined]>([
    ['declared UTF-8, sent GB18030', iconv.encode(TEXT, 'gb18030'), 'utf-8'],
    ['neither', Buffer.from([0x61, 0xff, 0xff, 0x0a]), undefined],
    ['a character cut off at the end', Buffer.from(TEXT).subarray(0, 4), 'utf-8'],
    ['a fault behind a thousand good lines', Buffer.concat([Buffer.from('本\n'.repeat(1000)), Buffer.from([0xff, 0xff])]), undefined],
  ])('is refused: %s', (_name, bytes, declared) => {
    for (const size of [1, 3, bytes.length]) expect(refusal(() => check(bytes, declared, size))).toBe('BATCH.ENCODING_INVALID');
  });

  it('refuses what is no text by its first bytes, and zero bytes anywhere', () => {
    expect(refusal(() => check(Buffer.from('PK\x03\x04xx', 'latin1')))).toMatchObject({ code: 'BATCH.XLSX_NOT_SUPPORTED', status: 415 });
    expect(refusal(() => check(Buffer.from('d0cf11e0a1', 'hex')))).toMatchObject({ code: 'BATCH.XLS_NOT_SUPPORTED', status: 415 });
    expect(refusal(() => check(Buffer.from('a,b\n1,\0\n'), undefined, 3))).toBe('BATCH.NOT_TEXT');
    expect(refusal(() => check(Buffer.from('\uFEFFa,b', 'utf16le')))).toBe('BATCH.NOT_TEXT');
    expect(refusal(() => check(Buffer.alloc(0)))).toBe('BATCH.EMPTY');
  });

  it.each([['text/csv', undefined], ['text/csv; charset=UTF-8', 'utf-8'], ['text/csv;charset="gb18030"', 'gb18030'], ['text/csv; charset=GBK', 'gb18030'], ['text/csv; charset=gb2312; header=present', 'gb18030']])('%s declares %s', (type, expected) => expect(declaredEncoding(type)).toBe(expected));
  it('refuses a charset nobody has', () => expect(refusal(() => declaredEncoding('text/csv; charset=utf-16'))).toBe('BATCH.ENCODING_UNKNOWN'));
});
