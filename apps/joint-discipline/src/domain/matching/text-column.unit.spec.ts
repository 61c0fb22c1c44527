import { describe, expect, it } from '@jest/globals';
import { TextColumn } from './text-column.ts';

describe('a column of texts', () => {
  it.each([['of one byte a character', ['', 'e1', 'x'.repeat(1_000), '\u00ff', '0199c0de']], ['that comes to need two', ['', 'e1', '本溪\u0001样例', '', '𠮷野家', '\ud800', '末', '\u0100']]])('%s gives back every text as it was pushed, and knows it', (_, texts) => {
    const column = new TextColumn(1, 2);
    for (const text of texts) column.push(text);
    for (const trimmed of [false, true]) {
      if (trimmed) column.trim();
      expect(texts.map((__, i) => column.at(i))).toEqual(texts);
      for (const [i, text] of texts.entries()) expect(texts.map((other) => column.is(i, other))).toEqual(texts.map((other) => other === text));
    }
    expect(column.is(1, 'e2')).toBe(false);
  });
});
