import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ATTRIBUTES } from '../../src/events/attributes.ts';
import { RECEIPT_STATES } from '../../src/events/receipt-events.ts';
import { allEventTypes } from '../../src/events/registry.ts';
import { FINDING_KINDS } from '../../src/subject/finding-catalogue.ts';

const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const row = (start: string): string => readme.split('\n').find((line) => line.startsWith(`| \`${start}\``)) ?? '';

describe('the README is true', () => {
  it.each(allEventTypes())('type $type', ({ type, title, class: eventClass, ending }) => {
    expect(row(type)).toContain(title);
    expect(row(type)).toContain(`\`${eventClass.name}\``);
    expect(row(type).includes('**yes**')).toBe(ending);
  });

  it.each(Object.entries(FINDING_KINDS))('code %s', (code, { effect, zh, en }) => {
    expect(row(code)).toBe(`| \`${code}\` | ${effect} | ${zh} | ${en} |`);
  });

  it('receipt states and envelope attributes', () => {
    for (const state of RECEIPT_STATES) expect([state, row(state) !== '']).toEqual([state, true]);
    for (const { wire } of ATTRIBUTES) expect([wire, readme.includes(`\`ce_${wire}\``)]).toEqual([wire, true]);
  });
});
