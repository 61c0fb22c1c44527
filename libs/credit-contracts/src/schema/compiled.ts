import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { finding, type Finding } from '../subject/finding.ts';
import { isRecord } from './decorators.ts';
import { memberClass, objectSchema, propertyRules } from './json-schema.ts';
import { escapeSegment } from './pointer.ts';
import { FORMATS } from './text.ts';

type EventClass = new () => object;

/** Most findings that one statement is told; what comes after them shows when these are repaired. */
export const MAX_FINDINGS = 100;

const newAjv = (): Ajv2020 => {
  const ajv = new Ajv2020({ allErrors: false, messages: false, strict: true, strictTypes: false, strictRequired: false, unicodeRegExp: false, formats: { ...FORMATS } });
  ajv.addKeyword({ keyword: 'x-grows', schemaType: 'boolean' });
  return ajv;
};

const explain = (type: EventClass, data: Record<string, unknown>, base: string, findings: Finding[]): void => {
  for (const property of propertyRules(type)) {
    if (findings.length >= MAX_FINDINGS) return;
    const pointer = `${base}/${escapeSegment(property.name)}`;
    const value = data[property.name];
    if (value === undefined) {
      if (!property.optional) findings.push(finding('FIELD_MISSING', pointer, { field: property.name }));
      continue;
    }
    const fault = property.rule.check(value, pointer);
    const nested = fault === undefined ? memberClass(property, data) : undefined;
    if (fault !== undefined) findings.push(fault);
    else if (nested !== undefined && Array.isArray(value)) for (const [i, item] of value.entries()) explain(nested, item as Record<string, unknown>, `${pointer}/${i}`, findings);
    else if (nested !== undefined) explain(nested, value as Record<string, unknown>, pointer, findings);
  }
};

/**
 * Compiles a class into a fast validator: ajv over the generated schema gives the verdict and stops at the first fault; only then the
 * rules of the class are asked, one by one, what is wrong (at most `MAX_FINDINGS`). `[]` = valid.
 */
export const compileClass = (type: EventClass): ((data: unknown) => Finding[]) => {
  const isValid: ValidateFunction = newAjv().compile(objectSchema(type));
  return (data) => {
    if (isValid(data)) return [];
    const findings: Finding[] = [];
    if (isRecord(data)) explain(type, data, '', findings);
    return findings.length > 0 ? findings.slice(0, MAX_FINDINGS) : [finding('FIELD_TYPE', '', { expected: 'object' })];
  };
};
