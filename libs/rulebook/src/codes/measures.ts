/** 惩戒措施代码 of the national basic list, with our sub-codes where one item has several statutes. `M-A3` is the consumption order itself. */
export const MEASURE_CODES = [
  'M-A1a', 'M-A1b', 'M-A1c', 'M-A1d', 'M-A2', 'M-A3', 'M-A3a', 'M-A3b', 'M-A3c', 'M-A3d', 'M-A4', 'M-A5', 'M-B1', 'M-B2', 'M-B3', 'M-B4', 'M-C1', 'M-C2',
] as const;
export type MeasureCode = (typeof MEASURE_CODES)[number];

/** 措施类别: A 减损权益或增加义务, B 行政管理措施, C 由其他主体自主实施. */
export const MEASURE_CLASSES = ['A', 'B', 'C'] as const;
export type MeasureClass = (typeof MEASURE_CLASSES)[number];

/** 落实步骤: the officer's choice on a prompt, the report of execution, the confirmed lifting. */
export const DISCIPLINE_STEPS = ['decide', 'execute', 'confirm-lift'] as const;
export type DisciplineStep = (typeof DISCIPLINE_STEPS)[number];

/** 办理事项种类: what a department is about to decide when it must look up. */
export const MATTER_KINDS = [
  { code: 'real-estate-transfer', text: '购买或取得房产等不动产' },
  { code: 'land-use-right', text: '取得土地使用权' },
  { code: 'star-hotel', text: '星级以上宾馆、酒店住宿及消费' },
  { code: 'equity-incentive', text: '股权激励' },
  { code: 'high-fee-school', text: '支付子女就读高收费私立学校费用' },
  { code: 'bidding', text: '招标投标' },
  { code: 'government-procurement', text: '政府采购' },
  { code: 'administrative-license', text: '行政许可(市场准入、资质审核)' },
  { code: 'industry-employment', text: '行业从业与任职' },
  { code: 'project-approval', text: '项目立项' },
  { code: 'government-funds', text: '财政性资金项目' },
  { code: 'pilot-demonstration', text: '试点示范' },
  { code: 'honour', text: '评先评优、授予荣誉' },
  { code: 'tax-preference', text: '税收优惠' },
  { code: 'company-registration-officer', text: '公司法定代表人、董事、监事、高级管理人员登记' },
  { code: 'civil-service-recruitment', text: '公务员录用' },
  { code: 'public-employment', text: '国有企业、事业单位招录' },
  { code: 'exit-control', text: '出境' },
  { code: 'school-enrolment', text: '升学、复学' },
  { code: 'inspection-planning', text: '监督检查安排' },
  { code: 'financing', text: '融资授信' },
  { code: 'credit-rating', text: '征信与评级' },
  { code: 'securities-business', text: '证券业务与任职' },
] as const satisfies readonly { readonly code: string; readonly text: string }[];
export type MatterKind = (typeof MATTER_KINDS)[number]['code'];

/** 监管措施 for 重点关注对象: what a regulator may do anyway, with more attention; none of them reduces a right. */
export const SUPERVISION_MEASURES = [
  { code: 'REMINDER', text: '提醒告诫' },
  { code: 'INTERVIEW', text: '约谈' },
  { code: 'MORE_INSPECTIONS', text: '提高双随机抽查的比例和频次' },
  { code: 'ON_SITE_CHECKS', text: '列为重点监管对象，增加现场检查' },
] as const satisfies readonly { readonly code: string; readonly text: string }[];
export type SupervisionMeasure = (typeof SUPERVISION_MEASURES)[number]['code'];

/** 限制消费项目 HC01–HC10 of the consumption order. */
export const CONSUMPTION_ITEMS = ['HC01', 'HC02', 'HC03', 'HC04', 'HC05', 'HC06', 'HC07', 'HC08', 'HC09', 'HC10'] as const;
export type ConsumptionItem = (typeof CONSUMPTION_ITEMS)[number];

/** 机关事业单位、国有企业: the units whose bad faith is reported to others. */
export const INSTITUTION_KINDS = ['STATE_ORGAN', 'PUBLIC_INSTITUTION', 'STATE_OWNED_ENTERPRISE'] as const;
export type InstitutionKind = (typeof INSTITUTION_KINDS)[number];

/** 通报对象. */
export const NOTICE_ADDRESSEES = [
  { code: 'superior', text: '上级主管单位' },
  { code: 'audit', text: '审计部门' },
  { code: 'employer', text: '所在单位' },
  { code: 'discipline-inspection', text: '纪检监察机关' },
  { code: 'organisation-personnel', text: '组织人事部门' },
] as const;
export type NoticeAddressee = (typeof NOTICE_ADDRESSEES)[number]['code'];
