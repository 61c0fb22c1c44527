import { purposeMissing } from './register.problems.ts';

/** 查询目的 as stated; header values are ASCII, so Chinese purposes come percent-encoded. @throws ProblemError 422 SUBJECT.PURPOSE_REQUIRED */
export function statedPurpose(purpose: string | undefined): string {
  if (purpose === undefined || purpose.trim().length < 2) throw purposeMissing();
  try {
    return decodeURIComponent(purpose);
  } catch {
    return purpose;
  }
}
