import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { listedEntry } from './listed-entry.ts';

const WANTED = ['entryId', 'listKind', 'status', 'region', 'personIndex', 'from', 'until', 'listVersion'];
/** The elements of an entry as JSON.parse gives them. */
function parsed(text: string): object {
  const { subject, ...entry } = JSON.parse(text) as Record<string, unknown> & { subject: Record<string, unknown> };
  const pick = (from: Record<string, unknown>, names: readonly string[]): object => Object.fromEntries(names.flatMap((name) => (from[name] === undefined ? [] : [[name, from[name]]])));
  return { ...pick(entry, WANTED), subject: pick(subject, ['subjectClass', 'name', 'uscc']) };
}
const picked = (text: string): object => parsed(JSON.stringify(listedEntry(Buffer.from(text))));

const word = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.constantFrom('市政工程有限公司', 'in-force', '"', '\\', '}', '{', 'é', 'Ã©', '"status":"ended"', '\u2028', '😀'));
const anything = fc.jsonValue({ maxDepth: 3 });
const subject = fc.record({ subjectId: word, subjectClass: word, name: word, uscc: word, status: word }, { requiredKeys: ['subjectClass'] });
const entry = fc.record({ entryId: word, listType: word, listKind: word, status: word, origin: word, subject, region: word, personIndex: word, situation: fc.integer(), evidence: anything, decision: anything, basis: anything, from: word, until: word, published: fc.boolean(), listVersion: word },
  { requiredKeys: ['entryId', 'subject', 'status'] });

describe('条目要素', () => {
  it('are what JSON.parse gives, whatever stands in the other members and in their texts', () => {
    fc.assert(fc.property(entry, fc.constantFrom(undefined, 1), (one, indent) => {
      const text = JSON.stringify(one, undefined, indent);
      expect(picked(text)).toEqual(parsed(text));
    }), { numRuns: 500 });
  });

  it('members of the same names deeper inside are not taken for them', () => {
    const text = '{"decision":{"status":"x","from":["]","}"],"subject":{"name":"n"}},"subject":{"subjectClass":"LEGAL_ENTITY","more":{"name":"n"},"name":"甲"},"status":"in-force","entryId":"e","situation":-1.5e3,"listVersion":"7"}';
    expect(listedEntry(Buffer.from(text))).toEqual({ subject: { subjectClass: 'LEGAL_ENTITY', name: '甲' }, status: 'in-force', entryId: 'e', listVersion: '7' });
  });

  it('a text is not taken for the one before it whose characters are its bytes', () => {
    expect(['Ã©', 'é', 'Ã©'].map((region) => listedEntry(Buffer.from(JSON.stringify({ region }))).region)).toEqual(['Ã©', 'é', 'Ã©']);
  });

  it('of a member that is there twice the last one counts', () => expect(picked('{"status":"a","subject":{},"status":"b"}')).toEqual({ status: 'b', subject: {} }));

  it.each(['', '{', '{"status":"in-force"', '{"status":"in-force"}x', '{"status":"in-force"},', '{"status" "in-force"}', '{"status":}', '{"subject":{"name":"甲"', '[]x', '{"a":[1,2}'])('%j is refused', (text) => {
    expect(() => listedEntry(Buffer.from(text))).toThrow();
  });
});
