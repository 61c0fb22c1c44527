import { assertNever, type LocalDate } from '@credit/kernel';
import type { CommitmentType, Disclosure, ExcludedRisk, FreeCommitmentType } from '@credit/rulebook/codes';

/** 受理机关 — the department whose item it is. */
export interface ItemAuthority {
  /** 部门代码 */
  source: string;
  uscc: string;
  name: string;
  /** 行政区划代码 of the place of acceptance: the head of every commitment code */
  region: string;
}

/** 核查时段 — in which days after the promise the item is checked, and how often at most. */
export interface CheckWindow {
  fromDays: number;
  toDays: number;
  maxChecks: number;
  /** 核查方式、标准 */
  method: string;
}

/** 承诺事项的内容 — everything that the procedure has to tell in writing (深圳条例第六十、六十一条; O4). */
export interface ItemText {
  name: string;
  type: Exclude<CommitmentType, FreeCommitmentType>;
  /** 告知内容: item, content, right to verify, as told to the applicant */
  told: string;
  /** 办理条件, each a sentence */
  conditions: readonly string[];
  /** 承诺书格式文本 */
  modelText: string;
  /** 违诺责任: what follows from a false or unperformed promise */
  breachLiability: string;
  /** 工作规程 */
  procedure: string;
  checkWindow: CheckWindow;
  /** 履行期限, days after the promise; absent = set with each promise, or none */
  dueDays?: number;
  /** 可容缺的材料, only of 容缺受理 */
  deferrable?: readonly string[];
  /** 须填投资项目代码 */
  projectRequired?: boolean;
  disclosure: Disclosure;
  /** 涉及的风险; any that the law excludes keeps the item from being published */
  risks: readonly ExcludedRisk[];
}

/** One published text; `until` = the day on which another took its place. */
export interface ItemVersion {
  version: number;
  text: ItemText;
  from: LocalDate;
  until?: LocalDate;
  by: string;
}

/** 承诺事项: absent → published (again and again, each time a new version) → withdrawn. Old texts stay: they were told to somebody. */
export type CommitmentItem = { status: 'absent' } | { status: 'published' | 'withdrawn'; itemId: string; itemCode: string; authority: ItemAuthority; versions: readonly ItemVersion[]; withdrawn?: { on: LocalDate; reason: string } };
export type KnownItem = Exclude<CommitmentItem, { status: 'absent' }>;

export const noItem: CommitmentItem = { status: 'absent' };

export type CommitmentItemEvent =
  | { type: 'ItemPublished'; itemId: string; itemCode: string; authority: ItemAuthority; text: ItemText; on: LocalDate; by: string }
  | { type: 'ItemWithdrawn'; on: LocalDate; reason: string; by: string };

/** The one place where state changes. */
export function evolveItem(state: CommitmentItem, event: CommitmentItemEvent): CommitmentItem {
  switch (event.type) {
    case 'ItemPublished': {
      const { type: _, text, on, by, ...head } = event;
      const before = state.status === 'absent' ? [] : state.versions;
      return { status: 'published', ...head, versions: [...before.map((one) => (one.until === undefined ? { ...one, until: on } : one)), { version: before.length + 1, text, from: on, by }] };
    }
    case 'ItemWithdrawn': return { ...(state as KnownItem), status: 'withdrawn', withdrawn: { on: event.on, reason: event.reason } };
    default: return assertNever(event);
  }
}

/** The text that this version told on a day; undefined when there is none, or it was not the item's on that day. The day of a change belongs to both. */
export function textOn(item: CommitmentItem, version: number, on: LocalDate): ItemText | undefined {
  if (item.status === 'absent' || (item.withdrawn !== undefined && on >= item.withdrawn.on)) return undefined;
  const found = item.versions.find((one) => one.version === version);
  return found !== undefined && found.from <= on && (found.until === undefined || on <= found.until) ? found.text : undefined;
}

/** The version in use. */
export const currentVersion = (item: KnownItem): ItemVersion => item.versions.at(-1)!;
