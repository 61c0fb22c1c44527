import { DomainError } from '@credit/kernel';

/** What of an entry shows that it is one: decision, authority, statute, and for an entry designated here the documents in effect. */
export interface EntryBasis {
  readonly entryId: string;
  readonly status: string;
  readonly origin: string;
  readonly evidence: readonly unknown[];
  readonly decision: { readonly docNo: string; readonly authorityUscc: string };
  readonly basis: { readonly statute: string };
}

/** An entry in force that names no decision, authority, statute or document: it burdens nobody, whoever states it. */
export class EntryWithoutBasis extends DomainError {
  constructor(entryId: string) {
    super({ code: 'ENTRY.WITHOUT_BASIS', message: `The entry ${entryId} does not name what it rests on`, userMessage: '名单条目缺少认定依据，不得据以比对和惩戒', clause: '国办发〔2020〕49号；《实施方案》二（三）', details: { entryId } });
  }
}

/** 认定依据齐备 — decision, authority and statute; documents too where the entry was designated here (O38). An entry that has ended need not rest on anything. */
export const restsOnBasis = ({ status, origin, evidence, decision, basis }: EntryBasis): boolean =>
  status !== 'in-force' || (decision.docNo !== '' && decision.authorityUscc !== '' && basis.statute !== '' && (origin === 'external' || evidence.length > 0));
