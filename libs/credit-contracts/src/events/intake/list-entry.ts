import type { LocalDate } from '@credit/kernel';
import { Day, Nested, NestedList, Optional, Text, Token, Whole } from '../../schema/decorators.ts';
import { EntryBanV1 } from '../designation-events.ts';
import { EmployerV1 } from '../employer.ts';
import { ListRemovalV1 } from '../matter-events.ts';
import { PartyV1 } from './party.ts';

/** 依据文书 — a document on which the entry rests, by its natural key. */
export class EvidenceReferenceV1 {
  /** 记录种类：administrative-penalty、administrative-coercion、court-judgment 等 */
  @Token(64)
  recordKind: string;

  /** 作出机关统一社会信用代码 */
  @Text(64)
  authorityUscc: string;

  /** 文书号 */
  @Text(128)
  docNo: string;
}

/** 名单条目 — an entry decided elsewhere (a court, another level, a department's own system), whole: each report replaces the one before; with `removal` it is no longer on the list. */
export class ListEntryIntakeV1 extends PartyV1 {
  /** 名单种类代码，见 GET /v1/list-types */
  @Token(64)
  listType: string;

  /** 认定决定书文号；失信被执行人为执行案号 */
  @Text(128)
  docNo: string;

  /** 认定部门名称 */
  @Text(200)
  authorityName: string;

  /** 认定部门统一社会信用代码 */
  @Text(64)
  authorityUscc: string;

  /** 认定决定日期 */
  @Day()
  decisionDate: LocalDate;

  /** 失信被执行人情形（一）至（六） */
  @Optional()
  @Whole(1, 6)
  situation?: number;

  /** 禁入领域 */
  @Optional()
  @Nested(() => EntryBanV1)
  ban?: EntryBanV1;

  /** 被列入人员的所在单位和职务；只用于自然人 */
  @Optional()
  @Nested(() => EmployerV1)
  employer?: EmployerV1;

  /** 依据文书 */
  @Optional()
  @NestedList(() => EvidenceReferenceV1, 0, 20)
  evidence?: EvidenceReferenceV1[];

  /** 生效日期；缺省为认定决定日期 */
  @Optional()
  @Day()
  from?: LocalDate;

  /** 期满日期（当日起不再有效）；没有固定期限时不填 */
  @Optional()
  @Day()
  until?: LocalDate;

  /** 移出；仍在名单时不填 */
  @Optional()
  @Nested(() => ListRemovalV1)
  removal?: ListRemovalV1;
}
