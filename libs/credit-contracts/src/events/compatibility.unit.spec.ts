import { describe, expect, it } from '@jest/globals';
import { checkCompatibility } from './compatibility.ts';
import { allEventTypes } from './registry.ts';
import { jsonSchemaOf } from './validate.ts';

const old = {
  type: 'object', title: 'A',
  properties: {
    name: { type: 'string', maxLength: 10, format: 'safe-text' }, kind: { type: 'string', enum: ['a', 'b'] }, grows: { type: 'string', enum: ['a'], 'x-grows': true },
    note: { type: 'string' }, inner: { type: 'object', properties: { x: { type: 'string' } }, required: ['x'] }, list: { type: 'array', maxItems: 5, items: { type: 'object', properties: { y: { type: 'string' } }, required: [] } },
  },
  required: ['name', 'inner'],
  allOf: [{ if: { properties: { kind: { const: 'a' } } }, then: { properties: { inner: { type: 'object', properties: { z: { type: 'string' } }, required: ['z'] } } } }],
};
type Schema = typeof old & { properties: Record<string, Record<string, unknown>> };
const changed = (change: (schema: Schema) => void): string[] => {
  const schema = structuredClone(old) as Schema;
  change(schema);
  return checkCompatibility([old], schema).map((i) => `${i.rule} ${i.pointer}`);
};

describe('FULL_TRANSITIVE compatibility (R17)', () => {
  it.each<[string, (s: Schema) => void]>([
    ['nothing', () => undefined],
    ['a new optional property', (s) => void (s.properties['later'] = { type: 'string' })],
    ['a new optional property inside', (s) => void (s.properties.inner.properties = { ...s.properties.inner.properties, w: { type: 'number' } } as never)],
    ['other texts', (s) => Object.assign(s, { title: 'B', description: 'x' })],
    ['a new value of a list that grows', (s) => s.properties.grows.enum.push('b')],
    ['a new kind', (s) => s.allOf.push({ if: { properties: { kind: { const: 'b' } } }, then: {} } as never)],
  ])('allows %s', (_name, change) => {
    expect(changed(change)).toEqual([]);
  });

  it.each<[string, (s: Schema) => void, string[]]>([
    ['removal', (s) => delete (s.properties as Record<string, unknown>)['note'], ['property-removed /note']],
    ['removal of a required property', (s) => { delete (s.properties as Record<string, unknown>)['name']; s.required = ['inner']; }, ['property-removed /name']],
    ['rename', (s) => { delete (s.properties as Record<string, unknown>)['note']; s.properties['remark'] = { type: 'string' }; }, ['property-removed /note']],
    ['a new required property', (s) => { s.properties['later'] = { type: 'string' }; s.required.push('later'); }, ['required-property-added /later']],
    ['optional made required', (s) => s.required.push('note'), ['property-became-required /note']],
    ['required made optional', (s) => void (s.required = ['inner']), ['property-became-optional /name']],
    ['another type', (s) => void (s.properties.note.type = 'number'), ['constraint-changed /note']],
    ['a tighter limit', (s) => void (s.properties.name.maxLength = 9), ['constraint-changed /name']],
    ['a looser limit', (s) => void (s.properties.name.maxLength = 11), ['constraint-changed /name']],
    ['another format', (s) => void (s.properties.name.format = 'uuid'), ['constraint-changed /name']],
    ['a new enum value', (s) => s.properties.kind.enum.push('c'), ['enum-value-added /kind']],
    ['a lost enum value', (s) => void s.properties.kind.enum.pop(), ['enum-value-removed /kind']],
    ['a lost value of a list that grows', (s) => void (s.properties.grows.enum = []), ['enum-value-removed /grows']],
    ['a list that stops growing', (s) => delete (s.properties.grows as Record<string, unknown>)['x-grows'], ['constraint-changed /grows']],
    ['an enum that becomes free', (s) => delete (s.properties.kind as Record<string, unknown>)['enum'], ['constraint-changed /kind']],
    ['a change inside an object', (s) => void (s.properties.inner.required = []), ['property-became-optional /inner/x']],
    ['a change inside the items of a list', (s) => delete (s.properties.list.items.properties as Record<string, unknown>)['y'], ['property-removed /list/*/y']],
    ['another list size', (s) => void (s.properties.list.maxItems = 6), ['constraint-changed /list']],
    ['a lost kind', (s) => void (s.allOf = []), ['constraint-changed ']],
    ['a change inside a kind', (s) => void (s.allOf[0]!.then.properties.inner.required = []), ['property-became-optional /inner/z']],
  ])('refuses %s', (_name, change, expected) => {
    expect(changed(change)).toEqual(expected);
  });

  it('against every earlier version, not only the last', () => {
    const v1 = { type: 'object', properties: { a: { type: 'string' } }, required: [] };
    const v2 = { type: 'object', properties: {}, required: [] };
    expect(checkCompatibility([v2], v2)).toEqual([]);
    expect(checkCompatibility([v1, v2], v2).map((i) => i.rule)).toEqual(['property-removed']);
  });

  it('finds every single lost field of our own schemas', () => {
    for (const { type } of allEventTypes()) {
      const schema = jsonSchemaOf(type) as { properties: Record<string, unknown> };
      for (const name of Object.keys(schema.properties)) {
        const { [name]: _lost, ...properties } = schema.properties;
        expect([type, name, checkCompatibility([schema], { ...schema, properties }).length > 0]).toEqual([type, name, true]);
      }
    }
  });
});
