interface Named { readonly code: string; readonly text: string }

/** 部门类别: what kind of department an authority is. Which department is of which kinds is configuration of the city. */
export const AUTHORITY_KINDS = [
  { code: 'court', text: '人民法院' },
  { code: 'county-government', text: '县级人民政府' },
  { code: 'credit-lead', text: '社会信用主管部门' },
  { code: 'market-regulation', text: '市场监督管理部门' },
  { code: 'drug-administration', text: '药品监督管理部门' },
  { code: 'administrative-approval', text: '行政审批部门' },
  { code: 'development-reform', text: '发展改革部门' },
  { code: 'industry-information', text: '工业和信息化部门' },
  { code: 'human-resources', text: '人力资源社会保障部门' },
  { code: 'healthcare-security', text: '医疗保障部门' },
  { code: 'emergency-management', text: '应急管理部门' },
  { code: 'taxation', text: '税务机关' },
  { code: 'statistics', text: '统计机构' },
  { code: 'culture-tourism', text: '文化和旅游主管部门' },
  { code: 'civil-affairs', text: '民政部门' },
  { code: 'finance', text: '财政部门' },
  { code: 'customs', text: '海关' },
  { code: 'sme-complaints', text: '拖欠中小企业款项投诉受理部门' },
  { code: 'illegal-fundraising', text: '处置非法集资牵头部门' },
  { code: 'public-security', text: '公安机关' },
  { code: 'exit-entry', text: '移民管理机构' },
  { code: 'ecology-environment', text: '生态环境主管部门' },
  { code: 'securities', text: '证券监督管理机构' },
  { code: 'science-technology', text: '科学技术行政部门' },
  { code: 'housing-construction', text: '住房城乡建设主管部门' },
  { code: 'transport', text: '交通运输主管部门' },
  { code: 'internet-information', text: '网信部门' },
  { code: 'health', text: '卫生健康主管部门' },
  { code: 'education', text: '教育行政部门' },
  { code: 'natural-resources', text: '自然资源主管部门(不动产登记机构)' },
  { code: 'public-resource-trading', text: '公共资源交易与招标投标监督部门' },
  { code: 'state-assets', text: '国有资产监督管理机构' },
  { code: 'audit', text: '审计机关' },
  { code: 'discipline-inspection', text: '纪检监察机关' },
  { code: 'organisation-personnel', text: '组织人事部门' },
] as const satisfies readonly Named[];
export type AuthorityKind = (typeof AUTHORITY_KINDS)[number]['code'];

/** 协助单位: who carries a measure out without being a department; `any-department` = whichever handles the matter. */
export const ASSISTING_KINDS = [
  { code: 'any-department', text: '办理该事项的部门' },
  { code: 'hotel', text: '星级以上宾馆、酒店' },
  { code: 'school', text: '高收费私立学校' },
  { code: 'financial-institution', text: '金融机构' },
  { code: 'credit-service', text: '征信和评级机构' },
] as const satisfies readonly Named[];
/** 实施主体: the kind of department or body that carries a measure out. */
export type ImplementerKind = AuthorityKind | (typeof ASSISTING_KINDS)[number]['code'];
