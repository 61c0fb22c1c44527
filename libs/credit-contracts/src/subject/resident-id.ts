import { identityNumberCheckCharacter, isLocalDate, type LocalDate } from '@credit/kernel';
import { normaliseIdentifier } from './half-width.ts';

/** The outcome of reading a resident identity number. */
export type ResidentId =
  | { ok: true; normalised: string; birthDate: LocalDate; sex: 'male' | 'female' }
  | { ok: false; code: 'PERSON_ID_CHECK' | 'PERSON_ID_FORMAT' };

/**
 * 居民身份证号码 — reads an 18-character resident identity number: full-width and lower case are accepted, the birth date must
 * exist, the check character must agree. The former 15-digit form is `PERSON_ID_FORMAT`. GB 11643-1999 (domain §1.3).
 */
export const parseResidentId = (raw: string): ResidentId => {
  const value = normaliseIdentifier(raw);
  if (!/^[1-9]\d{16}[0-9X]$/.test(value)) return { ok: false, code: 'PERSON_ID_FORMAT' };
  const birthDate = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  if (!isLocalDate(birthDate) || birthDate < '1850-01-01') return { ok: false, code: 'PERSON_ID_FORMAT' };
  if (identityNumberCheckCharacter(value.slice(0, 17)) !== value[17]) return { ok: false, code: 'PERSON_ID_CHECK' };
  return { ok: true, normalised: value, birthDate, sex: (value.charCodeAt(16) - 48) % 2 === 1 ? 'male' : 'female' };
};
