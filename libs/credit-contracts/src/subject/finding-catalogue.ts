/** What a finding does to the statement it is found in: refuse it, hold it back from effect, or only say so. */
export type FindingEffect = 'reject' | 'hold' | 'warn';

/** One row of the code table: effect and both texts; `{name}` is filled from the parameters of `finding()`. */
export interface FindingKind {
  readonly effect: FindingEffect;
  readonly zh: string;
  readonly en: string;
}

const reject = (zh: string, en: string): FindingKind => ({ effect: 'reject', zh, en });
const hold = (zh: string, en: string): FindingKind => ({ effect: 'hold', zh, en });
const warn = (zh: string, en: string): FindingKind => ({ effect: 'warn', zh, en });

/**
 * Every finding code a sender can meet, with its effect and its two texts (domain §1.2, §2.3, §2.4; decisions 1–7, 26).
 * Codes of `domain.md` stay flat; faults of the envelope carry the area `ENVELOPE`.
 */
export const FINDING_KINDS = {
  USCC_FORMAT: reject('统一社会信用代码格式错误', 'The unified social credit code has a wrong length or an illegal character'),
  USCC_CHECK: reject('统一社会信用代码校验位错误', 'The check character (position 18) of the unified social credit code is wrong'),
  USCC_PLACEHOLDER: reject('统一社会信用代码为占位值，无法确定信用主体', 'The unified social credit code is a placeholder and identifies nobody'),
  ORG_CODE_CHECK: hold('主体标识码（组织机构代码）校验位错误', 'The check character (position 17) of the organisation code inside the code is wrong'),
  USCC_CATEGORY: warn('登记管理部门或机构类别代码不在代码表中', 'Registrar or category (positions 1–2) is not in the code table'),
  USCC_REGION: warn('登记机关行政区划码不在代码表中', 'The region of the registrar (positions 3–8) is not in the code table'),
  ORG_CODE_MISMATCH: warn('组织机构代码与统一社会信用代码不一致', 'The organisation code differs from positions 9–17 of the unified social credit code'),
  SUBJECT_CLASS_MISMATCH: reject('行政相对人类别与统一社会信用代码不符', 'The class of the subject does not fit the category in its code'),
  PERSON_ID_FORMAT: reject('居民身份证号码格式错误', 'The resident identity number has a wrong format or an impossible birth date'),
  PERSON_ID_CHECK: reject('居民身份证号码校验位错误', 'The check character of the resident identity number is wrong'),
  PERSON_ID_MISSING: reject('自然人缺少有效证件', 'A natural person needs an identity document'),
  PERSON_ID_IN_PLAIN: reject('事件中不得出现明文证件号码', 'An identity number must not travel in plain text on Kafka; send personIdJwe'),
  CHILD_DATA: reject('办理事项只涉及当事人本人，不收集其子女等未成年人的信息', 'A case is about its party only; data of a child is not taken'),
  PERSON_ID_JWE: reject('加密证件号码格式错误', 'personIdJwe is not a compact JWE'),
  ID_PAIR_INCOMPLETE: reject('证件类型和证件号码应同时填写', 'Document type and document number belong together: both or none'),
  SUBJECT_REFERENCE: reject('信用主体标识应当且只应填写一种', 'Exactly one identifier of the subject must be given'),
  FIELD_MISSING: reject('必填字段缺失：{field}', 'The field {field} is required'),
  FIELD_NOT_FOR_CLASS: reject('该类行政相对人不应填写此字段：{field}', 'The field {field} must stay blank for this class of subject'),
  CONDITIONAL_FIELD_MISSING: reject('按{reason}应填写此字段：{field}', 'The field {field} is required because of {reason}'),
  FIELD_TYPE: reject('字段类型错误，应为{expected}', 'Wrong type: {expected} expected'),
  FIELD_EMPTY: reject('字段不得为空白', 'The field must not be blank'),
  FIELD_TOO_LONG: reject('字段超过最大长度 {limit}', 'Longer than the maximum of {limit}'),
  FIELD_FORMAT: reject('字段格式错误，应为{expected}', 'Wrong format: {expected} expected'),
  FIELD_UNSAFE_TEXT: reject('字段含有控制字符或双向控制符', 'The text holds control or bidirectional override characters'),
  ENUM_UNKNOWN: reject('取值不在代码表中，可用值：{allowed}', 'Unknown value; allowed: {allowed}'),
  LIST_SIZE: reject('列表项数不符合要求（{limit}）', 'Wrong number of items ({limit})'),
  DATE_INVALID: reject('日期无效，应为 YYYY-MM-DD', 'Not a calendar date YYYY-MM-DD'),
  TIME_INVALID: reject('时间无效，应为以 Z 结尾的 RFC 3339 时间', 'Not an RFC 3339 instant ending in Z'),
  AMOUNT_INVALID: reject('金额无效，应为万元，至多 12 位整数、6 位小数', 'Not an amount in 万元 with at most 12 integer and 6 fraction digits'),
  INTEGER_INVALID: reject('应为十进制整数', 'Not a decimal integer in range'),
  DATE_IN_FUTURE: reject('决定日期晚于当日', 'The decision date lies in the future'),
  DATE_TOO_EARLY: reject('日期早于 1949 年', 'The date lies before 1949'),
  DATE_RANGE: reject('起始日期晚于截止日期', 'The first date lies after the last date'),
  VALID_FROM_BEFORE_DECISION: warn('有效期自早于许可决定日期', 'The validity begins before the decision date'),
  AMOUNT_ZERO: warn('处罚类别含罚款或没收，但金额为零', 'The penalty types name money but the amount is zero'),
  AMOUNT_WITHOUT_TYPE: warn('填写了金额或证照，但处罚类别不含相应类别：{field}', '{field} is given but no penalty type calls for it'),
  AMOUNT_UNIT: warn('金额单位应为万元，疑似按元填写', 'Amounts are in 万元; this one looks like yuan'),
  SECTOR_UNKNOWN: warn('行业领域代码不在代码表中，按一般规则判定', 'The sector is not in the code table; the general rules apply'),
  PERMIT_KIND_UNKNOWN: warn('许可类别不在代码表中：普通、特许、认可、核准、登记、其他-补充文字', 'The permit kind is not in the code table'),
  CORRECTION_FIELD: reject('该字段不可更正或字段名未知：{field}', 'The field {field} is unknown or cannot be corrected'),
  TYPE_UNKNOWN: reject('未知的事件类型', 'Unknown event type'),
  TYPE_NOT_SUPPORTED_YET: reject('该事件类型尚未开放', 'This event type is known but not supported yet'),
  'ENVELOPE.KEY_MISSING': reject('消息缺少键', 'The message has no key'),
  'ENVELOPE.KEY_INVALID': reject('消息键无效', 'The message key is not valid text of at most 128 characters'),
  'ENVELOPE.NOT_CLOUDEVENTS': reject('不是 CloudEvents 消息', 'Neither binary nor structured CloudEvents'),
  'ENVELOPE.HEADER_MISSING': reject('缺少消息头：{header}', 'Missing attribute: {header}'),
  'ENVELOPE.HEADER_INVALID': reject('消息头无效：{header}', 'Invalid attribute: {header}'),
  'ENVELOPE.SPECVERSION': reject('CloudEvents 版本应为 1.0', 'ce_specversion must be 1.0'),
  'ENVELOPE.CONTENT_TYPE': reject('消息内容类型应为 application/json', 'The content type must be application/json'),
  'ENVELOPE.TOO_LARGE': reject('消息过大（上限 {limit} 字节）', 'Larger than {limit} bytes'),
  'ENVELOPE.TOO_DEEP': reject('数据嵌套超过 {limit} 层', 'Nested deeper than {limit} levels'),
  'ENVELOPE.DUPLICATE_KEY': reject('JSON 对象含有重复的键', 'A JSON object repeats a key'),
  'ENVELOPE.FORBIDDEN_KEY': reject('JSON 对象含有不允许的键', 'A JSON object uses the key __proto__'),
  'ENVELOPE.TEXT': reject('文本含有空字符或不完整的字符', 'Text holds NUL or half a surrogate pair'),
  'ENVELOPE.UTF8': reject('不是有效的 UTF-8 编码', 'Not valid UTF-8'),
  'ENVELOPE.JSON': reject('不是有效的 JSON', 'Not valid JSON'),
  'ENVELOPE.DATA_NOT_OBJECT': reject('数据应为 JSON 对象', 'The data must be a JSON object'),
} as const satisfies Record<string, FindingKind>;

export type FindingCode = keyof typeof FINDING_KINDS;
