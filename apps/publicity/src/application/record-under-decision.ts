import type { LocalDate } from '@credit/kernel';
import { isLicenseState, isPenaltyState, type RecordStateV1 } from '@credit/contracts/events';
import type { RecordUnderDecision } from '../domain/policies/publicity-verdict.ts';

/** What the rules need of a record's public state, judged on `today`. */
export function recordUnderDecision(state: RecordStateV1, today: LocalDate): RecordUnderDecision {
  const { status, heldReasons, recordKind: kind, decisionDate } = state;
  const { subjectClass } = state.subject;
  const standing = { status, heldReasons, subjectClass, repaired: state.repaired !== undefined, shielded: state.shielded !== undefined };
  const input = { kind, subjectClass, decisionDate, today, ...given('restricted', state.content.restricted) };
  if (isPenaltyState(state)) {
    const { penaltyTypes, fineAmountWan, confiscatedAmountWan, simpleProcedure, sector } = state.content;
    const facts = { penaltyKinds: penaltyTypes, ...given('fineAmountWan', fineAmountWan), ...given('confiscatedAmountWan', confiscatedAmountWan), ...given('simpleProcedure', simpleProcedure), ...given('sector', sector) };
    return { ...standing, input: { ...input, ...facts } };
  }
  if (!isLicenseState(state)) return { ...standing, input };
  const { validTo, state: licenceState } = state.content;
  return { ...standing, input: { ...input, validTo, state: licenceState } };
}

const given = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } => (value === undefined ? {} : ({ [key]: value } as { [P in K]?: V }));
