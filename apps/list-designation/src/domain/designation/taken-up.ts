import type { Proposal } from './designation.ts';

/** 由违诺认定提出: what puts a breach forward when it has been decided; no officer has looked at it yet. */
export const PUT_FORWARD = 'service:commitment';

/** 承办: what no officer has proposed is taken up by the one who gives the notice, who answers for it as its proposer from then on; so another one reviews and decides it (four eyes). */
export const takenUp = <S extends { proposal: Proposal }>(state: S, by: string): S => (state.proposal.proposedBy === PUT_FORWARD ? { ...state, proposal: { ...state.proposal, proposedBy: by } } : state);
