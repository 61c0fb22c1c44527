import type { LocalDate } from '@credit/kernel';
import type { CheckOccasion, DeclarationCategory, Disclosure, EducationOccasion, Performance } from '@credit/rulebook/codes';
import { Day, Nested, NestedList, OneOf, Optional, Text, TextList, Token, Whole } from '../../schema/decorators.ts';
import { CHECK_OCCASIONS_V1, DeferredDocumentV1, DISCLOSURES_V1, PERFORMANCES_V1 } from '../commitment-events.ts';
import { DataAuthorisationV1, DECLARATION_CATEGORIES_V1, EDUCATION_OCCASIONS_V1 } from '../commitment-report-events.ts';
import { PartyV1 } from './party.ts';

/** 信用承诺报送 — a promise made at a department's window or system, by the item and the version of the text that was told; whether it can be accepted is commitment's to judge. */
export class CommitmentIntakeV1 extends PartyV1 {
  /** 事项编码 */
  @Token(64)
  itemCode: string;

  /** 告知文本的版本 */
  @Whole(1, 100_000)
  itemVersion: number;

  /** 受理单位统一社会信用代码 */
  @Text(64)
  authorityUscc: string;

  /** 办件编号，部门内唯一 */
  @Text(128)
  referenceNo: string;

  /** 投资项目代码 */
  @Optional()
  @Token(64)
  projectCode?: string;

  /** 承诺事由；缺省为事项名称 */
  @Optional()
  @Text(512)
  reason?: string;

  /** 承诺内容；缺省为事项的格式文本 */
  @Optional()
  @Text(4000)
  content?: string;

  /** 承诺作出日期 */
  @Day()
  madeOn: LocalDate;

  /** 承诺有效期 */
  @Optional()
  @Day()
  validTo?: LocalDate;

  /** 履行期限 */
  @Optional()
  @Day()
  dueOn?: LocalDate;

  /** 容缺材料；容缺受理才有 */
  @Optional()
  @NestedList(() => DeferredDocumentV1, 1, 20)
  documents?: DeferredDocumentV1[];

  /** 公开类型；缺省按事项清单 */
  @Optional()
  @OneOf(DISCLOSURES_V1)
  disclosure?: Disclosure;
}

/** 履约情况报送 — what a department saw when it checked. Full performance closes the commitment; anything else opens the procedure and breaches nothing (trap 36). */
export class CommitmentPerformanceIntakeV1 extends PartyV1 {
  /** 承诺编码 */
  @Token(20)
  commitmentCode: string;

  /** 核查方式 */
  @OneOf(CHECK_OCCASIONS_V1, { grows: true })
  occasion: CheckOccasion;

  /** 核查日期 */
  @Day()
  checkedOn: LocalDate;

  /** 核查结论 */
  @OneOf(PERFORMANCES_V1)
  performance: Performance;

  /** 核查情况 */
  @Text(1000)
  what: string;

  /** 未履行的承诺内容；未全部履行时必填 */
  @Optional()
  @Text(4000)
  unperformed?: string;

  /** 已补交的容缺材料名称 */
  @Optional()
  @TextList(1, 20, 200)
  supplied?: string[];
}

/** 诚信教育报送 — education given when a firm registered, applied or filed (O12). */
export class IntegrityEducationIntakeV1 extends PartyV1 {
  /** 办件编号 */
  @Text(128)
  caseId: string;

  /** 环节：注册、审批、备案 */
  @OneOf(EDUCATION_OCCASIONS_V1)
  occasion: EducationOccasion;

  /** 教育材料编码 */
  @Token(64)
  materialCode: string;

  /** 教育材料版本 */
  @Whole(1, 100_000)
  materialVersion: number;

  /** 教育日期 */
  @Day()
  givenOn: LocalDate;
}

/** 自主申报报送 — information that a firm declares about itself, with its commitment to its truth and its authorisation (O26, O27). */
export class SelfDeclarationIntakeV1 extends PartyV1 {
  /** 申报编号 */
  @Text(128)
  referenceNo: string;

  /** 信息类别 */
  @OneOf(DECLARATION_CATEGORIES_V1)
  category: DeclarationCategory;

  /** 标题 */
  @Text(200)
  title: string;

  /** 内容 */
  @Text(4000)
  content: string;

  /** 申报日期 */
  @Day()
  declaredOn: LocalDate;

  /** 真实性承诺书全文 */
  @Text(4000)
  truthCommitment: string;

  /** 数据使用授权 */
  @Nested(() => DataAuthorisationV1)
  authorisation: DataAuthorisationV1;
}
