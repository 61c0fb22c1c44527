import { maskIdNumber } from '@credit/kernel';
import {
  isKnownRegion, lookupRegistrarCategory, ORGANISATION_CODE_CHARACTERS, ORGANISATION_CODE_MODULUS, ORGANISATION_CODE_WEIGHTS, USCC_CHARACTERS, USCC_FORMAT,
  USCC_MODULUS, USCC_PLACEHOLDER, USCC_WEIGHTS, type SubjectCategory,
} from '@credit/rulebook/codes';
import { finding, type Finding } from './finding.ts';
import { normaliseIdentifier } from './half-width.ts';
import type { SubjectClass } from './subject-class.ts';

const valuesOf = (alphabet: string): Int8Array => {
  const values = new Int8Array(128).fill(-1);
  for (let i = 0; i < alphabet.length; i += 1) values[alphabet.charCodeAt(i)] = i;
  return values;
};
const VALUE_31 = valuesOf(USCC_CHARACTERS);
const VALUE_36 = valuesOf(ORGANISATION_CODE_CHARACTERS);

/** The outcome of reading a unified social credit code; `findings` of a valid code are warnings. */
export type UsccReading =
  | { ok: true; uscc: string; findings: Finding[]; subjectClass: SubjectClass; category: SubjectCategory | undefined; registrarRegion: string; orgCode: string }
  | { ok: false; findings: Finding[]; /** Stored form of a code whose only fault is the organisation code check (`ORG_CODE_CHECK` holds, it does not reject). */ uscc?: string };

/** 统一社会信用代码校验位 — position 18 over positions 1–17 in the alphabet of 31. GB 32100-2015, GB/T 17710 (domain §1.1). */
export const usccCheckCharacter = (first17: string): string => {
  let sum = 0;
  for (let i = 0; i < 17; i += 1) sum += VALUE_31[first17.charCodeAt(i)]! * USCC_WEIGHTS[i]!;
  return USCC_CHARACTERS[(USCC_MODULUS - (sum % USCC_MODULUS)) % USCC_MODULUS]!;
};

/** 组织机构代码校验位 — ninth character over the first eight, in the order of 36 (not 31). GB 11714 (domain §1.1). */
export const organisationCodeCheckCharacter = (first8: string): string => {
  let sum = 0;
  for (let i = 0; i < 8; i += 1) sum += VALUE_36[first8.charCodeAt(i)]! * ORGANISATION_CODE_WEIGHTS[i]!;
  const check = ORGANISATION_CODE_MODULUS - (sum % ORGANISATION_CODE_MODULUS);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
};

/** True for the stored form of a code: upper case, 18 characters, both check characters right. */
export const isUscc = (value: unknown): value is string =>
  typeof value === 'string' && USCC_FORMAT.test(value) && usccCheckCharacter(value) === value[17] && organisationCodeCheckCharacter(value.slice(8, 16)) === value[16];

/** True for the shape alone; a stored code of a held record may have a wrong organisation code check. */
export const hasUsccShape = (value: unknown): value is string => typeof value === 'string' && USCC_FORMAT.test(value);

/** The nine-character organisation code (positions 9–17) of a code in stored form. */
export const organisationCodeOf = (uscc: string): string => uscc.slice(8, 17);

const shown = (value: string): string => (/^\d{15}$|^\d{17}[\dX]$/.test(value) ? maskIdNumber(value) : value.length > 24 ? `${value.slice(0, 24)}…` : value);

const formatHint = (value: string): string => {
  const given = `收到“${shown(value)}”`;
  if (/^\d(\.\d+)?E\+?\d+$/.test(value)) return `${given}：疑似被表格软件转为科学计数法，请将该列设为文本后重新导出`;
  if (/^[\dA-Z]{8}-?[\dX]$/.test(value)) return `${given}：疑似组织机构代码，请填写 18 位统一社会信用代码`;
  if (/^\d{15}$/.test(value)) return `${given}：疑似旧工商注册号，请填写 18 位统一社会信用代码`;
  if (value.length !== 18) return `${given}：应为 18 位，实为 ${value.length} 位`;
  const illegal = [...new Set(value.match(/[IOZSV]/g) ?? [])];
  if (illegal.length > 0) return `${given}：含有代码中不使用的字母 ${illegal.join('、')}（I、O、Z、S、V 不用于代码），请核对原件，系统不自动替换`;
  return `${given}：第 3–8 位应为数字，其余为数字或大写字母（不含 I、O、Z、S、V）`;
};

const fault = (code: 'USCC_FORMAT' | 'USCC_CHECK' | 'ORG_CODE_CHECK' | 'USCC_PLACEHOLDER', hint: string): { ok: false; findings: Finding[] } => ({ ok: false, findings: [finding(code, '', {}, hint)] });

/**
 * 统一社会信用代码 — reads a code as senders write it (full-width, lower case, blanks around) and verifies it: format, position 18
 * (alphabet of 31), organisation code (order of 36), then registrar, category and historical region as warnings. Look-alike
 * letters are never replaced. `pointer` of each finding is ''; the caller puts its own. GB 32100-2015 (domain §1.1, traps 22–24).
 */
export const parseUscc = (raw: string): UsccReading => {
  const value = USCC_FORMAT.test(raw) ? raw : normaliseIdentifier(raw);
  if (value === USCC_PLACEHOLDER || value === '000000000000000000') return fault('USCC_PLACEHOLDER', '请先取得统一社会信用代码再报送');
  if (!USCC_FORMAT.test(value)) return fault('USCC_FORMAT', formatHint(value));
  const expected18 = usccCheckCharacter(value);
  if (expected18 !== value[17]) return fault('USCC_CHECK', `收到“${shown(value)}”：第 18 位应为 ${expected18}，请核对原件`);
  const expected17 = organisationCodeCheckCharacter(value.slice(8, 16));
  if (expected17 !== value[16]) return { ...fault('ORG_CODE_CHECK', `收到“${shown(value)}”：第 17 位应为 ${expected17}，请向登记机关核实`), uscc: value };
  const registration = lookupRegistrarCategory(value[0]!, value[1]!);
  const findings: Finding[] = [];
  if (registration === undefined) findings.push(finding('USCC_CATEGORY', '', {}, `第 1–2 位“${value.slice(0, 2)}”`));
  const registrarRegion = value.slice(2, 8);
  if (!isKnownRegion(registrarRegion)) findings.push(finding('USCC_REGION', '', {}, `第 3–8 位“${registrarRegion}”`));
  const subjectClass: SubjectClass = registration?.subjectClass ?? 'LEGAL_ENTITY';
  return { ok: true, uscc: value, findings, subjectClass, category: registration?.subjectCategory, registrarRegion, orgCode: organisationCodeOf(value) };
};
