import { ProblemError } from '@credit/service-host';

const problem = (status: number, code: string, message: string, userMessage: string): ProblemError => new ProblemError({ status, code, message, userMessage });

export const notFound = (what: 'receipt' | 'subject' | 'record' | 'schema' | 'code-finding'): ProblemError => {
  const names = { receipt: '回执', subject: '信用主体', record: '信用记录', schema: '数据结构', 'code-finding': '重错码问题' };
  return problem(404, `${what.toUpperCase().replace('-', '_')}.NOT_FOUND`, `there is no such ${what}, or it is not yours to see`, `${names[what]}不存在或无权查看`);
};
export const dateInvalid = (): ProblemError => problem(400, 'DATE.INVALID', 'not an existing date YYYY-MM-DD', '日期不存在或格式有误');
export const notInProduction = (): ProblemError => problem(404, 'SANDBOX.NOT_AVAILABLE', 'there is no movable date in production', '生产环境不提供此功能');
export const knownAtNotYet = (): ProblemError => problem(501, 'TIMELINE.KNOWN_AT_NOT_IMPLEMENTED', 'questions about what was known at a past time are not answered yet; both times are recorded', '暂不支持按知悉时间查询，系统已记录该时间，后续提供');
export const searchByOne = (): ProblemError => problem(400, 'SUBJECT.SEARCH_BY_ONE', 'give exactly one of uscc, name, personIdNo', '统一社会信用代码、名称、证件号码应且只应填写一项');
export const purposeMissing = (): ProblemError => problem(422, 'SUBJECT.PURPOSE_REQUIRED', 'looking at the file of a natural person needs a purpose (header X-Purpose or member purpose)', '查询自然人信用档案须注明查询目的（X-Purpose 请求头或 purpose 字段）');
export const recordRepaired = (): ProblemError => problem(410, 'RECORD.REPAIRED', 'the record has been repaired: it is neither shared nor used; X-Purpose archive or review opens the archive', '该信息已经信用修复，停止共享和使用；归档查阅或者异议、复议、诉讼、审计核查的，请注明目的（X-Purpose）');

/** 410 while a plan is carried out: for the time being not shared. */
export const recordShielded = (): ProblemError => problem(410, 'RECORD.SHIELDED', 'the record is shielded while a reorganisation or settlement is carried out; X-Purpose archive or review opens it', '该信息在破产重整、和解执行期间暂时屏蔽，停止共享和使用；归档查阅或者异议、复议、诉讼、审计核查的，请注明目的（X-Purpose）');
export const kindUnknown = (): ProblemError => problem(400, 'RECORD.KIND_UNKNOWN', 'kind is none of the kinds that are taken in now', '报送种类未知或尚未开放');
