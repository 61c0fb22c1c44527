import { DomainError, type JsonValue, type LocalDate } from '@credit/kernel';

export const LISTING_RULES = '国办发〔2020〕49号（规范失信约束制度）';

/** A refusal of this service: `DESIGNATION.<REASON>`. */
export class DesignationRefused extends DomainError {
  constructor(reason: string, message: string, userMessage: string, clause?: string, details?: { readonly [key: string]: JsonValue }) {
    super({ code: `DESIGNATION.${reason}`, message, userMessage, ...(clause === undefined ? {} : { clause }), ...(details === undefined ? {} : { details }) });
  }
}

/** 没有有效的依据文书: no cited document is in effect. */
export class NoEffectiveEvidence extends DesignationRefused {
  constructor() {
    super('NO_EFFECTIVE_EVIDENCE', 'no cited judgment, penalty or coercion decision is in effect', '所引用的裁判、处罚或强制文书均未生效或已撤销，不得认定', '《实施方案》二（三）以相关司法裁判、行政处罚、行政强制等处理结果为依据');
  }
}

/** 依据文书与主体不符: a cited document is about somebody else. */
export class EvidenceOfAnotherSubject extends DesignationRefused {
  constructor(docNos: readonly string[]) {
    super('EVIDENCE_OF_ANOTHER_SUBJECT', `documents about another subject: ${docNos.join(', ')}`, `下列文书的当事人不是该主体：${docNos.join('、')}`, LISTING_RULES);
  }
}

/** 所在单位有误: only a person is employed, and by a unit that has a valid code. */
export class EmployerInvalid extends DesignationRefused {
  constructor() {
    super('EMPLOYER_INVALID', 'an employer is stated of a subject that is no person, or under a code that is none', '所在单位只用于自然人，其统一社会信用代码应当有效');
  }
}

export class ListTypeUnknown extends DesignationRefused {
  constructor(code: string) {
    super('LIST_TYPE_UNKNOWN', `no list type ${code} in the catalogue`, '名单种类不在法定目录中，不得自行设立名单', LISTING_RULES, { listType: code });
  }
}

export class ListTypeNotInForce extends DesignationRefused {
  constructor(code: string, on: LocalDate) {
    super('LIST_TYPE_NOT_IN_FORCE', `the list type ${code} is not in force on ${on}`, `该名单种类在${on}不具有法律效力`, LISTING_RULES, { listType: code });
  }
}

/** 红名单不在此认定: a benefit, decided by the authority of its sector; it is never an entry that burdens. */
export class RedListNotDesignated extends DesignationRefused {
  constructor(code: string) {
    super('RED_LIST_NOT_DESIGNATED', `${code} is a red list: its authority decides it and reports it`, '红名单由其主管部门认定后报送，不在此认定', '国发〔2016〕33号', { listType: code });
  }
}

export class NotCompetent extends DesignationRefused {
  constructor(source: string, code: string) {
    super('NOT_COMPETENT', `${source} has no power to designate for ${code}`, '本部门无权认定该类名单', '《实施方案》二（三）谁认定、谁负责', { source, listType: code });
  }
}

/** 认定标准未逐项说明理由. */
export class CriterionUnanswered extends DesignationRefused {
  constructor(criterion: string) {
    super('CRITERION_UNANSWERED', `the criterion ${criterion} is not answered with a reason`, '性质恶劣、情节严重、社会危害较大应逐项说明理由', '《实施方案》二（三）', { criterion });
  }
}

/** 未达认定标准: 名单 is for what is 性质恶劣、情节严重、社会危害较大; counting minor penalties lists nobody. */
export class CriterionNotMet extends DesignationRefused {
  constructor(criterion: string) {
    super('CRITERION_NOT_MET', `the criterion ${criterion} is not met`, '未同时达到性质恶劣、情节严重、社会危害较大的标准，不得列入', '《实施方案》二（三）', { criterion });
  }
}

export class NotNoticed extends DesignationRefused {
  constructor(status: string) {
    super('NOT_NOTICED', `the designation is ${status}: no notice has been given, or it has been answered`, '尚未履行事前告知，或告知程序已经结束', '行政处罚法第四十四条、第六十二条；国办发〔2020〕49号', { status });
  }
}

export class DefencePeriodRunning extends DesignationRefused {
  constructor(until: LocalDate) {
    super('DEFENCE_PERIOD_RUNNING', `the subject may answer up to and including ${until}`, `陈述申辩期至${until}，尚未届满`, '行政处罚法第四十五条', { until });
  }
}

/** 两人复核: who proposed may neither review nor decide. */
export class SameOfficer extends DesignationRefused {
  constructor() {
    super('SAME_OFFICER', 'who proposed may neither review nor decide', '提出人不得复核或决定同一认定', '《实施方案》七（信息安全与责任）；双人复核');
  }
}

export class RoleNotHeldAtConduct extends DesignationRefused {
  constructor(conductOn: LocalDate) {
    super('ROLE_NOT_HELD_AT_CONDUCT', `the person did not hold the role on ${conductOn}`, `该人员在行为发生时（${conductOn}）未担任该职务，不得列入`, '《实施方案》二（三）失信惩戒到人', { conductOn });
  }
}

/** 身份不明: the registrar states names, not documents, and the role shows this name more than once; nobody is listed by his name alone. */
export class RoleHolderUnclear extends DesignationRefused {
  constructor(conductOn: LocalDate) {
    super('ROLE_HOLDER_UNCLEAR', `the register shows this name more than once in the role; which holder held it on ${conductOn} cannot be told`, `登记信息中有多条同名任职记录，无法确认行为发生时（${conductOn}）的任职人员是否为本人，不得列入`, '《实施方案》二（三）失信惩戒到人', { conductOn });
  }
}

/** 未单独告知本人: a person is listed only after a notice of his own; that of the unit does not do. */
export class PersonNotNoticed extends DesignationRefused {
  constructor() {
    super('PERSON_NOT_NOTICED', 'the notice is addressed to somebody other than the subject of the designation', '告知书应送达被认定的主体本人', LISTING_RULES);
  }
}

export class RelatedPersonNotAllowed extends DesignationRefused {
  constructor(code: string, role: string) {
    super('RELATED_PERSON_NOT_ALLOWED', `the list ${code} does not extend to the role ${role}`, '该类名单不得列入单位的该类相关责任人', '法发〔2019〕35号；各名单依据', { listType: code, role });
  }
}

export class SubjectClassNotListed extends DesignationRefused {
  constructor(code: string, subjectClass: string) {
    super('SUBJECT_CLASS_NOT_LISTED', `the list ${code} is not for ${subjectClass}`, '该类名单不适用于该类主体', undefined, { listType: code, subjectClass });
  }
}

export class AlreadyListed extends DesignationRefused {
  constructor(code: string) {
    super('ALREADY_LISTED', `the subject is on the list ${code} already`, '该主体已在该名单中，不得重复列入', LISTING_RULES, { listType: code });
  }
}

export class AlreadyProposed extends DesignationRefused {
  constructor(status: string) {
    super('ALREADY_PROPOSED', `there is a designation under this id, it is ${status}`, '该认定已存在', undefined, { status });
  }
}

/** The step needs another standing of the procedure; `wanted` is the one it needs. */
export class WrongStep extends DesignationRefused {
  constructor(wanted: 'PROPOSED' | 'ANSWERED' | 'REVIEWED' | 'DECIDED' | 'SERVED' | 'IN_FORCE', status: string) {
    super(`NOT_${wanted}`, `the designation is ${status}`, '认定程序未到或已过该步骤', LISTING_RULES, { status });
  }
}

/** 未知主体: nothing has been heard of this subject. */
export class SubjectUnknown extends DesignationRefused {
  constructor(subjectId: string) {
    super('SUBJECT_UNKNOWN', `no subject ${subjectId} is known here`, '信用主体不存在或尚未同步', undefined, { subjectId });
  }
}

/** The defence period enters a year whose calendar is not announced: a notice with an uncertain period is none. */
export class DefencePeriodProvisional extends DesignationRefused {
  constructor() {
    super('DEFENCE_PERIOD_PROVISIONAL', 'the defence period enters a year without a holiday notice', '陈述申辩期跨入尚未公布节假日安排的年份，请待公布后再告知');
  }
}

export class DesignationNotFound extends DesignationRefused {
  constructor() {
    super('NOT_FOUND', 'there is no such designation', '该认定不存在或无权查看');
  }
}

/** 已终结: nothing follows an end; re-listing is a new entry. */
export class DesignationEnded extends DesignationRefused {
  constructor(status: string) {
    super('ENDED', `the designation is over: ${status}`, '该认定已终结；再次列入应重新认定', undefined, { status });
  }
}

export class NotYetDue extends DesignationRefused {
  constructor(from: LocalDate) {
    super('NOT_YET_DUE', `the entry takes effect on ${from}`, `该认定自${from}起生效`, undefined, { from });
  }
}

export class TermNotOver extends DesignationRefused {
  constructor(until: LocalDate | null) {
    super('TERM_NOT_OVER', until === null ? 'the entry has no fixed term' : `the entry is in force up to the day before ${until}`, until === null ? '该名单没有固定期限' : `名单期限至${until}，尚未届满`, undefined, { until });
  }
}

/** An extension leads to a later end; an entry without a fixed term has none to extend. */
export class ExtensionNotLater extends DesignationRefused {
  constructor(until: LocalDate | null) {
    super('EXTENSION_NOT_LATER', `the extension does not end after ${until ?? 'an open term'}`, '延长后的期限应晚于原期限', undefined, { until });
  }
}

/** A ban for ever needs a statute that says so; a term that is over before it begins is none. */
export class TermInvalid extends DesignationRefused {
  constructor(message: string, userMessage: string) {
    super('TERM_INVALID', message, userMessage, '《实施方案》二（三）市场和行业禁入');
  }
}

export class EvidenceNotCited extends DesignationRefused {
  constructor() {
    super('EVIDENCE_NOT_CITED', 'the designation does not rest on this document', '该认定未引用此文书');
  }
}

/** An order of things that dates cannot have. */
export class DateOutOfOrder extends DesignationRefused {
  constructor(what: string) {
    super('DATE_OUT_OF_ORDER', what, '日期先后有误');
  }
}
