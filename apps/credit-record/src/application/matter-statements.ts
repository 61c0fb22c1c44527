import type { CaseDecidedV1, CaseOpenedV1, ListEntryIntakeV1, NoticeReceiptIntakeV1 } from '@credit/contracts/events';
import { normaliseIdentifier } from '@credit/contracts/subject';
import { textArray, type UnitOfWork } from '@credit/persistence';
import type { MatterContent, MatterType } from '../domain/matter/matter.ts';
import type { AuthorityRegister } from '../domain/policies/authority.ts';
import type { Examined } from './examine-statement.ts';
import { commitmentTerms } from './commitment-terms.ts';
import { isCommitmentReport, type CommitmentReportData, type DisciplineReportData } from './matter-facts.ts';
import type { KnownSubject } from './subject-registry.ts';

/** A statement about a matter that another service judges. */
export type MatterStatement = Extract<Examined, { kind: 'matter' }>;

/** Natural key of a matter without its subject, and what its receiver is told. */
export interface MatterTerms {
  matterType: MatterType;
  authorityUscc: string;
  reference: string;
  content: MatterContent;
}

/** 自然键 and public content of a statement: an entry by authority, decision number and list; a case by department and case number; a report by department and prompt or measure; a receipt by department and notice; reports of commitments by {@link commitmentTerms}. */
export function termsOf({ bySource }: AuthorityRegister, { fact, data, statement }: MatterStatement, subject: KnownSubject): MatterTerms {
  if (fact === 'list-entry') return listEntryTerms(data as ListEntryIntakeV1, subject);
  const authorityUscc = bySource.get(statement.source)!.uscc;
  if (fact === 'notice-receipt') return { matterType: fact, authorityUscc, ...receiptTerms(data as NoticeReceiptIntakeV1) };
  if (isCommitmentReport(fact)) return { matterType: fact, ...commitmentTerms(fact, data as CommitmentReportData, authorityUscc) };
  if (fact !== 'case-opened' && fact !== 'case-decided') return { matterType: fact, authorityUscc, ...reportTerms(data as DisciplineReportData) };
  const { caseId, matterKind, field, purpose, openedOn, commitmentItemCode } = data as CaseOpenedV1;
  const opened = { caseId: caseId.trim(), matterKind, ...(field === undefined ? {} : { field }), purpose, openedOn, ...(commitmentItemCode === undefined ? {} : { commitmentItemCode }) };
  return { matterType: 'case', authorityUscc, reference: opened.caseId, content: fact === 'case-opened' ? opened : { ...opened, ...decisionOf(data as CaseDecidedV1) } };
}

const receiptTerms = ({ noticeId, receivedOn }: NoticeReceiptIntakeV1): Pick<MatterTerms, 'reference' | 'content'> => ({ reference: noticeId, content: { noticeId, receivedOn } });

function reportTerms(data: DisciplineReportData): Pick<MatterTerms, 'reference' | 'content'> {
  if ('promptId' in data) return { reference: data.promptId, content: { promptId: data.promptId, choice: data.choice, ...(data.reason === undefined ? {} : { reason: data.reason }) } };
  return { reference: data.measureId, content: { measureId: data.measureId, ...('executedOn' in data ? { executedOn: data.executedOn } : { confirmedOn: data.confirmedOn }) } };
}

function decisionOf({ decidedOn, outcome, screeningId }: CaseDecidedV1): MatterContent {
  return { decidedOn, ...(outcome === undefined ? {} : { outcome }), ...(screeningId === undefined ? {} : { screeningId }) };
}

function listEntryTerms(data: ListEntryIntakeV1, { uscc }: KnownSubject): MatterTerms {
  const { listType, authorityName, decisionDate, evidence, situation, ban, from, until, removal, subjectClass } = data;
  const authorityUscc = normaliseIdentifier(data.authorityUscc);
  const docNo = data.docNo.trim();
  const employer = subjectClass === 'NATURAL_PERSON' ? data.employer : undefined;
  const given = { situation, ban, employer, from, until, removal, evidence: evidence?.map((e) => ({ recordKind: e.recordKind, authorityUscc: normaliseIdentifier(e.authorityUscc), docNo: e.docNo.trim() })) };
  return {
    matterType: 'list-entry', authorityUscc, reference: `${docNo}\n${listType}`,
    content: {
      // positions 3–8 of the code: where the subject is registered, not where it works (trap 23)
      ...(uscc === null ? {} : { region: uscc.slice(2, 8) }), listType, decision: { docNo, authorityUscc, authorityName, decidedOn: decisionDate },
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    },
  };
}

const BY_NATURAL_KEY = {
  name: 'matters_by_natural_key',
  text: `select k.n::int4 as n, m.id, m.status from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as k(type, authority, reference, subject, n)
         join matter m on m.subject_id = k.subject::uuid and m.authority_uscc = k.authority and m.reference = k.reference and m.matter_type = k.type`,
};

type Keyed = Pick<MatterTerms, 'matterType' | 'authorityUscc' | 'reference'> & { subject: Pick<KnownSubject, 'subjectId'> };

export const matterKey = (m: Keyed): string => `${m.matterType}\n${m.authorityUscc}\n${m.subject.subjectId}\n${m.reference}`;

/** Matters that exist under the natural keys: key → id and status. */
export async function findMatters(uow: UnitOfWork, placed: readonly Keyed[]): Promise<Map<string, { id: string; status: string }>> {
  const distinct = [...new Map(placed.map((p) => [matterKey(p), p])).entries()];
  const column = (pick: (p: Keyed) => string): Buffer => textArray(distinct.map(([, p]) => pick(p)));
  const rows = await uow.query<{ n: number; id: string; status: string }>(BY_NATURAL_KEY, [column((p) => p.matterType), column((p) => p.authorityUscc), column((p) => p.reference), column((p) => p.subject.subjectId)]);
  return new Map(rows.map(({ n, id, status }) => [distinct[n - 1]![0], { id, status }]));
}
