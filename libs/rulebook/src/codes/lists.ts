/** 名单性质: 失信联合惩戒对象名单, 重点关注对象名单, 市场和行业禁入, 异常名录, 红名单. Only the first and the third carry measures. */
export const LIST_KINDS = ['joint-discipline', 'watch', 'ban', 'abnormal', 'red'] as const;
export type ListKind = (typeof LIST_KINDS)[number];

/** 名单种类代码 with the Chinese name. Which of them exist on a day, on what basis and for how long is in the tables. */
export const LIST_CODES = [
  { code: 'JUDGMENT_DEFAULTER', text: '失信被执行人名单' },
  { code: 'WAGE_ARREARS', text: '拖欠农民工工资失信联合惩戒对象名单' },
  { code: 'WORK_SAFETY', text: '安全生产严重失信主体名单' },
  { code: 'MARKET_SERIOUS', text: '市场监督管理严重违法失信名单' },
  { code: 'FOOD_BLACKLIST', text: '食品严重违法生产经营者名单' },
  { code: 'DRUG_DISCIPLINE', text: '药品安全联合惩戒对象' },
  { code: 'TAX_SERIOUS', text: '重大税收违法失信主体' },
  { code: 'STAT_SERIOUS', text: '统计严重失信主体名单' },
  { code: 'CULTURE_TOURISM', text: '文化和旅游市场严重失信主体名单' },
  { code: 'CULTURE_TOURISM_MINOR', text: '文化和旅游市场轻微失信主体' },
  { code: 'SOCIAL_ORG_SERIOUS', text: '社会组织严重违法失信名单' },
  { code: 'GOV_PROCUREMENT', text: '政府采购严重违法失信行为记录名单' },
  { code: 'CUSTOMS_SERIOUS', text: '海关严重失信企业' },
  { code: 'SOCIAL_INSURANCE', text: '社会保险领域严重失信主体名单' },
  { code: 'NATIONAL_DEFENCE', text: '履行国防义务严重失信主体名单' },
  { code: 'SME_ARREARS', text: '拖欠中小企业款项失信主体' },
  { code: 'ILLEGAL_FUNDRAISING', text: '非法集资失信主体' },
  { code: 'TELECOM_FRAUD', text: '电信网络诈骗惩戒对象' },
  { code: 'ENV_VIOLATOR', text: '环境违法者名单' },
  { code: 'SECURITIES_BAN', text: '证券市场禁入' },
  { code: 'MARKET_INDUSTRY_BAN', text: '市场和行业禁入' },
  { code: 'VACCINE', text: '疫苗安全严重失信主体' },
  { code: 'COSMETICS', text: '化妆品严重违法失信主体' },
  { code: 'RESEARCH_INTEGRITY', text: '科研诚信严重失信行为数据库' },
  { code: 'HOUSING_SERIOUS', text: '住房城乡建设领域严重失信主体' },
  { code: 'TRANSPORT_SERIOUS', text: '交通运输领域严重失信主体' },
  { code: 'INTERNET_SERIOUS', text: '互联网信息服务严重失信主体' },
  { code: 'GOV_DISHONEST', text: '失信政府机构' },
  { code: 'ABNORMAL_OPERATION', text: '经营异常名录' },
  { code: 'SOCIAL_ORG_ABNORMAL', text: '社会组织活动异常名录' },
  { code: 'KEY_ATTENTION', text: '重点关注对象名单' },
  { code: 'RED_LIST', text: '守信激励对象名单' },
  { code: 'TAX_CREDIT_A', text: 'A级纳税人' },
  { code: 'CUSTOMS_AEO', text: '海关高级认证企业' },
] as const satisfies readonly { readonly code: string; readonly text: string }[];
export type ListCode = (typeof LIST_CODES)[number]['code'];

/** 依据的效力层级, strongest first. Below `local-regulation` nobody's rights may be reduced. */
export const STATUTE_LEVELS = ['law', 'regulation', 'central-policy', 'local-regulation', 'department-rule', 'none'] as const;
export type StatuteLevel = (typeof STATUTE_LEVELS)[number];

/** 名单对象角色: UNIT = the listed subject itself (a unit, an individual business, or a person listed in his own right); the others hold a role in it. */
export const SUBJECT_ROLES = ['UNIT', 'LEGAL_REP', 'PRINCIPAL', 'CONTROLLER', 'DIRECT'] as const;
export type SubjectRole = (typeof SUBJECT_ROLES)[number];

const OF_PERSON_ROLES: Readonly<Record<string, SubjectRole>> = {
  LEGAL_REP: 'LEGAL_REP', PRINCIPAL: 'PRINCIPAL', ACTUAL_CONTROLLER: 'CONTROLLER', DIRECT_RESPONSIBLE: 'DIRECT', DIRECT_SUPERVISOR: 'DIRECT',
};
/** The role as the law's tables name it, of a 人员角色 of the register; none given = the subject itself; a role unknown here = undefined. */
export const subjectRoleOf = (personRole?: string): SubjectRole | undefined =>
  personRole === undefined ? 'UNIT' : Object.hasOwn(OF_PERSON_ROLES, personRole) ? OF_PERSON_ROLES[personRole] : undefined;

/** 失信被执行人情形, 法释〔2017〕7号第一条第(一)至(六)项. */
export const DEFAULTER_SITUATIONS = [
  { code: 1, text: '有履行能力而拒不履行生效法律文书确定义务的' },
  { code: 2, text: '以伪造证据、暴力、威胁等方法妨碍、抗拒执行的' },
  { code: 3, text: '以虚假诉讼、虚假仲裁或者以隐匿、转移财产等方法规避执行的' },
  { code: 4, text: '违反财产报告制度的' },
  { code: 5, text: '违反限制消费令的' },
  { code: 6, text: '无正当理由拒不履行执行和解协议的' },
] as const;
export type DefaulterSituation = (typeof DEFAULTER_SITUATIONS)[number]['code'];

/** 认定标准 (《实施方案》二（三）): each is answered with reasons before a listing. */
export const DESIGNATION_CRITERIA = [
  { code: 'VILE_NATURE', text: '性质恶劣' },
  { code: 'SERIOUS_CIRCUMSTANCES', text: '情节严重' },
  { code: 'GREAT_SOCIAL_HARM', text: '社会危害较大' },
] as const;
export type DesignationCriterion = (typeof DESIGNATION_CRITERIA)[number]['code'];

/** 禁入事由 (《实施方案》二（三）): a market or industry ban rests on one of the four. */
export const BAN_GROUNDS = [
  { code: 'REFUSES_TO_COMPLY', text: '拒不履行司法裁判或行政处罚决定' },
  { code: 'REPEATS', text: '屡犯不改' },
  { code: 'HEAVY_LOSS', text: '造成重大损失' },
  { code: 'ENDANGERS_ORDER', text: '严重危害社会秩序' },
] as const;
export type BanGround = (typeof BAN_GROUNDS)[number]['code'];

/** 禁入领域: the eight fields of the policy text, and 证券 for the ban that the Securities Law knows. A field without a row in the tables knows no ban. */
export const BAN_FIELDS = [
  { code: 'FOOD_DRUG', text: '食品药品' },
  { code: 'ECOLOGY', text: '生态环境' },
  { code: 'CONSTRUCTION_QUALITY', text: '工程质量' },
  { code: 'WORK_SAFETY', text: '安全生产' },
  { code: 'ELDER_CHILD_CARE', text: '养老托幼' },
  { code: 'CULTURE_TOURISM', text: '文化旅游' },
  { code: 'TAX', text: '税务' },
  { code: 'HEALTH', text: '医疗卫生' },
  { code: 'SECURITIES', text: '证券市场' },
] as const;
export type BanField = (typeof BAN_FIELDS)[number]['code'];

/** 认定依据种类: documents of the register on which an entry may rest. 司法裁判、行政处罚、行政强制; for the watch list also breach and interview. */
export const EVIDENCE_KINDS = [
  { code: 'court-judgment', text: '司法裁判' },
  { code: 'administrative-penalty', text: '行政处罚' },
  { code: 'administrative-coercion', text: '行政强制' },
  { code: 'commitment-breach', text: '违诺认定' },
  { code: 'interview', text: '约谈记录' },
] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]['code'];

/** 记录种类对应的认定依据种类: of commitments only a breach is evidence; whoever asks has set the kept ones aside. */
export const evidenceKindOf = (recordKind: string): string => (recordKind === 'commitment' ? 'commitment-breach' : recordKind);

/** 公布渠道: where the law has a list made public. */
export const PUBLICATION_CHANNELS = [
  { code: 'credit-site', text: '信用网站' },
  { code: 'company-registry', text: '国家企业信用信息公示系统' },
  { code: 'court-platform', text: '人民法院失信被执行人名单公布平台' },
  { code: 'authority-site', text: '认定部门网站' },
] as const;
export type PublicationChannel = (typeof PUBLICATION_CHANNELS)[number]['code'];
