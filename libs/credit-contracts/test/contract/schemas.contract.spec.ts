import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { checkCompatibility } from '../../src/events/compatibility.ts';
import { allEventTypes } from '../../src/events/registry.ts';
import { jsonSchemaOf } from '../../src/events/validate.ts';
import { baselines, freezeBaseline, samples, update } from '../files.ts';

/** The schema as its readers stand after growing: a list marked `x-grows` is open, everything else as it was frozen. */
const grown = (schema: any): any => {
  if (Array.isArray(schema)) return schema.map(grown);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { enum: values, ...rest } = schema;
  return Object.fromEntries(Object.entries(schema['x-grows'] === true && values !== undefined ? rest : schema).map(([key, value]) => [key, key === 'properties' ? Object.fromEntries(Object.entries(value as object).map(([name, s]) => [name, grown(s)])) : grown(value)]));
};

const types = allEventTypes().map((t) => t.type);

describe('generated schemas', () => {
  it.each(types)('%s stays compatible with every frozen baseline', (type) => {
    const schema = jsonSchemaOf(type)!;
    if (update && baselines(type).length === 0) freezeBaseline(type, schema);
    const frozen = baselines(type);
    expect({ type, frozen: frozen.length > 0, hint: 'freeze the first schema with UPDATE_CONTRACTS=1' }).toMatchObject({ frozen: true });
    expect(checkCompatibility(frozen, schema)).toEqual([]);
  });

  it.each(types)('%s is JSON Schema 2020-12 that an independent reader can use', (type) => {
    const schema = jsonSchemaOf(type)!;
    const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
    for (const { envelope } of samples().filter((s) => s.envelope.type === type)) expect(validate(envelope.data)).toBe(true);
    expect(validate({})).toBe(false);
    expect(schema['$id']).toBe(`urn:credit:schema:${type}`);
  });

  it('new data is valid under every old schema but for new values of the lists that grow, old samples under the new one (closed on write, open on read)', () => {
    for (const { envelope } of samples()) {
      for (const old of baselines(envelope.type)) expect([envelope.id, new Ajv2020({ strict: false, validateFormats: false }).compile({ ...grown(old), $id: undefined })(envelope.data)]).toEqual([envelope.id, true]);
    }
  });
});
