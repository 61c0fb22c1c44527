import { normaliseName, type SubjectClass, type SubjectStatus } from '@credit/contracts/subject';
import { assertNever, type LocalDate } from '@credit/kernel';
import type { SubjectEvent } from './subject.events.ts';

/** 曾用名 and the last day on which it was the name. */
export interface FormerName {
  name: string;
  until: LocalDate;
}

/** 登记信息 — what the registrar says, as of one version. */
export interface Registration {
  /** Int64 decimal string. */
  version: string;
  /** Department that sent it. */
  source: string;
  name: string;
  state: 'registered' | 'licence-revoked' | 'deregistered';
  legalRepName: string | null;
  /** `nameIndex`: blind index (hex) of the name; absent in what was registered before it was made. */
  roles: readonly { role: string; name: string; nameIndex?: string; from: LocalDate; to?: LocalDate }[];
  establishedOn: LocalDate | null;
  address: string | null;
  /** 国有企业: from ownership, not from the code; absent = nobody has said. */
  stateOwned?: boolean;
}

/** Who the subject is, whatever its status. `name` of a natural person is masked; the plain one lies encrypted in the vault. */
export interface SubjectFile {
  subjectId: string;
  subjectClass: SubjectClass;
  name: string;
  uscc: string | null;
  formerUsccs: readonly string[];
  formerNames: readonly FormerName[];
}

/** 信用主体 — states of one subject. The id outlives every code and name (domain §1.2). */
export type CreditSubject = Absent | Unregistered | Registered | Merged;

export interface Absent { status: 'absent' }
/** 库外主体: known by a valid code from a statement, not by a registrar. */
export interface Unregistered extends SubjectFile { status: 'unregistered' }
/** 在册 or 注销; a natural person is 在册 by the document alone and has no registration. */
export interface Registered extends SubjectFile { status: 'registered' | 'deregistered'; registration: Registration | null }
/** 已并入 another subject; reads resolve the alias. */
export interface Merged extends SubjectFile { status: 'merged'; canonicalSubjectId: string }

export const absentSubject: CreditSubject = { status: 'absent' };

/** Current name first, then former names, normalised; empty for natural persons. */
export function namesOf(s: SubjectFile): string[] {
  return s.subjectClass === 'NATURAL_PERSON' ? [] : [s.name, ...s.formerNames.map((former) => former.name)].map(normaliseName);
}

/** The state machine: the only place where a subject changes. */
export function evolveSubject(state: CreditSubject, event: SubjectEvent): CreditSubject {
  switch (event.type) {
    case 'SubjectIdentified':
      return event.file.subjectClass === 'NATURAL_PERSON' ? { ...event.file, status: 'registered', registration: null } : { ...event.file, status: 'unregistered' };
    case 'SubjectRegistered':
    case 'SubjectRenamed':
      return { ...event.file, status: statusOf(event.registration), registration: event.registration };
    case 'RegistrationConfirmed':
      return isRegistered(state) && state.registration !== null ? { ...state, registration: { ...state.registration, version: event.version } } : state;
    case 'FormerNameLearned':
      return state.status === 'absent' ? state : { ...state, formerNames: [...state.formerNames, event.former] };
    case 'SubjectRekeyed':
      return state.status === 'absent' ? state : { ...state, uscc: event.uscc, subjectClass: event.subjectClass, formerUsccs: [...state.formerUsccs, event.previousUscc] };
    default:
      return assertNever(event);
  }
}

export const isRegistered = (s: CreditSubject): s is Registered => s.status === 'registered' || s.status === 'deregistered';
/** 吊销未注销 is still 在册: the subject exists and answers for its records. */
const statusOf = (registration: Registration): Extract<SubjectStatus, 'registered' | 'deregistered'> => (registration.state === 'deregistered' ? 'deregistered' : 'registered');
