import { addDays, minDate, type LocalDate } from '@credit/kernel';
import { sameContent } from '../policies/commitment-content.ts';
import { commitmentVerdictOn, COMMITMENT_EXPIRED } from '../policies/commitment-verdict.ts';
import { CommitmentNotPosted, CommitmentStillValid, CommitmentVersionStale, NoSuchBreachRecord } from './commitment-posting.errors.ts';
import type { BreachRecord, CommitmentFacts, CommitmentPosting, CommitmentPostingEvent, Sources } from './commitment-posting.ts';

/**
 * 公示、变更或停止公示信用承诺 — answers one version of a commitment. 《实施方案》二（一）：信用承诺公示专栏
 * @throws CommitmentVersionStale when this or a newer version has been answered
 */
export function followCommitment({ facts, today }: { facts: CommitmentFacts; today: LocalDate }, state: CommitmentPosting): readonly CommitmentPostingEvent[] {
  if (state.status === 'absent') return answer(state, { subjectId: facts.subject.subjectId, commitment: facts, records: [] }, today);
  const known = state.commitment;
  if (known !== null && BigInt(facts.version) <= BigInt(known.version)) throw new CommitmentVersionStale('commitment', known.version, facts.version);
  return answer(state, { ...sourcesOf(state), commitment: facts }, today);
}

/**
 * 违诺记录的变化 — answers one version of the record that the register keeps of a breach: the breach is public only while that record stands. 36号令第三条
 * @throws CommitmentVersionStale when this or a newer version has been answered
 */
export function followBreachRecord({ record, subjectId, today }: { record: BreachRecord; subjectId: string; today: LocalDate }, state: CommitmentPosting): readonly CommitmentPostingEvent[] {
  const sources: Sources = state.status === 'absent' ? { subjectId, commitment: null, records: [] } : sourcesOf(state);
  const known = sources.records.find(({ recordId }) => recordId === record.recordId);
  if (known !== undefined && BigInt(record.version) <= BigInt(known.version)) throw new CommitmentVersionStale('record', known.version, record.version);
  const kept = { ...record, objected: record.objected || known?.objected === true };
  const records = [...sources.records.filter((one) => one !== known), kept].sort((a, b) => (a.recordId < b.recordId ? -1 : 1));
  return answer(state, { ...sources, records }, today);
}

/** 异议成立 — the publication of the record of a breach was found past its period. §8.2 @throws NoSuchBreachRecord */
export function objectToBreach({ recordId, today }: { recordId: string; today: LocalDate }, state: CommitmentPosting): readonly CommitmentPostingEvent[] {
  const known = state.status === 'absent' ? undefined : state.records.find((one) => one.recordId === recordId);
  if (state.status === 'absent' || known === undefined || known.objected) throw new NoSuchBreachRecord(recordId);
  return answer(state, { ...sourcesOf(state), records: state.records.map((one) => (one === known ? { ...one, objected: true } : one)) }, today);
}

/** 承诺有效期届满 — with the day it was due, however late the job runs; reading has ended it already (P-11). @throws CommitmentNotPosted, CommitmentStillValid */
export function expireCommitment({ today }: { today: LocalDate }, state: CommitmentPosting): readonly CommitmentPostingEvent[] {
  if (state.status !== 'posted') throw new CommitmentNotPosted(state.status);
  const { validTo } = state.commitment;
  if (validTo === null || today <= validTo) throw new CommitmentStillValid(validTo);
  return [{ type: 'CommitmentWithdrawn', sources: sourcesOf(state), on: addDays(validTo, 1), reason: COMMITMENT_EXPIRED }];
}

/** What follows from what is known now. */
function answer(state: CommitmentPosting, sources: Sources, today: LocalDate): readonly CommitmentPostingEvent[] {
  if (sources.commitment === null) return [{ type: 'BreachRecordAwaits', sources }];
  const verdict = commitmentVerdictOn(sources.commitment, sources.records, today);
  if (verdict.publish) {
    const shown = { sources, state: verdict.state, recordId: verdict.recordId, on: today };
    if (state.status !== 'posted') return [{ type: 'CommitmentPosted', ...shown }];
    const changed = state.state !== verdict.state || state.recordId !== verdict.recordId || state.commitment.validTo !== sources.commitment.validTo || !sameContent(state.commitment.content, sources.commitment.content);
    return [changed ? { type: 'CommitmentAmended', ...shown } : { type: 'CommitmentFollowed', sources }];
  }
  const { reason } = verdict;
  switch (state.status) {
    case 'absent': case 'awaited': case 'withheld': return [{ type: 'CommitmentWithheld', sources, reason }];
    case 'posted': return [{ type: 'CommitmentWithdrawn', sources, on: firstDayOff(state.commitment, today), reason }];
    case 'withdrawn': return state.reason === reason ? [{ type: 'CommitmentFollowed', sources }] : [{ type: 'CommitmentWithdrawn', sources, on: state.withdrawnOn, reason }];
  }
}

/** What had expired before is not on show since then. */
const firstDayOff = ({ validTo }: CommitmentFacts, today: LocalDate): LocalDate => (validTo === null ? today : minDate(today, addDays(validTo, 1)));

const sourcesOf = ({ subjectId, commitment, records }: Sources): Sources => ({ subjectId, commitment, records });
