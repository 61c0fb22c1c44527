import { findIdentityNumbers } from '@credit/kernel';
import { escapeSegment } from '../schema/pointer.ts';
import { finding, type Finding } from '../subject/finding.ts';
import { FINDING_KINDS, type FindingCode } from '../subject/finding-catalogue.ts';
import type { DecodeFailure, EventEnvelope } from './envelope.ts';
import { isKnownIntakeType } from './types.ts';
import { validateData } from './validate.ts';

/** 18 digits with a birth date; as a JSON number the last digits are rounded away, so the check character proves nothing. */
const DATED_NUMBER = /^\d{6}(?:18|19|20)\d{2}(?:0\d|1[0-2])[0-3]\d/;
const ID_FIELDS: ReadonlySet<string> = new Set(['personIdNo', 'legalRepIdNo']);
const MAX_FOUND = 20;
const MAX_POINTER = 200;

const isDatedNumber = (value: number): boolean => value >= 1e17 && value < 1e18 && Number.isInteger(value) && DATED_NUMBER.test(String(BigInt(value)));
const holdsIdentityNumber = (text: string): boolean => findIdentityNumbers(text).length > 0;

const collect = (value: unknown, pointer: string, found: string[]): void => {
  if (found.length >= MAX_FOUND) return;
  if (typeof value === 'string') {
    if (holdsIdentityNumber(value)) found.push(pointer);
  } else if (typeof value === 'number') {
    if (isDatedNumber(value)) found.push(pointer);
  } else if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) collect(item, `${pointer}/${i}`, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const name of Object.keys(value)) {
      const item: unknown = (value as Record<string, unknown>)[name];
      const at = pointer.length + name.length < MAX_POINTER ? `${pointer}/${escapeSegment(name)}` : pointer;
      if (holdsIdentityNumber(name)) found.push(pointer);
      else if (ID_FIELDS.has(name) && item !== undefined && item !== null && item !== '') found.push(at);
      else collect(item, at, found);
    }
  }
};

/**
 * 明文证件号码 — JSON pointers of every place in `data` that holds a document number of a person in plain text: the fields made for it
 * (REST and file only) and resident identity numbers inside any other text. Never returns the number itself (decision 1).
 */
export const findPlainIdentityNumbers = (data: unknown): string[] => {
  const found: string[] = [];
  if (holdsPlain(data)) collect(data, '', found);
  return found;
};

/** Whether {@link collect} would find anything: almost no statement holds one, so no pointer is written for the others. */
const holdsPlain = (value: unknown): boolean => {
  if (typeof value === 'string') return holdsIdentityNumber(value);
  if (typeof value !== 'object' || value === null) return typeof value === 'number' && isDatedNumber(value);
  if (Array.isArray(value)) return value.some(holdsPlain);
  for (const name in value) {
    const item: unknown = (value as Record<string, unknown>)[name];
    if (holdsPlain(item) || holdsIdentityNumber(name) || (ID_FIELDS.has(name) && item !== undefined && item !== null && item !== '')) return true;
  }
  return false;
};

const attributeTexts = (key: string | null, envelope: EventEnvelope): string[] =>
  [key, envelope.id, envelope.type, envelope.source, envelope.subject, envelope.actor, envelope.correlationId, envelope.causationId].filter((v): v is string => typeof v === 'string');

/**
 * Everything that is wrong with a readable intake message before any look-up: missing key, plain identity numbers (in data, key or
 * attributes), unknown, internal or not yet supported type, schema. An `error` rejects; cross-field checks follow in `crossCheck`.
 */
export const intakeFindings = (key: string | null, envelope: EventEnvelope): Finding[] => {
  const findings: Finding[] = [];
  if (key === null) findings.push(finding('ENVELOPE.KEY_MISSING', ''));
  if (attributeTexts(key, envelope).some(holdsIdentityNumber)) findings.push(finding('PERSON_ID_IN_PLAIN', ''));
  for (const pointer of findPlainIdentityNumbers(envelope.data)) findings.push(finding('PERSON_ID_IN_PLAIN', pointer));
  if (typeof envelope.data !== 'object' || envelope.data === null || Array.isArray(envelope.data)) findings.push(finding('ENVELOPE.DATA_NOT_OBJECT', ''));
  else if (!isKnownIntakeType(envelope.type)) findings.push(finding('TYPE_UNKNOWN', ''));
  else findings.push(...validateData(envelope.type, envelope.data));
  return findings;
};

/** The finding that a rejected receipt shows for a message that could not be read. */
export const findingOfFailure = (failure: DecodeFailure): Finding =>
  Object.hasOwn(FINDING_KINDS, failure.code) ? finding(failure.code as FindingCode, '', failure.params) : finding('ENVELOPE.NOT_CLOUDEVENTS', '');
