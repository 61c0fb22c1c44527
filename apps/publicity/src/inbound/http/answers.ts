import { RECORD_KINDS } from '@credit/contracts/events';

/** JSON Schema of the answers, for the OpenAPI document; the query types are the truth, a test compares. */
type Schema = Record<string, unknown>;

const text = (description: string): Schema => ({ type: 'string', description });
const day = (description: string): Schema => ({ type: 'string', format: 'date', description });
const maybe = (schema: Schema): Schema => ({ ...schema, type: [schema['type'], 'null'] });
const count = (description: string): Schema => ({ type: 'integer', minimum: 0, description });
const object = (properties: Record<string, Schema>, description?: string): Schema => ({ type: 'object', properties, required: Object.keys(properties), ...(description === undefined ? {} : { description }) });
const list = (items: Schema): Schema => ({ type: 'array', items });
const page = (items: Schema): Schema => object({ items: list(items), next: maybe(text('下一页的 after；末页为 null')) });
const explanations = list(object({ on: day('说明日期'), text: text('说明内容，证件号码已脱敏') }, '主体说明：信用主体自述，未经核实'));
const recordKind: Schema = { type: 'string', enum: RECORD_KINDS, description: '信息类别：行政许可、行政处罚、行政强制、法院判决、约谈、禁入惩戒案例；后四类目前均不公示' };
const kind: Schema = { type: 'string', enum: ['administrative-license', 'administrative-penalty', 'list-entry', 'commitment'], description: '信息类别：行政许可、行政处罚、名单条目、信用承诺' };

/** 公示条目. */
export const PUBLIC_ENTRY = object({
  entryId: text('公示条目标识；GET /v1/public/entries/{entryId}'),
  kind,
  subject: object({
    publicId: text('主体公示标识；GET /v1/public/subjects/{publicId}'), name: text('名称'), uscc: maybe(text('统一社会信用代码')),
    formerNames: list(object({ name: text('曾用名'), until: day('使用至') })),
  }),
  content: { type: 'object', additionalProperties: true, description: '公示内容（已脱敏），字段名同报送标准的规范标识' },
  postedOn: day('公示日期'),
  endsOn: maybe(day('公示截止日期（含当日）；没有固定期限的名单条目、没有有效期的承诺为 null')),
  ruleId: text('所依据规则的标识'),
  disputedSince: maybe(text('自此有异议正在核实（RFC 3339 时间）；没有异议的为 null')),
  underReviewSince: maybe(day('受理行政复议或者行政诉讼的日期；没有的或者已终结的为 null')),
  subjectExplanations: explanations,
});
export const PUBLIC_ENTRIES = page(PUBLIC_ENTRY);

/** 停止公示目录. */
export const TAKEN_DOWN = object({
  items: list(object({ entryId: text('公示条目标识'), kind, withdrawnOn: day('停止公示日期'), reason: text('停止公示原因代码') })),
  next: maybe(text('此后再查的 after，末页也有；目录为空时为 null')),
});

/** 公示统计. */
export const STATISTICS = object({ asOf: day('统计日'), definition: text('口径'), definitionEn: text('口径（英文）'), items: list(object({ kind, month: text('公示月份'), count: count('条目数') })) });

const department = text('报送部门代码');
const about = {
  entryId: text('公示条目标识'), recordId: text('信用记录标识'), recordKind, department, docNo: text('文书号'), authorityUscc: text('决定机关代码'),
  decisionDate: day('决定日期'), receivedOn: day('首次收到日期'),
};
const cause: Schema = { type: 'string', enum: ['reportedLate', 'heldInSystem'], description: '逾期原因：报送时已逾期、在系统内滞留' };
const lateState: Schema = { type: 'string', enum: ['waiting', 'published-late'], description: '仍未公示、逾期后公示' };

/** 逾期清单. */
export const LATE_ENTRIES = page(object({
  ...about, subjectName: text('名称'), dueOn: day('应公示日期'), postedOn: maybe(day('实际公示日期')), state: lateState,
  waitingFor: maybe(text('等待原因代码')), cause, workingDaysLate: count('逾期工作日数'),
}));

/** 公示决定清单. */
export const DECISIONS = page(object({
  ...about, recordVersion: text('所答复的记录版本'),
  subject: object({ subjectId: text('主体标识'), name: text('名称；自然人已脱敏'), uscc: maybe(text('统一社会信用代码')), subjectClass: text('主体类别') }),
  due: { type: 'object', properties: { status: { type: 'string', enum: ['FIXED', 'PROVISIONAL', 'NONE'] }, on: day('应公示日期'), enteredYear: count('节假日安排尚未公布的年份') }, required: ['status'], description: '公示期限' },
  status: { type: 'string', enum: ['posted', 'withheld', 'withdrawn'], description: '公示中、不予公示、已停止公示' },
  inForce: { type: 'boolean', description: '今日是否对外可见' },
  disputedSince: maybe(text('自此有异议正在核实（RFC 3339 时间）')),
  underReviewSince: maybe(day('受理行政复议或者行政诉讼的日期')),
  subjectExplanations: explanations,
  postedOn: maybe(day('公示日期')), endsOn: maybe(day('公示截止日期')), withdrawnOn: maybe(day('停止公示日期')),
  why: object({ reason: maybe(text('原因代码')), userMessage: maybe(text('原因说明')), detail: maybe(text('细节')), ruleId: text('规则标识') }),
}));

/** 公示概况. */
export const SUMMARY = object({
  asOf: day('业务日期'),
  inForce: count('正在公示的条目数'),
  decisions: list(object({ status: text('状态'), reason: maybe(text('原因代码')), ruleId: text('规则标识'), recordKind, department, count: count('条数') })),
  dueNext: list(object({ dueOn: day('应公示日期'), department, count: count('待公示条数') })),
  provisional: list(object({ enteredYear: count('节假日安排尚未公布的年份'), department, count: count('期限暂定条数') })),
  late: list(object({ department, state: lateState, cause, count: count('条数') })),
  endsNext: list(object({ endsOn: day('公示截止日期'), count: count('三十日内届满条数') })),
});
