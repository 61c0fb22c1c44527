import { finding, normaliseIdentifier, normaliseName, PERSON_INDEX_PURPOSE, PERSON_NAME_INDEX_PURPOSE, personDocument, type Finding, type SubjectClass } from '@credit/contracts/subject';
import { DomainError } from '@credit/kernel';
import { maskPersonName } from '@credit/rulebook';
import type { Cause } from '@credit/persistence';
import { registerFinding } from '../domain/policies/register-findings.ts';
import type { Examined } from './examine-statement.ts';
import type { Register } from './register.ts';
import { classOfCode, type WantedSubject } from './subject-registry.ts';

export const VAULT_CONTEXT = 'person-vault';

/** 身份标识 as a statement gives it. */
interface Identity {
  /** Of a subject that the register itself has named to the sender. */
  subjectId?: string;
  uscc?: string;
  personIdType?: string;
  personIdNo?: string;
  personIdJwe?: string;
}

/** Who the statement is about. @returns findings instead when the identity cannot be read; they refuse the statement */
export async function wantedSubject(register: Register, examined: Exclude<Examined, { kind: 'refused' | 'recall' }>): Promise<WantedSubject | Finding[]> {
  const { statement } = examined;
  const cause = causeOf(examined.statement);
  const { identity, at, name, subjectClass } = identityOf(examined);
  if (identity.subjectId !== undefined) return namedSubject(identity.subjectId, statement.source, cause);
  if (identity.uscc !== undefined) {
    const uscc = normaliseIdentifier(identity.uscc);
    return { key: uscc, subjectClass: subjectClass ?? classOfCode(uscc), name: name ?? uscc, uscc, person: null, source: statement.source, cause };
  }
  if (statement.personIndex !== undefined) return knownPerson(statement.personIndex, name ?? '*', statement.source, cause);
  const opened = identity.personIdJwe === undefined ? identity.personIdNo! : await opening(register, identity.personIdJwe);
  if (opened === undefined) return [registerFinding('PERSON_ID_UNREADABLE', `${at}/personIdJwe`)];
  const document = personDocument(identity.personIdType, opened);
  if (typeof document !== 'string') return [finding(document.code, `${at}/${identity.personIdJwe === undefined ? 'personIdNo' : 'personIdJwe'}`)];
  const blindIndex = register.blindIndex.of(PERSON_INDEX_PURPOSE, document);
  const sealed = (): string => register.cipher.encrypt(JSON.stringify({ document, ...(name === undefined ? {} : { name }) }), VAULT_CONTEXT);
  return { key: `p:${blindIndex.toString('hex')}`, subjectClass: 'NATURAL_PERSON', name: name === undefined ? '*' : maskPersonName(name) || '*', uscc: null, person: { blindIndex, sealed, ...(name === undefined ? {} : { nameIndex: nameIndexOf(register, name) }) }, source: statement.source, cause };
}

/** A subject by the id that the register itself has told: found, never made. */
export const namedSubject = (subjectId: string, source: string, cause: Cause): WantedSubject => ({ key: `s:${subjectId}`, subjectClass: 'LEGAL_ENTITY', name: '*', uscc: null, person: null, source, cause });

/** Blind index (hex) of a person's name, by which the holder of a role in a unit is told from others. */
export const nameIndexOf = ({ blindIndex }: Register, name: string): string => blindIndex.of(PERSON_NAME_INDEX_PURPOSE, normaliseName(name)).toString('hex');

/** A person whom the register has told others about: found by the index it gave out, never made anew. */
const knownPerson = (index: string, name: string, source: string, cause: Cause): WantedSubject => ({
  key: `p:${index}`, subjectClass: 'NATURAL_PERSON', name, uscc: null, source, cause,
  person: { blindIndex: Buffer.from(index, 'hex'), sealed: () => { throw new Error(`no person is known under the index ${index}`); } },
});

function identityOf(examined: Exclude<Examined, { kind: 'refused' | 'recall' }>): { identity: Identity; at: string; name?: string; subjectClass?: SubjectClass } {
  switch (examined.kind) {
    case 'matter': return 'subjectId' in examined.data ? { identity: { subjectId: examined.data.subjectId }, at: '' } : { identity: examined.data, at: '', name: examined.data.subjectName, subjectClass: examined.data.subjectClass };
    case 'act': return { identity: examined.data, at: '', name: examined.data.subjectName, subjectClass: examined.data.subjectClass };
    case 'registration': return { identity: { uscc: examined.data.uscc }, at: '', name: examined.data.name };
    default: return { identity: examined.data.subject, at: '/subject' };
  }
}

async function opening(register: Register, jwe: string): Promise<string | undefined> {
  try {
    return await register.decryption.decrypt(jwe);
  } catch (error) {
    if (error instanceof DomainError) return undefined;
    throw error;
  }
}

/** The statement as the cause of what it brings about. By REST the unit of work knows the person who acts. */
export function causeOf({ ref, source }: { ref: Examined['statement']['ref']; source: string }): Cause {
  const actor = `dept:${source}`;
  switch (ref.channel) {
    case 'kafka': return { actor, causationId: ref.eventId, correlationId: ref.eventId };
    case 'file': return { actor, causationId: `${ref.batchId}/${ref.row}`, correlationId: ref.batchId };
    default: return { causationId: ref.requestId };
  }
}
