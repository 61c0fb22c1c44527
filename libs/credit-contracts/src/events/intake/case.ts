import type { LocalDate } from '@credit/kernel';
import { Day, Optional, Text, Token, Uuid } from '../../schema/decorators.ts';
import { Refuses } from '../../schema/refused-members.ts';
import { PartyV1 } from './party.ts';

/** 未成年人 — a measure is about the payer (O54): what would name a child has no place in a case. */
const CHILD_WORDS = ['child', 'children', 'kid', 'kids', 'son', 'daughter', 'minor', 'student', 'students', 'pupil', 'pupils', 'ward', 'wards', '子女', '儿子', '女儿', '孩子', '儿童', '学生', '未成年', '被监护'];

/** 办理事项受理 — a matter was opened in a department system: it triggers the look-up (应查必查). */
@Refuses('CHILD_DATA', CHILD_WORDS)
export class CaseOpenedV1 extends PartyV1 {
  /** 部门系统中的事项编号，部门内唯一 */
  @Text(128)
  caseId: string;

  /** 事项种类代码 */
  @Token(64)
  matterKind: string;

  /** 事项所属领域代码（用于市场和行业禁入） */
  @Optional()
  @Token(64)
  field?: string;

  /** 查询目的 */
  @Text(200)
  purpose: string;

  /** 受理日期 */
  @Day()
  openedOn: LocalDate;

  /** 可告知承诺的事项编码：承诺事项清单中的编码，办理本事项时可以以承诺代替证明或审查 */
  @Optional()
  @Token(64)
  commitmentItemCode?: string;
}

/** 办理事项办结 — the matter was decided; `screeningId` proves that the look-up happened before. */
export class CaseDecidedV1 extends CaseOpenedV1 {
  /** 办结日期 */
  @Day()
  decidedOn: LocalDate;

  /** 办理结果 */
  @Optional()
  @Text(200)
  outcome?: string;

  /** 办理时所依据的比对标识 */
  @Optional()
  @Uuid()
  screeningId?: string;
}
