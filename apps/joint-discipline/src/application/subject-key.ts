import { createHash } from 'node:crypto';
import { comparableName } from '../domain/matching/name-anatomy.ts';

/** What is known of a subject that is looked up; at least one identifier. */
export interface Identifiers {
  readonly uscc?: string | undefined;
  /** Blind index of the identity number under the current key, hex. */
  readonly personIndex?: string | undefined;
  readonly name?: string | undefined;
  readonly region?: string | undefined;
}

/** 所查主体 — who a look-up was about, by the strongest identifier given, without a name or an identity number in it: two look-ups of one subject by the same identifier bear the same key. */
export function subjectKeyOf({ uscc, personIndex, name, region }: Identifiers): string {
  if (uscc !== undefined) return `uscc:${uscc}`;
  if (personIndex !== undefined) return `person:${personIndex}`;
  return `name:${createHash('sha256').update(`${comparableName(name ?? '')}\0${region ?? ''}`).digest('hex')}`;
}
