import { parseUscc } from '@credit/contracts/subject';
import type { LocalDate } from '@credit/kernel';
import type { UnitOfWork } from '@credit/persistence';
import { institutionalNotices, institutionKindOf, type InstitutionNoticeRow, type Rulebook } from '@credit/rulebook';
import type { InstitutionKind, NoticeAddressee } from '@credit/rulebook/codes';
import type { Designation } from '../domain/designation/designation.ts';
import type { Unit } from '../domain/notice/notice.ts';

export type Entry = Extract<Designation, { status: 'in-force' | 'ended' }>;

/** 通报所涉单位 — which organ, public institution or state-owned enterprise was listed, or is that of the listed person. */
export interface Concerned {
  institution: InstitutionKind;
  whom: 'UNIT' | 'STAFF';
  unit: Unit;
}

const BY_CODE = { name: 'subject_by_code', text: `select snapshot ->> 'name' as name, state_owned from subject where snapshot ->> 'uscc' = $1 order by version desc limit 1` };
const CODE_OF = { name: 'subject_code_of', text: `select snapshot ->> 'uscc' as uscc from subject where subject_id = coalesce((select canonical_id from subject_alias where subject_id = $1), $1)` };

/** The institution that an entry concerns; null = none: nobody has to be told. What a code does not say of ownership, its registrar does (domain §13). */
export async function concernedBy(uow: UnitOfWork, { subject, employer, related }: Entry): Promise<Concerned | null> {
  const person = subject.subjectClass === 'NATURAL_PERSON';
  const uscc = person ? (employer?.uscc ?? (related && (await codeOf(uow, related.unitSubjectId)))) : subject.uscc;
  const reading = uscc === undefined ? undefined : parseUscc(uscc);
  if (uscc === undefined || reading?.ok !== true || reading.category === undefined) return null;
  const [known] = await uow.query<{ name: string; state_owned: boolean | null }>(BY_CODE, [uscc]);
  const institution = institutionKindOf(reading.category, known?.state_owned === true);
  if (institution === undefined) return null;
  const position = employer?.position ?? related?.role;
  return { institution, whom: person ? 'STAFF' : 'UNIT', unit: { uscc, ...(known === undefined ? {} : { name: known.name }), ...(person && position !== undefined ? { position } : {}) } };
}

async function codeOf(uow: UnitOfWork, subjectId: string): Promise<string | undefined> {
  const [row] = await uow.query<{ uscc: string | null }>(CODE_OF, [subjectId]);
  return row?.uscc ?? undefined;
}

/**
 * 通报规则 of an entry, by the kind of addressee: each is told once, for the first rule that names it.
 * POLICY-ASSUMPTION(COURT-NOTICE): what the court has to tell by its own rule is told with what the text demands of everybody who lists.
 */
export function noticesDue(rulebook: Rulebook, listType: string, { institution, whom }: Pick<Concerned, 'institution' | 'whom'>, on: LocalDate): Map<NoticeAddressee, InstitutionNoticeRow> {
  const due = new Map<NoticeAddressee, InstitutionNoticeRow>();
  for (const row of institutionalNotices(rulebook, { institution, whom, listType, on })) for (const addressee of row.addressees) if (!due.has(addressee)) due.set(addressee, row);
  return due;
}
