import type { LocalDate } from '@credit/kernel';
import { newEventId, type Cause, type UnitOfWork } from '@credit/persistence';
import { relatedPersonRule } from '@credit/rulebook';
import { subjectRoleOf } from '@credit/rulebook/codes';
import { NotCompetent, SubjectUnknown } from '../domain/designation/designation.errors.ts';
import type { RelatedPersonFacts } from '../domain/designation/designation.guards.ts';
import { propose, type Propose } from '../domain/designation/designation.decide.ts';
import type { Designation, RelatedPerson } from '../domain/designation/designation.ts';
import { assertConfirmed } from './confirm-evidence.ts';
import { authorityOf, type Desk } from './desk.ts';
import { besideOf, lookUp } from './look-up.ts';
import { citedDocuments, subjectOf, type KnownSubject } from './register-facts.ts';

/** 拟认定申请 — what an officer proposes. `related`: the role as the case file shows it, with the days from and until which it was held. */
export type Proposed = Pick<Propose, 'criteria' | 'groundCode' | 'severity' | 'ban' | 'situation' | 'employer'> & {
  subjectId: string;
  listType: string;
  recordIds: readonly string[];
  related?: Omit<RelatedPerson, 'heldBy'> & { heldFrom: LocalDate; heldUntil?: LocalDate };
};

/** Who acts: the actor, and the department in whose name. */
export interface Acting {
  by: string;
  source: string;
  /** documents that their owner has just said are not in effect */
  fallen?: ReadonlySet<string>;
}

/**
 * 提出认定 — subject, documents and law are looked up, then proposed. @returns the new designation
 * @throws DomainError whatever `propose` refuses; SubjectUnknown; EvidenceUnconfirmed when all that is missing is the owner's word
 */
export async function proposeDesignation(uow: UnitOfWork, desk: Desk, acting: Acting, asked: Proposed): Promise<Designation> {
  const { proposed, unconfirmed } = await putForward(uow, desk, acting, asked);
  assertConfirmed({ unconfirmed });
  return proposed;
}

/**
 * 拟认定 without the owner's word on the documents, which is asked before anything is decided (P-10).
 * @returns the new designation, and the documents on which that word is lacking
 * @throws DomainError whatever `propose` refuses; SubjectUnknown
 */
export async function putForward(uow: UnitOfWork, desk: Desk, { by, source, fallen, designationId = newEventId(), cause }: Acting & { designationId?: string; cause?: Cause }, asked: Proposed): Promise<{ proposed: Designation; unconfirmed: readonly string[] }> {
  const authority = authorityOf(desk, source);
  if (authority === undefined) throw new NotCompetent(source, asked.listType);
  const subject = await subjectOf(uow, asked.subjectId);
  if (subject === null || isUnidentified(subject)) throw new SubjectUnknown(asked.subjectId);
  const { subjectId } = subject.snapshot;
  const { today } = uow.ctx;
  const facts = await lookUp(uow, desk, {
    designationId, listTypeCode: asked.listType, source, subjectId, evidenceIds: asked.recordIds, on: today, beside: besideOf(asked.ban), fallen,
    proposed: { ban: asked.ban, role: asked.related?.role, groundCode: asked.groundCode, severity: asked.severity },
  });
  const evidence = await citedDocuments(uow, asked.recordIds);
  const related = asked.related && (await relatedFacts(uow, desk, asked.listType, subject, asked.related));
  const { criteria, groundCode, severity, ban, situation, employer } = asked;
  const proposed = await desk.designations.update(uow, designationId, (state) => propose({
    designationId, subject: subject.snapshot, listTypeCode: asked.listType, authority, evidence, criteria, severity, facts, by, today,
    ...(groundCode === undefined ? {} : { groundCode }), ...(ban === undefined ? {} : { ban }), ...(situation === undefined ? {} : { situation }),
    ...(related === undefined ? {} : { related }), ...(subject.personIndex === undefined ? {} : { personIndex: subject.personIndex }), ...(employer === undefined ? {} : { employer }),
  }, state), cause);
  return { proposed, unconfirmed: facts.unconfirmed };
}

/** A person of whom only a document has arrived yet: without his index no look-up would ever find the entry, and no role of his could be held against the register (P-13). */
const isUnidentified = ({ snapshot, personIndex }: KnownSubject): boolean => snapshot.subjectClass === 'NATURAL_PERSON' && personIndex === undefined;

/**
 * 责任人规则: an entry of his own only where the list says so; the role held on the day of the conduct. Where the registrar of the unit states days for a person of this name in this role, the
 * register is the witness; of whom it knows nothing, the case file is, and the entry says so (O60, N16).
 * POLICY-ASSUMPTION(ROLE-HOLDER-BY-NAME): the registrar gives names only; this name twice in the role may be two persons, so it is no witness for either.
 * @throws SubjectUnknown while the register's word on the unit has not arrived
 */
async function relatedFacts(uow: UnitOfWork, desk: Desk, listType: string, person: KnownSubject, asked: NonNullable<Proposed['related']>): Promise<RelatedPersonFacts> {
  const { unitSubjectId, role, conductOn, heldFrom, heldUntil } = asked;
  const unit = await subjectOf(uow, unitSubjectId);
  if (unit === null || unit.stub) throw new SubjectUnknown(unitSubjectId);
  const rule = relatedPersonRule(desk.rulebook, listType, subjectRoleOf(role) ?? '', uow.ctx.today);
  const registered = person.nameIndex === undefined ? [] : unit.roles.filter((held) => held.role === role && held.nameIndex === person.nameIndex);
  const periods = registered.length > 0 ? registered.map(({ from, to }) => ({ from, to })) : [{ from: heldFrom, to: heldUntil }];
  const heldThen = periods.some(({ from, to }) => from <= conductOn && (to === undefined || conductOn <= to));
  return { unitSubjectId: unit.snapshot.subjectId, role, conductOn, allowed: rule?.effect === 'own-entry', heldThen, holderUnclear: registered.length > 1, heldBy: registered.length > 0 ? 'register' : 'case-file' };
}
