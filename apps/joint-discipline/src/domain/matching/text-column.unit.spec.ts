import { expect, it } from '@jest/globals';
import { TextColumn } from './text-column.ts';

it('gives back every text as it was pushed, whatever its length and characters', () => {
  const texts = ['', '本溪\u0001样例', '', 'x'.repeat(1_000), '𠮷野家', '\ud800', '末'];
  const column = new TextColumn(texts.length);
  for (const text of texts) column.push(text);
  expect(texts.map((_, i) => column.at(i))).toEqual(texts);
});
