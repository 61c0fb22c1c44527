import type { BlindIndex, FieldCipher, IntakeDecryption } from '@credit/access';
import type { AggregateStore } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import type { MatterFactEvent } from '../domain/matter/matter.events.ts';
import type { Matter } from '../domain/matter/matter.ts';
import type { AuthorityRegister } from '../domain/policies/authority.ts';
import type { Recall, RecallEvent } from '../domain/recall/recall.ts';
import type { RecordFactEvent } from '../domain/record/record.events.ts';
import type { CreditRecord } from '../domain/record/record.ts';
import type { SubjectEvent } from '../domain/subject/subject.events.ts';
import type { CreditSubject } from '../domain/subject/subject.ts';
import type { ReceiptFigures } from './receipt-figures.ts';

export type RecordStore = AggregateStore<CreditRecord, RecordFactEvent>;
export type MatterStore = AggregateStore<Matter, MatterFactEvent>;
export type RecallStore = AggregateStore<Recall, RecallEvent>;
export type SubjectStore = AggregateStore<CreditSubject, SubjectEvent>;

/** What the use cases of the register work with. */
export interface Register {
  records: RecordStore;
  subjects: SubjectStore;
  matters: MatterStore;
  recalls: RecallStore;
  rulebook: Rulebook;
  authorities: AuthorityRegister;
  cipher: Pick<FieldCipher, 'encrypt' | 'decrypt'>;
  blindIndex: BlindIndex;
  decryption: IntakeDecryption;
  /** Counts receipts after the commit. */
  receipts: ReceiptFigures;
}

/** Nest token of the {@link Register}. */
export const REGISTER = Symbol('REGISTER');
