import { DomainError } from '@credit/kernel';

/** 角色: what a token may be used for. */
export type Role = 'source' | 'case-officer' | 'approver' | 'screening-client' | 'credit-centre' | 'subject' | 'auditor' | 'operator';

export const ROLES: readonly Role[] = ['source', 'case-officer', 'approver', 'screening-client', 'credit-centre', 'subject', 'auditor', 'operator'];

export const isRole = (value: unknown): value is Role => ROLES.includes(value as Role);

/** 调用者: who calls, as the verified token says. */
export interface Caller {
  /** Opaque id of the person or system; goes into the journal as actor. */
  readonly sub: string;
  /** 部门 short code (= intake source), null for callers without a department. */
  readonly dept: string | null;
  readonly roles: readonly Role[];
  /** 主体 id, for firms that look at their own file. */
  readonly subject?: string;
  readonly issuer: string;
}

/** The actor as journals and events name it: `<sub>@<dept>` or `<sub>`. */
export const actorOf = (caller: Caller): string => (caller.dept === null ? caller.sub : `${caller.sub}@${caller.dept}`);

export const hasRole = (caller: Caller, ...roles: readonly Role[]): boolean => roles.some((role) => caller.roles.includes(role));

const forbidden = (code: string, message: string, userMessage: string): DomainError => new DomainError({ code, message, userMessage });

/** @throws DomainError `AUTH.FORBIDDEN` (403) when the caller holds none of the roles. */
export function requireRole(caller: Caller, ...roles: readonly Role[]): void {
  if (!hasRole(caller, ...roles)) throw forbidden('AUTH.FORBIDDEN', `one of these roles is needed: ${roles.join(', ')}`, '您的角色无权进行此操作');
}

/**
 * 部门只能以自己的名义行事: the caller belongs to exactly this department.
 * @throws DomainError `AUTH.DEPARTMENT_NOT_YOURS` (403)
 */
export function requireDept(caller: Caller, source: string): void {
  if (caller.dept !== source) throw forbidden('AUTH.DEPARTMENT_NOT_YOURS', 'a department acts only as itself', '只能以本部门名义操作或查看本部门的数据');
}

/** The caller's department. @throws DomainError `AUTH.DEPARTMENT_MISSING` (403) when the token names none. */
export function departmentOf(caller: Caller): string {
  if (caller.dept === null) throw forbidden('AUTH.DEPARTMENT_MISSING', 'the token names no department', '令牌未注明所属部门，无法以部门名义操作');
  return caller.dept;
}

/**
 * 可见范围: the department to which a list is limited, or null for those who oversee all departments (信用中心、审计、运维).
 * @throws DomainError `AUTH.DEPARTMENT_MISSING` (403)
 */
export const visibleDepartment = (caller: Caller): string | null => (hasRole(caller, 'credit-centre', 'auditor', 'operator') ? null : departmentOf(caller));
