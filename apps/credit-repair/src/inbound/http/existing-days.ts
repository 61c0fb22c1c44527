import { isLocalDate } from '@credit/kernel';
import { dateInvalid } from './repair.problems.ts';

/** 400 for the day of a piece of evidence that does not exist, at its place in the body. */
export function existingDays(evidence: readonly { on: string }[]): void {
  for (const [n, { on }] of evidence.entries()) if (!isLocalDate(on)) throw dateInvalid(`/evidence/${n}/on`);
}
