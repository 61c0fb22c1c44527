import { addDays, daysBetween, localDateOf, minDate, type Instant, type LocalDate } from '@credit/kernel';
import { normaliseIdentifier } from '@credit/contracts/subject';
import { maskPersonName } from '@credit/rulebook';
import type { RecordKind } from '@credit/rulebook/codes';
import type { UnitOfWork } from '@credit/persistence';
import { textArray } from '@credit/persistence';
import type { RecordCommand } from '../domain/record/record.decide.ts';
import type { Correction, RecordContent, RecordFile } from '../domain/record/record.ts';
import type { Examined } from './examine-statement.ts';
import { contentCheck } from './record-content.ts';
import type { Register } from './register.ts';
import { standingOf, type KnownSubject } from './subject-registry.ts';

/** A statement about a record, with its subject found. */
export type RecordStatement = Exclude<Examined, { kind: 'refused' | 'registration' | 'matter' | 'recall' }>;

export interface PlacedStatement {
  examined: RecordStatement;
  subject: KnownSubject;
  recordKind: RecordKind;
  authorityUscc: string;
  docNo: string;
  content: RecordContent | null;
}

const BY_NATURAL_KEY = {
  name: 'records_by_natural_key',
  text: `select k.n::int4 as n, r.id, r.status from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as k(kind, authority, doc, subject, n)
         join credit_record r on r.subject_id = k.subject::uuid and r.authority_uscc = k.authority and r.doc_no = k.doc and r.record_kind = k.kind`,
};

/** 自然键 of a record: kind + authority + document number + subject (architecture §3.9.3, trap 39). */
export type RecordKey = Pick<PlacedStatement, 'recordKind' | 'authorityUscc' | 'docNo'> & { subject: Pick<KnownSubject, 'subjectId'> };
export const naturalKey = (p: RecordKey): string => `${p.recordKind}\n${p.authorityUscc}\n${p.docNo}\n${p.subject.subjectId}`;

/** Records that exist under the natural keys of the statements: natural key → id and status. */
export async function findRecords(uow: UnitOfWork, placed: readonly RecordKey[]): Promise<Map<string, { id: string; status: string }>> {
  const distinct = [...new Map(placed.map((p) => [naturalKey(p), p])).entries()];
  const column = (pick: (p: RecordKey) => string): Buffer => textArray(distinct.map(([, p]) => pick(p)));
  const rows = await uow.query<{ n: number; id: string; status: string }>(BY_NATURAL_KEY, [column((p) => p.recordKind), column((p) => p.authorityUscc), column((p) => p.docNo), column((p) => p.subject.subjectId)]);
  return new Map(rows.map(({ n, id, status }) => [distinct[n - 1]![0], { id, status }]));
}

/** Kind, authority and number of the decision a statement is about. */
export function keyFieldsOf(examined: RecordStatement): { recordKind: RecordKind; authorityUscc: string; docNo: string } {
  const recordKind = examined.kind === 'act' ? examined.recordKind : examined.data.recordKind;
  return { recordKind, authorityUscc: normaliseIdentifier(examined.data.authorityUscc), docNo: String(examined.data.docNo).trim() };
}

/**
 * 收到日期 — the business date on which a statement reached us: of a file the day of its upload, of a Kafka message the day on which the broker took it (its time, not the sender's),
 * however long we take over it: no delay of ours makes a report late.
 */
export function receivedOn(receivedAt: Instant, { now, today }: Pick<UnitOfWork['ctx'], 'now' | 'today'>): LocalDate {
  return minDate(today, addDays(today, -daysBetween(localDateOf(receivedAt), localDateOf(now))));
}

/** 更正 as the record keeps it; the name of a natural person is masked as in a whole statement. */
export function correctionOf({ data, version }: Extract<RecordStatement, { kind: 'correction' }>, subject: KnownSubject): Correction {
  const masks = (field: string): boolean => subject.subjectClass === 'NATURAL_PERSON' && field === 'subjectName';
  return { version, reason: data.reason, basis: data.basis, changes: data.changes.map(({ field, newValue }) => ({ field, newValue: masks(field) ? maskPersonName(String(newValue)) || '*' : newValue })) };
}

/** The statement as a command to its record. */
export function commandOf(uow: UnitOfWork, register: Register, placed: PlacedStatement, recordId: string): RecordCommand {
  const { examined, subject, recordKind, authorityUscc, docNo, content } = placed;
  const { today } = uow.ctx;
  const file: RecordFile = { recordId, recordKind, authorityUscc, docNo, subjectId: subject.subjectId, source: examined.statement.source, receivedAt: examined.statement.receivedAt as Instant, receivedOn: receivedOn(examined.statement.receivedAt as Instant, uow.ctx) };
  const { version } = examined;
  switch (examined.kind) {
    case 'act':
      return { verb: 'receive', file, base: { version, content: content! }, standing: standingOf(subject), check: contentCheck(register.rulebook, file, subject, today), today };
    case 'revocation': {
      const { revokedOn, reason, basis } = examined.data;
      return { verb: 'revoke', file, revocation: { version, revokedOn, reason, basis } };
    }
    default: {
      const correction = correctionOf(examined, subject);
      return { verb: 'correct', file, correction, reinstate: examined.data.reinstate === true, standing: standingOf(subject), check: contentCheck(register.rulebook, file, subject, today), today };
    }
  }
}
