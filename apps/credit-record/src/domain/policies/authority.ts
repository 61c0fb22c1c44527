import type { Finding } from '@credit/contracts/subject';
import { registerFinding } from './register-findings.ts';

/** 职权: what a department of the register may report about. */
export type Power = 'license' | 'penalty' | 'coercion' | 'judgment' | 'registration' | 'list-entry' | 'matter';

/** 部门 as far as this policy needs it. */
export interface DepartmentPowers {
  source: string;
  uscc: string;
  powers: readonly string[];
  /** Codes of the authorities whose decisions it may report. */
  speaksFor: readonly string[];
}

/** 机关名录 — who may say what, from the configuration of the city. */
export interface AuthorityRegister {
  bySource: ReadonlyMap<string, DepartmentPowers>;
  authorities: ReadonlySet<string>;
}

export function authorityRegister(departments: readonly DepartmentPowers[]): AuthorityRegister {
  return { bySource: new Map(departments.map((d) => [d.source, d])), authorities: new Set(departments.flatMap((d) => [d.uscc, ...d.speaksFor])) };
}

/** 谁作出、谁报送 — the authority is in the register, has the power (null = none is asked), and the sender speaks for it (decision 4, domain §2.4 check 7). */
export function authorityFindings(register: AuthorityRegister, source: string, authorityUscc: string, power: Power | null): Finding[] {
  const sender = register.bySource.get(source);
  if (!register.authorities.has(authorityUscc)) return [registerFinding('AUTHORITY_UNKNOWN', '/authorityUscc')];
  if (!sender?.speaksFor.includes(authorityUscc)) return [registerFinding('AUTHORITY_NOT_YOURS', '/authorityUscc')];
  return power === null || sender.powers.includes(power) ? [] : [registerFinding('AUTHORITY_NO_POWER', '/authorityUscc')];
}

/** What a department reports as itself, not for an authority it names: 登记信息 only a registrar, 办理事项 only who handles matters. */
export function ownPowerFindings(register: AuthorityRegister, source: string, power: Power): Finding[] {
  return register.bySource.get(source)?.powers.includes(power) ? [] : [registerFinding('AUTHORITY_NO_POWER', '')];
}
