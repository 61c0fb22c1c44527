import { parsePersonDocumentType } from '@credit/rulebook/codes';
import { normaliseIdentifier } from './half-width.ts';
import { normaliseName } from './name.ts';
import { parseResidentId } from './resident-id.ts';

/** Purpose under which the blind index of a person's document is made, in every service (`BlindIndex.of(purpose, personDocument(…))`). */
export const PERSON_INDEX_PURPOSE = 'person-id';

/** Purpose under which the blind index of a person's name is made (`BlindIndex.of(purpose, normaliseName(name))`): to tell whether the holder of a role in one unit is the person in question, never to find a person. */
export const PERSON_NAME_INDEX_PURPOSE = 'person-name';

/**
 * 证件标识 — type and number of a document in the form under which `personIndex` is made, e.g. `RESIDENT_ID:…`: who looks for a person must use this very form, or finds nobody.
 * Without a type it is read as a resident identity number. Other documents are told apart by their description (`其他-军官证`): equal numbers of two kinds of document are two persons.
 * @returns the form, or the code of what is wrong with the number
 */
export function personDocument(type: string | undefined, number: string): string | { code: 'PERSON_ID_CHECK' | 'PERSON_ID_FORMAT' } {
  const documentType = type === undefined ? 'RESIDENT_ID' : (parsePersonDocumentType(type) ?? 'OTHER');
  if (documentType === 'OTHER') return `OTHER:${normaliseName(type!).replace(/^(?:其他|OTHER)\s*[-－—]*\s*/, '')}:${normaliseIdentifier(number)}`;
  if (documentType !== 'RESIDENT_ID') return `${documentType}:${normaliseIdentifier(number)}`;
  const read = parseResidentId(number);
  return read.ok ? `RESIDENT_ID:${read.normalised}` : { code: read.code };
}
