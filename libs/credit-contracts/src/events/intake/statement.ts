import type { LocalDate } from '@credit/kernel';
import type { Restriction } from '@credit/rulebook';
import { Day, Int64, OneOf, Optional, Text } from '../../schema/decorators.ts';
import { SUBJECT_CLASSES, type SubjectClass } from '../../subject/subject-class.ts';

export type { Restriction };

/** 不予公开事由: 国家秘密, 商业秘密, 个人隐私, 未成年人, 危及安全 (domain §1.4). */
export const RESTRICTIONS: readonly Restriction[] = ['state-secret', 'commercial-secret', 'privacy', 'minor', 'security'];

/** 双公示共有字段 — the columns that 行政许可 and 行政处罚 share (domain §2.3, §2.4). */
export class AdministrativeActV1 {
  /** 行政相对人名称（XK_XDR_MC、CF_XDR_MC） */
  @Text(200)
  subjectName: string;

  /** 行政相对人类别：法人及非法人组织、个体工商户、自然人（XDR_LB） */
  @OneOf(SUBJECT_CLASSES)
  subjectClass: SubjectClass;

  /** 行政相对人代码_1：统一社会信用代码（XDR_SHXYM） */
  @Optional()
  @Text(64)
  uscc?: string;

  /** 行政相对人代码_2：工商注册号（XDR_GSZC） */
  @Optional()
  @Text(50)
  bizRegNo?: string;

  /** 行政相对人代码_3：组织机构代码（XDR_ZZJG） */
  @Optional()
  @Text(9)
  orgCode?: string;

  /** 行政相对人代码_4：税务登记号（XDR_SWDJ） */
  @Optional()
  @Text(15)
  taxNo?: string;

  /** 行政相对人代码_5：事业单位证书号（XDR_SYDW） */
  @Optional()
  @Text(12)
  institutionNo?: string;

  /** 行政相对人代码_6：社会组织登记证号（XDR_SHZZ） */
  @Optional()
  @Text(50)
  socialOrgNo?: string;

  /** 法定代表人姓名（FRDB） */
  @Optional()
  @Text(50)
  legalRepName?: string;

  /** 法定代表人证件类型（FR_ZJLX） */
  @Optional()
  @Text(64)
  legalRepIdType?: string;

  /** 法定代表人证件号码（FR_ZJHM；仅限 REST 或文件报送，不予公示） */
  @Optional()
  @Text(64)
  legalRepIdNo?: string;

  /** 自然人证件类型（XDR_ZJLX） */
  @Optional()
  @Text(64)
  personIdType?: string;

  /** 自然人证件号码（XDR_ZJHM；仅限 REST 或文件报送，不予公示） */
  @Optional()
  @Text(64)
  personIdNo?: string;

  /** 加密的自然人证件号码（Kafka 报送用，紧凑 JWE，公钥见 GET /v1/keys/intake） */
  @Optional()
  @Text(4096)
  personIdJwe?: string;

  /** 决定日期（JDRQ），公示期限自此日起算 */
  @Day()
  decisionDate: LocalDate;

  /** 作出决定的机关名称（XKJG、CFJG） */
  @Text(200)
  authorityName: string;

  /** 作出决定的机关统一社会信用代码（XKJGDM、CFJGDM） */
  @Text(64)
  authorityUscc: string;

  /** 数据来源单位名称（LYDW、SJLY） */
  @Text(200)
  sourceName: string;

  /** 数据来源单位统一社会信用代码（LYDWDM、SJLYDM） */
  @Text(64)
  sourceUscc: string;

  /** 备注（BZ） */
  @Optional()
  @Text(4000)
  remark?: string;

  /** 来源系统的版本号（SJC），十进制整数；缺省时以事件时间为准 */
  @Optional()
  @Int64()
  sourceVersion?: string;

  /** 不予公开事由：国家秘密、商业秘密、个人隐私、未成年人、危及安全 */
  @Optional()
  @OneOf(RESTRICTIONS)
  restricted?: Restriction;
}
