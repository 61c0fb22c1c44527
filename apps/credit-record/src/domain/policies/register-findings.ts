import type { Finding } from '@credit/contracts/subject';

interface Kind { severity: Finding['severity']; zh: string; en: string; hint?: string }

const error = (zh: string, en: string, hint?: string): Kind => ({ severity: 'error', zh, en, ...(hint ? { hint } : {}) });
const warning = (zh: string, en: string, hint?: string): Kind => ({ severity: 'warning', zh, en, ...(hint ? { hint } : {}) });

/** Findings that only the register can make: they need the city's departments, the subject, or what arrived before. */
export const REGISTER_FINDINGS = {
  AUTHORITY_UNKNOWN: error('决定机关不在机关名录中', 'The authority is not in the register of authorities', '请核对决定机关的统一社会信用代码'),
  AUTHORITY_NOT_YOURS: error('报送部门无权代该机关报送', 'The sender does not speak for this authority', '请由该机关或受其委托的部门报送'),
  AUTHORITY_NO_POWER: error('该机关不具有此类事项的职权', 'The authority has no power for this kind of act'),
  NOT_CATALOGUED: error('该类信息不在公共信用信息目录内，不得归集', 'This kind of information is not in the catalogue and must not be collected'),
  LIST_TYPE_UNKNOWN: error('名单种类不在目录中，或在认定决定日期尚未施行', 'The list is unknown, or was not in force on the day of the decision', '名单种类代码见 GET /v1/list-types'),
  BAN_ENTRY_NOT_FOUND: error('所引用的禁入条目不存在、已撤销，或者不是该机关对该主体作出的', 'The entry is no ban of this authority about this subject, or it has been revoked', '请核对禁入条目标识；条目刚生效的，请稍后重报'),
  PERSON_ID_UNREADABLE: error('加密证件号码无法解密', 'The encrypted identity number cannot be decrypted', '请用 GET /v1/keys/intake 给出的现行公钥重新加密'),
  PERSON_ID_IN_TEXT: warning('文本中含有证件号码，已脱敏后归集', 'The text held an identity number; it was masked before storing', '报送前请删除文书中的个人信息'),
  UNKNOWN_SUBJECT: error('库外主体：尚无登记信息，记录暂存', 'No registration of this subject is known yet; the record is held', '收到登记机关的登记信息后自动解除，无须重报'),
  SUBJECT_ID_UNKNOWN: error('没有该标识的信用主体', 'There is no subject of this id', '主体标识见所签收的通报'),
  RECALL_NOT_FOUND: error('没有发给本部门的该停用通知', 'There is no such recall of this department', '停用通知标识见所收到的信用记录停用通知'),
  ORG_CODE_CHECK: error('主体标识码（组织机构代码）校验位错误，待登记机关确认', 'The organisation code inside the code fails its check; held until the registrar confirms it'),
  NAME_CODE_MISMATCH: error('名码不符：该代码登记在另一名称之下', 'The code is registered under another name', '请核对名称与代码；更名的，待登记机关报送曾用名后自动解除'),
  SUBJECT_RENAMED: warning('名称为曾用名，已按现登记主体归集', 'The name is a former name of the subject; the record went to its file', '请更新部门系统中的主体名称'),
  REPORTED_LATE: warning('迟报：报送时已超过 7 个工作日的公示期限', 'Reported after the seven working days for publicity had passed', '迟报计入部门报送质量，且不延长公示期'),
  RECORD_REVOKED: error('该记录已被撤销，内容留档但不生效', 'The record is revoked; the content is kept but has no effect', '确需恢复的，请报送 reinstate=true 的更正并说明理由'),
  RECORD_NOT_RECEIVED: error('尚未收到该记录，更正待记录到达后生效', 'The record has not arrived yet; the correction takes effect when it does'),
  REVOKED_BEFORE_ARRIVAL: warning('尚未收到该记录，撤销已先行登记，记录到达后不会生效', 'The record has not arrived yet; the revocation is noted and the record will not take effect'),
  FORMER_NAME_LEARNED: warning('登记信息版本较旧，仅采纳其中的曾用名', 'The registration is older than the one held; only its name was added to the former names'),
  CODE_NOT_REPLACED: warning('新代码已属于另一主体，换码转人工处理', 'The new code already belongs to another subject; the change of code goes to the worklist'),
  RESTRICTION_STAYS: warning('该决定此前已标明不予公开，本次报送未标明，仍按不予公开处理', 'The decision was marked as restricted before; this statement does not say so and the restriction stays', '确需公开的，请报送 restricted 置空的更正并说明理由'),
  EVENT_ID_REUSED: error('同一事件标识已用于不同内容', 'This event id was already used with other content', '每个事件请使用新的 ce_id（建议 UUIDv7）'),
  INTERNAL_HOLD: error('系统内部原因暂存，处理后自动答复', 'Held for an internal reason; it will be answered when that is repaired', '无须重报'),
  DUPLICATE: warning('与已归集内容一致，未作变更', 'The register already holds this content; nothing was changed'),
  SUPERSEDED: warning('早于已归集的版本，未作变更', 'Older than the version in the register; nothing was changed'),
  VERSION_CONFLICT: error('同一来源版本号已报送过不同内容', 'This source version was already received with other content', '请使用更大的来源版本号'),
  RECORD_NOT_REVOKED: error('该记录未被撤销，不能恢复', 'The record is not revoked, so it cannot be reinstated'),
  CORRECTION_INVALID: error('更正后的内容不符合数据标准', 'The corrected record would not meet the data standard'),
} as const satisfies Record<string, Kind>;

export type RegisterFindingCode = keyof typeof REGISTER_FINDINGS;

export function registerFinding(code: RegisterFindingCode, pointer: string, hint?: string): Finding {
  const kind: Kind = REGISTER_FINDINGS[code];
  const shownHint = hint ?? kind.hint;
  return { code, severity: kind.severity, pointer, message: kind.zh, messageEn: kind.en, ...(shownHint === undefined ? {} : { hint: shownHint }) };
}

export const isRegisterFinding = (code: string): code is RegisterFindingCode => Object.hasOwn(REGISTER_FINDINGS, code);
