/** 承诺类型 of the national exchange (domain §6.1), with the digit of the exchange form. */
export const COMMITMENT_TYPES = [
  { code: 'APPROVAL_SUBSTITUTE', text: '审批替代型', exchange: '1' },
  { code: 'DEFICIENT_ACCEPTANCE', text: '容缺受理型', exchange: '2' },
  { code: 'CERTIFICATE_REPLACEMENT', text: '证明事项型', exchange: '3' },
  { code: 'REPAIR', text: '信用修复型', exchange: '4' },
  { code: 'INDUSTRY_SELF_DISCIPLINE', text: '行业自律型', exchange: '5' },
  { code: 'VOLUNTARY', text: '主动型', exchange: '6' },
  { code: 'OTHER', text: '其他', exchange: '0' },
] as const;
export type CommitmentType = (typeof COMMITMENT_TYPES)[number]['code'];

/** 自愿作出的承诺: begun by the subject itself, without an item of a department and without a case (主动型、自律型). */
export const FREE_COMMITMENT_TYPES = ['VOLUNTARY', 'INDUSTRY_SELF_DISCIPLINE'] as const satisfies readonly CommitmentType[];
export type FreeCommitmentType = (typeof FREE_COMMITMENT_TYPES)[number];

/** 承诺履行状态 (domain §6.2). Before it has been assessed there is none. */
export const PERFORMANCES = [
  { code: 'FULL', text: '全部履行' },
  { code: 'PARTIAL', text: '部分履行' },
  { code: 'NONE', text: '全部未履行' },
] as const;
export type Performance = (typeof PERFORMANCES)[number]['code'];

/** 公开类型 (domain §6.2), with the digit of the exchange form. */
export const DISCLOSURES = [
  { code: 'PUBLIC', text: '社会公开', exchange: '1' },
  { code: 'LIMITED', text: '政务共享', exchange: '2' },
  { code: 'NOT_PUBLIC', text: '不公开', exchange: '3' },
] as const;
export type Disclosure = (typeof DISCLOSURES)[number]['code'];

/** 核查方式: occasions on which it may be looked at whether a commitment is kept. That a commitment was used is none of them (深圳条例第六十三条). */
export const CHECK_OCCASIONS = [
  { code: 'ITEM_CHECK', text: '按事项清单规定的核查' },
  { code: 'RANDOM_INSPECTION', text: '双随机、一公开抽查' },
  { code: 'COMPLAINT', text: '投诉举报、转办交办线索' },
] as const;
export type CheckOccasion = (typeof CHECK_OCCASIONS)[number]['code'];

/** 不适用告知承诺制的风险: matters that an item of commitment may not touch (深圳条例第五十九条). */
export const EXCLUDED_RISKS = [
  { code: 'NATIONAL_SECURITY', text: '直接涉及国家安全' },
  { code: 'STATE_SECRETS', text: '国家秘密' },
  { code: 'PUBLIC_SAFETY', text: '公共安全' },
  { code: 'FINANCIAL_PRUDENCE', text: '金融业审慎监管' },
  { code: 'ENVIRONMENT', text: '生态环境保护' },
  { code: 'LIFE_AND_PROPERTY', text: '直接关系人身健康、生命财产安全' },
  { code: 'HARD_TO_UNDO', text: '风险较大、纠错成本较高、损害难以挽回' },
  { code: 'BY_LAW', text: '法律法规规定不得采用' },
] as const;
export type ExcludedRisk = (typeof EXCLUDED_RISKS)[number]['code'];

/** 诚信教育的环节 (《实施方案》二（一）): 注册、审批、备案. */
export const EDUCATION_OCCASIONS = [
  { code: 'REGISTRATION', text: '注册' },
  { code: 'APPROVAL', text: '审批' },
  { code: 'FILING', text: '备案' },
] as const;
export type EducationOccasion = (typeof EDUCATION_OCCASIONS)[number]['code'];

/** 自主申报的信息类别 (《实施方案》二（二）): 资质证照、市场经营、合同履约、社会公益 and honours (domain §6.3). */
export const DECLARATION_CATEGORIES = [
  { code: 'QUALIFICATION', text: '资质证照' },
  { code: 'OPERATION', text: '市场经营' },
  { code: 'CONTRACT', text: '合同履约' },
  { code: 'HONOUR', text: '荣誉奖励' },
  { code: 'PUBLIC_WELFARE', text: '社会公益' },
] as const;
export type DeclarationCategory = (typeof DECLARATION_CATEGORIES)[number]['code'];

/**
 * 数据使用授权的用途: what a subject may authorise its self-declared information to be used for, each by a consent of its own (个人信息保护法第十四、二十三、二十五条; O27).
 * `verifiedOnly`: what feeds an evaluation or a report is read only when it was verified (《实施方案》二（二）: 经验证的自主申报信息可作为开展信用评价和生成信用报告的参考; O28).
 */
export const DATA_PURPOSES = [
  { code: 'credit-evaluation', text: '信用评价', verifiedOnly: true },
  { code: 'credit-report', text: '信用报告', verifiedOnly: true },
  { code: 'verification', text: '申报信息核验', verifiedOnly: false },
  { code: 'administrative-approval', text: '行政审批、政务服务', verifiedOnly: false },
  { code: 'public-tender', text: '公共资源交易', verifiedOnly: false },
  { code: 'financing', text: '融资授信', verifiedOnly: false },
  { code: 'publication', text: '网站公示', verifiedOnly: false },
] as const;
export type DataPurpose = (typeof DATA_PURPOSES)[number]['code'];

/** 核验方式: how a department looked at a self-declaration (O28: by, how, when). */
export const VERIFICATION_METHODS = [
  { code: 'ORIGINAL_DOCUMENT', text: '核对原件' },
  { code: 'REGISTER_MATCH', text: '与登记或者信用信息比对' },
  { code: 'ISSUER_CONFIRMED', text: '向出具单位核实' },
  { code: 'ON_SITE', text: '现场核查' },
] as const;
export type VerificationMethod = (typeof VERIFICATION_METHODS)[number]['code'];
