import { putUtf8, utf8Length } from './utf8.ts';

describe('UTF-8 of short and long texts', () => {
  it.each(['', 'a', '示例市', 'abc示例', 'x'.repeat(47), 'x'.repeat(48), 'x'.repeat(49), '例'.repeat(60), `${'x'.repeat(47)}é`, '\u{1f600}', '\u0000\u007f\u0080'])('%j is written as Buffer writes it', (text) => {
    const out = Buffer.alloc(600, 0xff);
    const expected = Buffer.from(text);
    expect(putUtf8(out, 3, text)).toBe(expected.length);
    expect(out.subarray(3, 3 + expected.length).equals(expected)).toBe(true);
    expect(out[3 + expected.length]).toBe(0xff);
    expect(utf8Length(text)).toBe(expected.length);
  });
});
