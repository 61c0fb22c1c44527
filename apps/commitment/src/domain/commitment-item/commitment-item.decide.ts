import type { LocalDate } from '@credit/kernel';
import { FREE_COMMITMENT_TYPES } from '@credit/rulebook/codes';
import { ItemIncomplete, ItemNotFound, ItemNotForCommitment, ItemNotYours, ItemTypeFree, ItemWithdrawnBefore } from './commitment-item.errors.ts';
import type { CommitmentItem, CommitmentItemEvent, ItemAuthority, ItemText } from './commitment-item.ts';

export interface PublishItem {
  itemId: string;
  itemCode: string;
  authority: ItemAuthority;
  text: ItemText;
  /** the rule that excludes one of its risks on the day */
  exclusion?: { id: string; risk: string; clause: string } | undefined;
  today: LocalDate;
  by: string;
}

/** What must be told in writing and is not there. */
const lacking = ({ name, told, conditions, modelText, breachLiability, procedure, checkWindow: { fromDays, toDays, maxChecks, method }, type, deferrable }: ItemText): string[] =>
  Object.entries({
    name: name !== '', told: told !== '', conditions: conditions.length > 0, modelText: modelText !== '', breachLiability: breachLiability !== '', procedure: procedure !== '',
    checkWindow: method !== '' && fromDays >= 0 && toDays >= fromDays && maxChecks >= 1, deferrable: type !== 'DEFICIENT_ACCEPTANCE' || (deferrable?.length ?? 0) > 0,
  }).filter(([, there]) => !there).map(([field]) => field);

/**
 * 公布承诺事项, or its next version. A new item needs no release of this software: it is data.
 * 《实施方案》二（一）建立健全信用承诺制度：证明事项告知承诺制、企业投资项目信用承诺制、政务服务信用承诺 (O4–O6); 深圳条例第五十九、六十条
 */
export function publishItem({ exclusion, today: on, ...item }: PublishItem, state: CommitmentItem): readonly CommitmentItemEvent[] {
  if (state.status !== 'absent' && state.authority.source !== item.authority.source) throw new ItemNotYours(item.authority.source);
  if (state.status === 'withdrawn') throw new ItemWithdrawnBefore();
  if ((FREE_COMMITMENT_TYPES as readonly string[]).includes(item.text.type)) throw new ItemTypeFree(item.text.type);
  const missing = lacking(item.text);
  if (missing.length > 0) throw new ItemIncomplete(missing);
  if (exclusion !== undefined) throw new ItemNotForCommitment(exclusion);
  return [{ type: 'ItemPublished', on, ...item }];
}

/** 撤下承诺事项 — nothing more is promised by it; what was promised stands. */
export function withdrawItem(c: { source: string; today: LocalDate; reason: string; by: string }, state: CommitmentItem): readonly CommitmentItemEvent[] {
  if (state.status === 'absent') throw new ItemNotFound();
  if (state.authority.source !== c.source) throw new ItemNotYours(c.source);
  if (state.status === 'withdrawn') throw new ItemWithdrawnBefore();
  return [{ type: 'ItemWithdrawn', on: c.today, reason: c.reason, by: c.by }];
}
