import type { LocalDate } from '@credit/kernel';
import type { BreachRecord, CommitmentFacts, ShownState } from '../commitment-posting/commitment-posting.ts';

/** 公示与否 — as what, and on which record a breach rests; or not, for a coded reason. */
export type CommitmentVerdict = { publish: true; state: ShownState; recordId: string | null } | { publish: false; reason: string };

/** The rule by which commitments show: the column of the site, for what is disclosed. 《实施方案》二（一） */
export const COMMITMENT_RULE = 'COMMITMENT_COLUMN';

/** The reason by which a commitment ends when its last day has passed. */
export const COMMITMENT_EXPIRED = 'COMMITMENT_EXPIRED';

const REASONS: Readonly<Record<string, string>> = {
  COMMITMENT_NOT_DISCLOSED: '该承诺不公开',
  COMMITMENT_RETRACTED: '该承诺已由承诺人撤回',
  COMMITMENT_ENDED: '该承诺已由承诺人终止',
  COMMITMENT_EXPIRED: '该承诺有效期已届满',
  BREACH_REVOKED: '违诺认定已撤销，停止公示',
  BREACH_NOT_RECORDED: '违诺记录尚未归集，归集前不予公示',
};

/** The reason in words for people; undefined for a code that is not one of commitments. */
export const commitmentReasonText = (code: string): string | undefined => (Object.hasOwn(REASONS, code) ? REASONS[code] : undefined);

const not = (reason: string): CommitmentVerdict => ({ publish: false, reason });

/**
 * 信用承诺公示与否 — what is not disclosed never; what its owner has ended no more; what has expired no more; a breach only while the record that its authority made of it stands in the register. 《实施方案》二（一）；36号令第三条
 * POLICY-ASSUMPTION(breach-shows-with-its-record): no text says how long a breach shows; it shows as long as its record burdens, and never before there is one.
 */
export function commitmentVerdictOn({ standing, disclosed, validTo, assessedBy }: CommitmentFacts, records: readonly BreachRecord[], today: LocalDate): CommitmentVerdict {
  if (!disclosed) return not('COMMITMENT_NOT_DISCLOSED');
  switch (standing) {
    case 'breach-revoked': return not('BREACH_REVOKED');
    case 'retracted': return not('COMMITMENT_RETRACTED');
    case 'ended': return not('COMMITMENT_ENDED');
    case 'tracking': case 'kept': return validTo !== null && today > validTo ? not(COMMITMENT_EXPIRED) : { publish: true, state: standing, recordId: null };
    case 'breached': return validTo !== null && today > validTo ? not(COMMITMENT_EXPIRED) : breachOn(records.find(({ authorityUscc }) => authorityUscc === assessedBy));
  }
}

function breachOn(record: BreachRecord | undefined): CommitmentVerdict {
  if (record === undefined) return not('BREACH_NOT_RECORDED');
  if (record.objected) return not('OBJECTION_UPHELD');
  switch (record.standing) {
    case 'effective': return { publish: true, state: 'breached', recordId: record.recordId };
    case 'held': return not('RECORD_HELD');
    case 'revoked': return not('RECORD_REVOKED');
    case 'repaired': return not('RECORD_REPAIRED');
    case 'shielded': return not('RECORD_SHIELDED');
  }
}
