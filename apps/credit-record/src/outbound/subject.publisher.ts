import { SUBJECT, type SubjectRenamedV1, type SubjectRekeyedV1, type SubjectRoleV1, type SubjectStateV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { LocalDate } from '@credit/kernel';
import type { AggregateDefinition } from '@credit/persistence';
import { maskPersonName } from '@credit/rulebook';
import type { SubjectEvent } from '../domain/subject/subject.events.ts';
import type { CreditSubject } from '../domain/subject/subject.ts';

type KnownSubject = Exclude<CreditSubject, { status: 'absent' }>;

const snapshotOf = (s: KnownSubject): SubjectSnapshot => ({ subjectId: s.subjectId, subjectClass: s.subjectClass, name: s.name, status: s.status, ...(s.uscc === null ? {} : { uscc: s.uscc }) });

/** 信用主体现状 — names and codes as the public is told. */
export function subjectStateOf(effectiveOn: LocalDate, known: KnownSubject): SubjectStateV1 {
  const roles = rolesOf(known);
  const stateOwned = 'registration' in known ? known.registration?.stateOwned : undefined;
  return { subject: snapshotOf(known), formerNames: known.formerNames.map(({ name, until }) => ({ name, until })), formerUsccs: [...known.formerUsccs], effectiveOn, ...(roles.length === 0 ? {} : { roles }), ...(stateOwned === undefined ? {} : { stateOwned }) };
}

/** Roles as others may know them: the name masked, its blind index beside it. */
function rolesOf(known: KnownSubject): SubjectRoleV1[] {
  const roles = 'registration' in known ? (known.registration?.roles ?? []) : [];
  return roles.flatMap(({ role, name, nameIndex, from, to }) => (nameIndex === undefined ? [] : [{ role: role as SubjectRoleV1['role'], name: maskPersonName(name) || '*', nameIndex, from, ...(to === undefined ? {} : { to }) }]));
}

const stateOf = (event: SubjectEvent & { on: LocalDate }, s: CreditSubject): SubjectStateV1 => subjectStateOf(event.on, s as KnownSubject);

/** What the other services hear of each private event of a subject. */
export const publishSubject: AggregateDefinition<CreditSubject, SubjectEvent>['publish'] = {
  SubjectIdentified: (e, s) => ({ type: SUBJECT.identified, data: { ...stateOf(e, s), ...(e.personIndex === undefined ? {} : { personIndex: e.personIndex }), ...(e.nameIndex === undefined ? {} : { nameIndex: e.nameIndex }) } }),
  SubjectRegistered: (e, s) => ({ type: SUBJECT.registered, data: stateOf(e, s) }),
  SubjectRenamed: (e, s) => ({ type: SUBJECT.renamed, data: { ...stateOf(e, s), previousName: e.previousName } satisfies SubjectRenamedV1 }),
  RegistrationConfirmed: () => null,
  FormerNameLearned: (e, s) => ({ type: SUBJECT.registered, data: stateOf(e, s) }),
  SubjectRekeyed: (e, s) => ({ type: SUBJECT.rekeyed, data: { ...stateOf(e, s), previousUscc: e.previousUscc } satisfies SubjectRekeyedV1 }),
};

/** The registrar's data stands in the journal; the public form shows names and codes only. */
export function subjectFact(event: SubjectEvent): object | null {
  switch (event.type) {
    case 'SubjectRegistered':
    case 'SubjectRenamed': return { registration: event.registration };
    case 'RegistrationConfirmed': return { version: event.version };
    default: return null;
  }
}
