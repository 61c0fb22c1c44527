import { DomainError, type JsonValue, type LocalDate } from '@credit/kernel';

const PLAN = '《实施方案》二（二）积极推进信用信息自主自愿申报';
const CONSENT = '个人信息保护法第十四、十五条';

/** A refusal about a self-declaration: `DECLARATION.<REASON>`, or about its authorisation: `AUTHORISATION.<REASON>`. */
class DeclarationRefused extends DomainError {
  constructor(code: string, message: string, userMessage: string, details?: { readonly [key: string]: JsonValue }, clause = PLAN) {
    super({ code, message, userMessage, clause, ...(details === undefined ? {} : { details }) });
  }
}

export class DeclarationNotFound extends DeclarationRefused {
  constructor() {
    super('DECLARATION.NOT_FOUND', 'there is no such declaration for you', '该申报不存在或无权查看');
  }
}

/** The same number was declared before, with other words or for other purposes. */
export class AlreadyDeclared extends DeclarationRefused {
  constructor(referenceNo: string) {
    super('DECLARATION.ALREADY_DECLARED', `${referenceNo} was declared before, otherwise`, '该申报编号已申报，且内容不同', { referenceNo });
  }
}

/** 没有真实性承诺: nothing is declared without the promise that it is true (O26). */
export class NoTruthCommitment extends DeclarationRefused {
  constructor() {
    super('DECLARATION.NO_TRUTH_COMMITMENT', 'nothing is declared without a commitment to its truth', '自主申报应当对信息真实性作出信用承诺');
  }
}

export class DeclarationWrongStep extends DeclarationRefused {
  constructor(status: string, step: string) {
    super('DECLARATION.WRONG_STEP', `no ${step} while it is ${status}`, '该申报目前的状态不能办理此步骤', { status, step });
  }
}

export class DeclarationDayAhead extends DeclarationRefused {
  constructor(today: LocalDate) {
    super('DECLARATION.DAY_AHEAD', `it was declared on ${today} at the latest`, '申报日期不能晚于今日', { today });
  }
}

/** 没有依据的核查: nobody is looked at because he declared something (LZ 63). */
export class FalsityWithoutReference extends DeclarationRefused {
  constructor() {
    super('DECLARATION.NO_REFERENCE', 'falsity rests on a complaint or a random inspection and names which', '应当填写抽查计划编号或者线索编号');
  }
}

/** 没有依据的核验, or 核验不通过 without a reason. */
export class VerificationUnfounded extends DeclarationRefused {
  constructor() {
    super('DECLARATION.VERIFICATION_UNFOUNDED', 'a verification names the document or record it rests on, and one that does not confirm says why', '应当填写核验所依据的文书或者记录编号；核验不通过的，应当说明理由');
  }
}

/** 核验日期有误: before what is verified, or before it was looked at last, is no look at it; nor is a day to come. */
export class VerificationDayUnfit extends DeclarationRefused {
  constructor(earliest: LocalDate, today: LocalDate) {
    super('DECLARATION.VERIFICATION_DAY_UNFIT', `it was looked at between ${earliest} and ${today}, and holds until that day or later`, `核验日期应在${earliest}与${today}之间，有效期截止日期不早于核验日期`, { earliest, today });
  }
}

/** 自己申报的不能自己核验. */
export class OwnVerification extends DeclarationRefused {
  constructor() {
    super('DECLARATION.OWN_VERIFICATION', 'nobody verifies what he declared or brought himself', '申报人、报送部门不能核验本人申报或者本部门报送的信息');
  }
}

/** 用途不明. */
export class PurposeUnknown extends DeclarationRefused {
  constructor(purpose: string) {
    super('AUTHORISATION.PURPOSE_UNKNOWN', 'one of the purposes is not known', '授权用途不在目录中', { purpose }, CONSENT);
  }
}

/** 授权期限有误. */
export class AuthorisationPeriodUnfit extends DeclarationRefused {
  constructor(earliest: LocalDate) {
    super('AUTHORISATION.PERIOD_UNFIT', `an authorisation begins on ${earliest} at the earliest and ends after it began`, `授权起始日期不早于${earliest}，且早于截止日期`, { earliest }, CONSENT);
  }
}

/** 没有可撤回的授权. */
export class NothingToRecall extends DeclarationRefused {
  constructor() {
    super('AUTHORISATION.NOTHING_TO_RECALL', 'no authorisation of these purposes is left to recall', '没有可撤回的授权', undefined, CONSENT);
  }
}

/** 授权已撤回: the very next read is refused (O27). */
export class AuthorisationRecalled extends DeclarationRefused {
  constructor() {
    super('AUTHORISATION.RECALLED', 'the subject has recalled its authorisation for this purpose', '该主体已撤回此用途的授权', undefined, CONSENT);
  }
}

/** 未授权: never given, over, or not begun; which of these is nobody's business but the subject's. */
export class NotAuthorised extends DeclarationRefused {
  constructor() {
    super('AUTHORISATION.NOT_GIVEN', 'there is nothing that the subject has authorised for this purpose today', '该主体没有授权为此用途使用其申报信息', undefined, CONSENT);
  }
}
