import { describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { propertyRules } from '../../src/schema/json-schema.ts';
import { allEventTypes } from '../../src/events/registry.ts';
import { documentedFields, descriptionsModule } from '../doc-comments.ts';
import { classSources, descriptionsFile, update } from '../files.ts';

const fields = classSources().flatMap(({ text }) => documentedFields(text));

describe('contract fields have a Chinese doc comment', () => {
  it('finds a missing or foreign comment', () => {
    const source = ['export class A {', '  /** 名称 */', '  @Text(1)', '  a: string;', '', '  @Text(1)', '  b: string;', '', '  /** English */', '  @Text(1)', '  c: string;', '}'].join('\n');
    expect(documentedFields(source).filter((f) => !/\p{Script=Han}/u.test(f.comment)).map((f) => f.field)).toEqual(['b', 'c']);
  });

  it('on every field of every class', () => {
    expect(fields.filter((f) => !/\p{Script=Han}/u.test(f.comment))).toEqual([]);
  });

  it('sees every field that the schema generator sees', () => {
    const seen = new Set(fields.map((f) => f.field));
    for (const { class: eventClass } of allEventTypes()) for (const { name } of propertyRules(eventClass)) expect([eventClass.name, name, seen.has(name)]).toEqual([eventClass.name, name, true]);
  });

  it('and the schema shows the same texts', () => {
    const expected = descriptionsModule(fields);
    if (update) writeFileSync(descriptionsFile, expected);
    expect(readFileSync(descriptionsFile, 'utf8')).toBe(expected);
  });
});
