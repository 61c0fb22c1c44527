import { normaliseName, type SubjectClass, type SubjectStatus } from '@credit/contracts/subject';
import type { RecordContent } from '../record/record.ts';

/** 主体状况 — what the register knows of the subject when a record about it is decided. */
export interface SubjectStanding {
  status: SubjectStatus;
  subjectClass: SubjectClass;
  /** Normalised: current name first, then former names. Empty for natural persons, who are known by their document alone. */
  names: readonly string[];
  /** False when the organisation code inside the code fails its own check (domain §1.2 ORG_CODE_CHECK). */
  orgCodeValid: boolean;
}

export type HoldReason = 'UNKNOWN_SUBJECT' | 'ORG_CODE_CHECK' | 'NAME_CODE_MISMATCH';

/** How a stated name relates to the names of the subject. */
export function nameRelation(standing: SubjectStanding, statedName: string): 'current' | 'former' | 'unknown' {
  if (standing.names.length === 0 || statedName === standing.names[0]) return 'current';
  const name = normaliseName(statedName);
  if (name === standing.names[0]) return 'current';
  return standing.names.includes(name) ? 'former' : 'unknown';
}

/**
 * 暂存原因 — why a record about this subject is not in effect yet. Recomputed whenever the subject changes.
 * 库外主体不公示、名码不符待核 (domain §1.2, decision 7). A registered code counts even if its organisation code fails the check: the registrar has confirmed it.
 */
export function holdReasons(standing: SubjectStanding, content: RecordContent): HoldReason[] {
  if (standing.status === 'unregistered') return standing.orgCodeValid ? ['UNKNOWN_SUBJECT'] : ['UNKNOWN_SUBJECT', 'ORG_CODE_CHECK'];
  return nameRelation(standing, String(content['subjectName'] ?? '')) === 'unknown' ? ['NAME_CODE_MISMATCH'] : [];
}
