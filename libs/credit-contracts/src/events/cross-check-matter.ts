import type { LocalDate } from '@credit/kernel';
import type { Rulebook } from '@credit/rulebook';
import { BAN_FIELDS, MATTER_KINDS } from '@credit/rulebook/codes';
import { finding, type Finding } from '../subject/finding.ts';
import { partyFindings } from './cross-check-act.ts';
import { usccFindings } from './cross-check-identity.ts';
import type { CaseDecidedV1, CaseOpenedV1 } from './intake/case.ts';
import type { LiftConfirmationIntakeV1, MeasureExecutionIntakeV1, PromptDecisionIntakeV1 } from './intake/discipline-report.ts';
import type { NoticeReceiptIntakeV1 } from './intake/notice-receipt.ts';
import type { ListEntryIntakeV1 } from './intake/list-entry.ts';

interface MatterContext { readonly today: LocalDate; readonly rulebook?: Rulebook }

/** 名单条目逻辑校验 — party, codes, and days in their order; whether the list may hold it is list-designation's to judge. */
export const crossCheckListEntry = (data: ListEntryIntakeV1, { today, rulebook }: MatterContext): Finding[] => {
  const { decisionDate, from, until, removal, evidence = [], employer } = data;
  const findings = [...partyFindings(data, rulebook), ...usccFindings(data.authorityUscc, '/authorityUscc'), ...evidence.flatMap((e, i) => usccFindings(e.authorityUscc, `/evidence/${i}/authorityUscc`))];
  if (employer !== undefined) findings.push(...usccFindings(employer.uscc, '/employer/uscc'));
  if (decisionDate > today) findings.push(finding('DATE_IN_FUTURE', '/decisionDate'));
  if (decisionDate < '1949-01-01') findings.push(finding('DATE_TOO_EARLY', '/decisionDate'));
  if (until !== undefined && until <= (from ?? decisionDate)) findings.push(finding('DATE_RANGE', '/until'));
  if (removal !== undefined && removal.removedOn > today) findings.push(finding('DATE_IN_FUTURE', '/removal/removedOn'));
  if (removal !== undefined && removal.removedOn < decisionDate) findings.push(finding('DATE_RANGE', '/removal/removedOn'));
  return findings;
};

const codes = (list: readonly { readonly code: string }[]): string[] => list.map(({ code }) => code);

/** 办理事项逻辑校验 — party, a kind of matter and a field that the look-up knows, and days in their order. */
export const crossCheckCase = (data: CaseOpenedV1 | CaseDecidedV1, { today, rulebook }: MatterContext): Finding[] => {
  const findings = partyFindings(data, rulebook);
  for (const [pointer, given, allowed] of [['/matterKind', data.matterKind, codes(MATTER_KINDS)], ['/field', data.field, codes(BAN_FIELDS)]] as const) {
    if (given !== undefined && !allowed.includes(given)) findings.push(finding('ENUM_UNKNOWN', pointer, { allowed: allowed.join(' | ') }));
  }
  if (data.openedOn > today) findings.push(finding('DATE_IN_FUTURE', '/openedOn'));
  if (!('decidedOn' in data)) return findings;
  if (data.decidedOn > today) findings.push(finding('DATE_IN_FUTURE', '/decidedOn'));
  if (data.decidedOn < data.openedOn) findings.push(finding('DATE_RANGE', '/decidedOn'));
  return findings;
};

/** 签收逻辑校验 — no day that has not come; whether the notice is the sender's is list-designation's to judge. */
export const crossCheckNoticeReceipt = ({ receivedOn }: NoticeReceiptIntakeV1, { today }: MatterContext): Finding[] => (receivedOn > today ? [finding('DATE_IN_FUTURE', '/receivedOn')] : []);

/** 反馈逻辑校验 — party, a reason where the officer declines, and no day that has not come; whether prompt or measure can take it is joint-discipline's to judge. */
export const crossCheckDisciplineReport = (data: PromptDecisionIntakeV1 | MeasureExecutionIntakeV1 | LiftConfirmationIntakeV1, { today, rulebook }: MatterContext): Finding[] => {
  const findings = partyFindings(data, rulebook);
  if ('choice' in data && data.choice === 'decline' && (data.reason ?? '').trim() === '') findings.push(finding('CONDITIONAL_FIELD_MISSING', '/reason', { field: 'reason', reason: 'choice=decline' }));
  if ('executedOn' in data && data.executedOn > today) findings.push(finding('DATE_IN_FUTURE', '/executedOn'));
  if ('confirmedOn' in data && data.confirmedOn > today) findings.push(finding('DATE_IN_FUTURE', '/confirmedOn'));
  return findings;
};
