import { isLocalDate, type LocalDate } from '@credit/kernel';
import { normaliseIdentifier } from './half-width.ts';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECK_CHARACTERS = '10X98765432';

/** The outcome of reading a resident identity number. */
export type ResidentId =
  | { ok: true; normalised: string; birthDate: LocalDate; sex: 'male' | 'female' }
  | { ok: false; code: 'PERSON_ID_CHECK' | 'PERSON_ID_FORMAT' };

/** 居民身份证校验码 — check character of the first 17 digits. GB 11643-1999 (domain §1.3). */
export const residentIdCheckCharacter = (first17: string): string => {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += (first17.charCodeAt(i) - 48) * WEIGHTS[i]!;
  return CHECK_CHARACTERS[sum % 11]!;
};

/**
 * 居民身份证号码 — reads an 18-character resident identity number: full-width and lower case are accepted, the birth date must
 * exist, the check character must agree. The former 15-digit form is `PERSON_ID_FORMAT`. GB 11643-1999 (domain §1.3).
 */
export const parseResidentId = (raw: string): ResidentId => {
  const value = normaliseIdentifier(raw);
  if (!/^[1-9]\d{16}[0-9X]$/.test(value)) return { ok: false, code: 'PERSON_ID_FORMAT' };
  const birthDate = `${value.slice(6, 10)}-${value.slice(10, 12)}-${value.slice(12, 14)}`;
  if (!isLocalDate(birthDate) || birthDate < '1850-01-01') return { ok: false, code: 'PERSON_ID_FORMAT' };
  if (residentIdCheckCharacter(value) !== value[17]) return { ok: false, code: 'PERSON_ID_CHECK' };
  return { ok: true, normalised: value, birthDate, sex: (value.charCodeAt(16) - 48) % 2 === 1 ? 'male' : 'female' };
};
