import { maxDate, type LocalDate } from '@credit/kernel';
import type { AggregateStore, EffectsAnswerStore, UnitOfWork } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { publicityIsDueOn } from '../domain/policies/publication-clock.ts';
import { OBJECTION_UPHELD, verdictOn } from '../domain/policies/publicity-verdict.ts';
import { decidePublicity } from '../domain/publicity-entry/publicity-entry.decide.ts';
import { RecordVersionStale } from '../domain/publicity-entry/publicity-entry.errors.ts';
import type { PublicityEntryEvent } from '../domain/publicity-entry/publicity-entry.events.ts';
import type { DueDate, EntryFacts, PublicityEntry, RecordKind } from '../domain/publicity-entry/publicity-entry.ts';
import { answerPublicityEndings, type Ending } from './answer-endings.ts';
import { followBreachRecords } from './follow-breach-records.ts';
import type { CommitmentPostingStore } from './follow-commitments.ts';
import { latePublications, type LatePublication } from './late-publications.ts';
import { withdrawnByObjection } from './objected-publications.ts';
import { publicIdsOf } from './public-subjects.ts';
import { recordUnderDecision } from './record-under-decision.ts';
import type { RecordVersion } from './record-version.ts';

export type EntryStore = AggregateStore<PublicityEntry, PublicityEntryEvent>;

/** Token under which the composition root provides the {@link EntryStore}. */
export const ENTRIES = Symbol('publicity entries');

export interface PublicityRules {
  entries: EntryStore;
  rulebook: Rulebook;
  answers: EffectsAnswerStore;
  commitments: CommitmentPostingStore;
}

/**
 * 公示决定 — answers every record version of a batch, in order: one decision each, with a coded reason and a rule.
 * Set-based: addresses of the subjects, then one pass over the entries. A version that a newer one has overtaken changes nothing. What has ended is answered in the same transaction (P-14).
 * @returns what was published late by this, for the figures
 * @throws DomainError any refusal other than an overtaken version
 */
export async function decidePublicityOf(uow: UnitOfWork, rules: PublicityRules, versions: readonly RecordVersion[]): Promise<LatePublication[]> {
  const breaches = await followBreachRecords(uow, rules.commitments, versions);
  const publicIds = await publicIdsOf(uow, versions.map((v) => v.state.subject));
  const objected = await withdrawnByObjection(uow, versions.map((v) => v.state.recordId));
  const dueOn = dueDates(rules.rulebook);
  const endings: Ending[] = [];
  const steps = versions.map((version) => {
    const today = version.businessDate ? maxDate(uow.ctx.today, version.businessDate) : uow.ctx.today;
    const facts = factsOf(dueOn, version, publicIds.get(version.state.subject.subjectId) ?? '');
    const byRules = verdictOn(rules.rulebook, recordUnderDecision(version.state, today));
    const verdict = byRules.publish && objected.has(version.state.recordId) ? OBJECTION_UPHELD : byRules;
    return {
      id: version.state.recordId,
      decide: (entry: PublicityEntry) => {
        const decided = decidePublicity({ facts, verdict, today }, entry);
        if (version.ended !== undefined) endings.push({ ended: version.ended, subject: version.state.subject, before: entry, breach: breaches.get(version), today, ...(version.cause ? { cause: version.cause } : {}) });
        return decided;
      },
      ...(version.cause ? { cause: version.cause } : {}),
    };
  });
  const outcomes = await rules.entries.updateMany(uow, steps);
  for (const outcome of outcomes) if (!outcome.ok && !(outcome.error instanceof RecordVersionStale)) throw outcome.error;
  await answerPublicityEndings(uow, rules.answers, endings);
  return latePublications(rules.rulebook, outcomes);
}

function factsOf(dueOn: DueDates, { version, state }: RecordVersion, publicId: string): EntryFacts {
  return {
    recordId: state.recordId, recordKind: state.recordKind, recordVersion: version, publicId,
    subjectId: state.subject.subjectId, subjectClass: state.subject.subjectClass, subjectName: state.subject.name,
    subjectUscc: state.subject.uscc ?? null, subjectStatus: state.subject.status,
    source: state.source, authorityUscc: state.authorityUscc, docNo: state.docNo, decisionDate: state.decisionDate, receivedOn: state.receivedOn,
    due: dueOn(state.recordKind, state.decisionDate),
  };
}

type DueDates = (kind: RecordKind, decisionDate: LocalDate) => DueDate;

/** Due dates of a batch, each day counted once: a batch has few days and many records. */
function dueDates(rulebook: Rulebook): DueDates {
  const known = new Map<string, DueDate>();
  return (kind, decisionDate) => {
    const day = `${kind} ${decisionDate}`;
    const due = known.get(day) ?? publicityIsDueOn(rulebook, kind, decisionDate);
    known.set(day, due);
    return due;
  };
}
