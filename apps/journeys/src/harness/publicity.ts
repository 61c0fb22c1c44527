import { eventually } from '@credit/testing';
import { ask, askAll, call, patientCall, tokenFor, type Answer } from './gateway.ts';

/** 公示决定 as the credit centre reads it. */
export interface Decision {
  entryId: string;
  recordId: string;
  department: string;
  docNo: string;
  status: 'posted' | 'withheld' | 'withdrawn';
  inForce: boolean;
  postedOn: string | null;
  endsOn: string | null;
  withdrawnOn: string | null;
  due: { status: 'FIXED'; on: string } | { status: 'PROVISIONAL'; enteredYear: number } | { status: 'NONE' };
  why: { reason: string | null; userMessage: string | null; detail: string | null; ruleId: string };
  subject: { name: string; uscc: string | null };
}

const centre = (): Promise<string> => tokenFor({ roles: ['credit-centre'] });

/** The decision about a record, as soon as publicity has taken one that `fits`. */
export function decisionOn(recordId: string, fits: (decision: Decision) => boolean = () => true): Promise<Decision> {
  let last: Decision | undefined;
  return eventually(async () => {
    const { items } = await ask<{ items: Decision[] }>('GET', '/v1/publicity/decisions?limit=200', { token: await centre() });
    last = items.find((decision) => decision.recordId === recordId) ?? last;
    return last && fits(last) ? last : undefined;
  }, `publicity decides about record ${recordId}`, { timeoutMs: 30_000, intervalMs: 150 });
}

/** Waits until the record is public and reads its entry as anybody does. */
export async function publicEntryOf(recordId: string, fits: (entry: any) => boolean = () => true): Promise<any> {
  const { entryId } = await decisionOn(recordId, (decision) => decision.status === 'posted');
  return eventually(async () => {
    const { status, body } = await call('GET', `/v1/public/entries/${entryId}`);
    return status === 200 && fits(body) ? body : undefined;
  }, `the entry ${entryId} is public as expected`, { timeoutMs: 15_000, intervalMs: 150 });
}

/** Waits until the list entry is public and reads it as anybody does. */
export const publicListEntry = (entryId: string): Promise<any> =>
  eventually(async () => {
    const { status, body } = await call('GET', `/v1/public/entries/${entryId}`);
    return status === 200 ? body : undefined;
  }, `the list entry ${entryId} is public`, { timeoutMs: 30_000, intervalMs: 150 });

/** Ids of the entries in the public column of lists. */
export const listColumn = async (): Promise<string[]> => (await askAll('/v1/public/columns/list-entry')).map(({ entryId }: { entryId: string }) => entryId);

/** Waits until the address of the entry answers 410. */
export const goneEntry = (entryId: string): Promise<Answer> =>
  eventually(async () => {
    const answer = await call('GET', `/v1/public/entries/${entryId}`);
    return answer.status === 410 ? answer : undefined;
  }, `the entry ${entryId} answers 410`, { timeoutMs: 30_000, intervalMs: 150 });

/** Exact search as anybody does; 60 of them a minute are allowed, who asks more waits. */
export const searchPublic = (by: { uscc: string } | { name: string }): Promise<Answer> => patientCall('POST', '/v1/public/search', { body: by, key: null });

/** The live late list. */
export const lateList = async (): Promise<any[]> => askAll('/v1/publicity/late', { token: await centre() });
