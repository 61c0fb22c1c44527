import { DomainError } from '@credit/kernel';
import { textArray, type UnitOfWork } from '@credit/persistence';

/** 文书效力 as the register answers. */
export interface RecordStanding {
  recordId: string;
  version: string;
  status: string;
  recordKind: string;
  subjectId: string;
  authorityUscc: string;
  docNo: string;
  decisionDate: string | null;
}

/** Asks the owner of the records, with the token of the officer who decides. Records that it does not have are absent. @throws EvidenceUnconfirmed when it does not answer */
export type AskOwner = (recordIds: readonly string[], authorization: string) => Promise<RecordStanding[]>;

/** Token under which the composition root provides {@link AskOwner}. */
export const EVIDENCE_OWNER = Symbol('owner of the evidence');

/** 依据未经核实: the owner has not said within the last minute that the documents are in effect, and nothing is decided on less (P-10). */
export class EvidenceUnconfirmed extends DomainError {
  constructor(readonly recordIds: readonly string[]) {
    super({ code: 'DESIGNATION.EVIDENCE_UNCONFIRMED', message: 'the register has not confirmed that the documents are in effect', userMessage: '暂时无法向归集方核实依据文书是否有效，请稍后重试', clause: '《实施方案》二（三）以相关司法裁判、行政处罚、行政强制等处理结果为依据' });
  }
}

/** Not in one transaction with the decision: a remote call never is. The version is a floor: what the topic says of older ones is stale from here on. */
const CONFIRM = {
  name: 'evidence_confirm',
  text: `update evidence e set confirmed_at = now(), version = x.version, status = 'effective', record_kind = x.kind, doc_no = x.doc, authority_uscc = x.authority, decision_date = x.decided, subject_id = x.subject
         from (select id::uuid, version::int8, kind, doc, authority, decided::date, subject::uuid
               from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[]) as t (id, version, kind, doc, authority, decided, subject)) x
         where e.record_id = x.id and e.version <= x.version`,
};

/**
 * 核实 — keeps what the owner said. @returns the documents that are not in effect, by its word; the step goes on without them
 */
export async function keepConfirmation(uow: UnitOfWork, recordIds: readonly string[], answered: readonly RecordStanding[]): Promise<ReadonlySet<string>> {
  const standing = answered.filter(({ status, decisionDate }) => status === 'effective' && decisionDate !== null).sort((a, b) => (a.recordId < b.recordId ? -1 : 1));
  if (standing.length > 0) {
    const column = (of: (s: RecordStanding) => string): Buffer => textArray(standing.map(of));
    await uow.query(CONFIRM, [column((s) => s.recordId), column((s) => s.version), column((s) => s.recordKind), column((s) => s.docNo), column((s) => s.authorityUscc), column((s) => s.decisionDate!), column((s) => s.subjectId)]);
  }
  const confirmed = new Set(standing.map(({ recordId }) => recordId));
  return new Set(recordIds.filter((id) => !confirmed.has(id)));
}

/**
 * 引用、核实、决定 — takes a step; when it would succeed but for the owner's word, asks and takes it once more.
 * @param attempt one transaction; told which documents are not in effect after all
 * @param confirm asks the owner and keeps its answer, in a transaction of its own
 */
export async function onConfirmedEvidence<T>(attempt: (fallen: ReadonlySet<string>) => Promise<T>, confirm: (recordIds: readonly string[]) => Promise<ReadonlySet<string>>): Promise<T> {
  try {
    return await attempt(new Set());
  } catch (error) {
    if (!(error instanceof EvidenceUnconfirmed)) throw error;
    return attempt(await confirm(error.recordIds));
  }
}

/** After the rules have agreed, and before anything commits. @throws EvidenceUnconfirmed */
export function assertConfirmed({ unconfirmed }: { unconfirmed: readonly string[] }): void {
  if (unconfirmed.length > 0) throw new EvidenceUnconfirmed(unconfirmed);
}
