/** Facts about publicity, on `TOPICS.publicityEvents`; `withdrawn` is an ending (P-5). */
export const PUBLICITY = {
  posted: 'credit.publicity.posted.v1',
  withheld: 'credit.publicity.withheld.v1',
  withdrawn: 'credit.publicity.withdrawn.v1',
  amended: 'credit.publicity.amended.v1',
} as const;

/** Facts about list entries on the public site, on `TOPICS.publicityEvents`; `withdrawn` is an ending (P-5). */
export const LIST_POSTING = {
  posted: 'credit.publicity.list-entry-posted.v1',
  withdrawn: 'credit.publicity.list-entry-withdrawn.v1',
} as const;

/** Facts about commitments on the public site, on `TOPICS.publicityEvents`; `withdrawn` is an ending (P-5). */
export const COMMITMENT_POSTING = {
  posted: 'credit.publicity.commitment-posted.v1',
  amended: 'credit.publicity.commitment-amended.v1',
  withdrawn: 'credit.publicity.commitment-withdrawn.v1',
} as const;
