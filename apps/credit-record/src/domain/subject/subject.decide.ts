import { normaliseName, type SubjectClass } from '@credit/contracts/subject';
import { assertNever, type Decider, type LocalDate } from '@credit/kernel';
import { compareVersions } from '../record/record-content.ts';
import { RegistrationConflict, RegistrationDuplicate, RegistrationSuperseded, RekeyMismatch, SubjectAlreadyKnown, SubjectNotRegistrable } from './subject.errors.ts';
import type { SubjectEvent } from './subject.events.ts';
import { absentSubject, evolveSubject, namesOf, type Absent, type CreditSubject, type FormerName, type Registered, type Registration, type SubjectFile, type Unregistered } from './subject.ts';

export type SubjectCommand =
  | { verb: 'identify'; subjectId: string; subjectClass: SubjectClass; name: string; uscc: string | null; personIndex?: string; nameIndex?: string; today: LocalDate }
  | { verb: 'register'; subjectId: string; uscc: string; subjectClass: SubjectClass; registration: Registration; formerNames: readonly FormerName[]; today: LocalDate }
  | { verb: 'rekey'; uscc: string; subjectClass: SubjectClass; previousUscc: string; today: LocalDate };

type Register = Extract<SubjectCommand, { verb: 'register' }>;

/** 主体的动词. @throws DomainError DUPLICATE, SUPERSEDED, VERSION_CONFLICT, SUBJECT.ALREADY_KNOWN, SUBJECT.NOT_REGISTRABLE, SUBJECT.REKEY_MISMATCH */
export function decideSubject(command: SubjectCommand, state: CreditSubject): readonly SubjectEvent[] {
  switch (command.verb) {
    case 'identify':
      if (state.status !== 'absent') throw new SubjectAlreadyKnown();
      return [{ type: 'SubjectIdentified', file: newFile(command.subjectId, command.subjectClass, command.name, command.uscc), on: command.today, ...(command.personIndex === undefined ? {} : { personIndex: command.personIndex }), ...(command.nameIndex === undefined ? {} : { nameIndex: command.nameIndex }) }];
    case 'register':
      return register(command, state);
    case 'rekey':
      return rekey(command, state);
    default:
      return assertNever(command);
  }
}

export const subjectDecider: Decider<SubjectCommand, CreditSubject, SubjectEvent> = { initial: absentSubject, decide: decideSubject, evolve: evolveSubject };

const newFile = (subjectId: string, subjectClass: SubjectClass, name: string, uscc: string | null): SubjectFile => ({ subjectId, subjectClass, name, uscc, formerUsccs: [], formerNames: [] });

/** 登记 — takes the registrar's word in: first registration, change of name, newer or older data (decision 7). */
function register(asked: Register, s: CreditSubject): SubjectEvent[] {
  const c = { ...asked, registration: withOwnership(asked.registration, s) };
  if (s.status === 'absent' || s.status === 'unregistered') return [{ type: 'SubjectRegistered', file: firstFile(c, s), registration: c.registration, on: c.today }];
  if (s.status === 'merged' || s.registration === null) throw new SubjectNotRegistrable(s.status === 'merged' ? 'merged' : 'a natural person');
  const order = compareVersions(c.registration.version, s.registration.version);
  const same = sameRegistration(c, s, s.registration);
  if (order <= 0 && same) throw new RegistrationDuplicate();
  if (order === 0) throw new RegistrationConflict(c.registration.version);
  if (order < 0) return late(c, s, s.registration);
  if (same) return [{ type: 'RegistrationConfirmed', version: c.registration.version }];
  const renamed = normaliseName(c.registration.name) !== normaliseName(s.name);
  const file = { ...s, name: c.registration.name, formerNames: joined([...s.formerNames, ...c.formerNames], renamed ? { name: s.name, until: c.today } : undefined) };
  const next = fileOnly(file);
  return renamed
    ? [{ type: 'SubjectRenamed', file: next, registration: c.registration, previousName: s.name, on: c.today }]
    : [{ type: 'SubjectRegistered', file: next, registration: c.registration, on: c.today }];
}

/** A registration that is silent about ownership leaves what is known of it. */
function withOwnership(registration: Registration, s: CreditSubject): Registration {
  const known = 'registration' in s ? s.registration?.stateOwned : undefined;
  return registration.stateOwned === undefined && known !== undefined ? { ...registration, stateOwned: known } : registration;
}

/** A name in an older registration was a name of the subject, whenever we hear of it; nothing else of it counts. */
function late(c: Register, s: Registered, held: Registration): SubjectEvent[] {
  if (namesOf(s).includes(normaliseName(c.registration.name))) throw new RegistrationSuperseded(held.version, c.registration.version);
  return [{ type: 'FormerNameLearned', former: { name: c.registration.name, until: c.today }, on: c.today }];
}

/** What a statement called the subject before its registration was a claim, not a former name. */
function firstFile(c: Register, s: Absent | Unregistered): SubjectFile {
  const file = newFile(c.subjectId, c.subjectClass, c.registration.name, c.uscc);
  return { ...file, formerUsccs: s.status === 'absent' ? [] : s.formerUsccs, formerNames: joined(c.formerNames) };
}

/** 换码 — flag 0 of 重错码治理: the registrar gave a new code, the file stays one; a file already kept under the new code learns its old one (国发〔2015〕33号, domain §1.2). */
function rekey(c: Extract<SubjectCommand, { verb: 'rekey' }>, s: CreditSubject): SubjectEvent[] {
  if (s.status === 'absent' || s.status === 'merged') throw new RekeyMismatch();
  if (s.uscc === c.uscc && s.formerUsccs.includes(c.previousUscc)) throw new RegistrationDuplicate();
  if (s.uscc !== c.previousUscc && s.uscc !== c.uscc) throw new RekeyMismatch();
  return [{ type: 'SubjectRekeyed', uscc: c.uscc, subjectClass: c.subjectClass, previousUscc: c.previousUscc, on: c.today }];
}

function joined(names: readonly FormerName[], added?: FormerName): FormerName[] {
  const seen = new Map<string, FormerName>();
  for (const former of added ? [...names, added] : names) {
    const key = normaliseName(former.name);
    if (!seen.has(key)) seen.set(key, { name: former.name, until: former.until });
  }
  return [...seen.values()];
}

function sameRegistration(c: Register, s: Registered, held: Registration): boolean {
  const told = (r: Registration): string => JSON.stringify([r.name, r.state, r.legalRepName, r.roles.map(({ role, name, from, to }) => ({ role, name, from, to })), r.establishedOn, r.address, r.stateOwned]);
  const names = namesOf(s);
  return told(c.registration) === told(held) && c.formerNames.every((former) => names.includes(normaliseName(former.name)));
}

const fileOnly = ({ subjectId, subjectClass, name, uscc, formerUsccs, formerNames }: SubjectFile): SubjectFile => ({ subjectId, subjectClass, name, uscc, formerUsccs, formerNames });
