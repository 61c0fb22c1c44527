import { hasRole, maskFor, type Caller } from '@credit/access';
import { REPAIRED_READ_PURPOSES } from '@credit/rulebook/codes';
import type { RecordView } from '../../application/queries/find-records.ts';

/**
 * 记录的可见内容 — masked by role, corrected values as the fields they correct; of a restricted record (国家秘密、商业秘密、个人隐私、未成年人、危及安全) another department sees that it exists and why it is closed, not what it says.
 * POLICY-ASSUMPTION(RESTRICTED_SHARING): minimum necessary, 个人信息保护法第六条, 行政处罚法第四十八条.
 */
export function shownTo(caller: Caller, record: RecordView): RecordView {
  const options = { subjectClass: record.subject.subjectClass };
  const masked = maskFor(caller.roles, record, options);
  const valueOf = (field: string, newValue: unknown): unknown => (maskFor(caller.roles, { [field]: newValue }, options)[field] ?? null);
  const corrections = masked.corrections.map((c, n) => ({ ...c, changes: record.corrections[n]!.changes.map(({ field, newValue }) => ({ field, newValue: valueOf(field, newValue) as typeof newValue })) }));
  const shown = { ...masked, corrections };
  const { restricted } = record.content;
  if (restricted === undefined || readsRestricted(caller, record.source)) return shown;
  return { ...shown, content: { restricted }, corrections: [], revocation: null };
}

/** Whether the caller may read what a restricted record of that department says. */
export const readsRestricted = (caller: Caller, source: string): boolean => caller.dept === source || hasRole(caller, 'credit-centre', 'auditor');

/** 修复后停止共享和使用 — a repaired record is open to its own subject, and to others under one of the purposes that outlast a repair (36号令第三条). */
export const opensRepaired = (caller: Caller, subjectId: string, purpose: string | undefined): boolean => caller.subject === subjectId || REPAIRED_READ_PURPOSES.some(({ code }) => code === purpose);
