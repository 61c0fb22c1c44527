import type { MatterCaseV1 } from '@credit/contracts/events';
import { textArray, type UnitOfWork } from '@credit/persistence';

/** 受理的办件 at a version of its matter. */
export interface AdmissionCase { matterId: string; version: string; source: string; caseId: string; subjectId: string; matterKind: string; openedOn: string; itemCode: string | null }

const UPSERT = {
  name: 'admission_case_project',
  text: `insert into admission_case as c (matter_id, version, source, case_id, subject_id, matter_kind, opened_on, item_code)
         select x.id::uuid, x.version::int8, x.source, x.of_case, x.subject::uuid, x.kind, x.opened::date, nullif(x.item, '') from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) as x (id, version, source, of_case, subject, kind, opened, item)
         on conflict (matter_id) do update set version = excluded.version, subject_id = excluded.subject_id, matter_kind = excluded.matter_kind, opened_on = excluded.opened_on, item_code = excluded.item_code where excluded.version > c.version`,
};

/** The case that an event of the matter topic carries. */
export const admissionCaseOf = ({ aggregateVersion, data: { matterId, source, caseId, subject, matterKind, openedOn, commitmentItemCode } }: { aggregateVersion?: string | undefined; data: MatterCaseV1 }): AdmissionCase =>
  ({ matterId, version: aggregateVersion ?? '0', source, caseId, subjectId: subject.subjectId, matterKind, openedOn, itemCode: commitmentItemCode ?? null });

/** 办件投影 — every case that was opened, for reading only; which of them education belongs to is decided when they are counted, by the law of the day (O12); an item that a case names makes it one that could have been promised (O1). Last version wins. */
export async function projectAdmissionCases(uow: UnitOfWork, cases: readonly AdmissionCase[]): Promise<void> {
  const last = new Map<string, AdmissionCase>();
  for (const one of cases) if (BigInt(one.version) > BigInt(last.get(one.matterId)?.version ?? '-1')) last.set(one.matterId, one);
  const rows = [...last.values()].sort((a, b) => (a.matterId < b.matterId ? -1 : 1));
  const column = (of: (one: AdmissionCase) => string): Buffer => textArray(rows.map(of));
  await uow.query(UPSERT, [column((c) => c.matterId), column((c) => c.version), column((c) => c.source), column((c) => c.caseId), column((c) => c.subjectId), column((c) => c.matterKind), column((c) => c.openedOn), column((c) => c.itemCode ?? '')]);
}
