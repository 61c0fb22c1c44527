import { DomainError, type LocalDate } from '@credit/kernel';

/** A measure is born once, by the decision on its prompt. */
export class MeasureAlreadyApplied extends DomainError {
  constructor() {
    super({ code: 'MEASURE.ALREADY_APPLIED', message: 'This measure was applied before', userMessage: '该惩戒措施已决定实施' });
  }
}

/** No measure with this id. */
export class MeasureNotFound extends DomainError {
  constructor() {
    super({ code: 'MEASURE.NOT_FOUND', message: 'No such measure', userMessage: '没有该惩戒措施' });
  }
}

/** Execution is told once, and only while the measure is in effect. */
export class MeasureNotToExecute extends DomainError {
  constructor(status: string) {
    super({ code: 'MEASURE.NOT_TO_EXECUTE_CONFLICT', message: `The measure is ${status}`, userMessage: '该惩戒措施已执行或已解除，不得再执行', details: { status } });
  }
}

/** What is not in effect cannot be lifted or carried on. */
export class MeasureNotInEffect extends DomainError {
  constructor(status: string) {
    super({ code: 'MEASURE.NOT_IN_EFFECT_CONFLICT', message: `The measure is ${status}`, userMessage: '该惩戒措施已解除', details: { status } });
  }
}

/** From the day on which its months are over a measure is not carried out any more. */
export class MeasureTermOver extends DomainError {
  constructor(until: LocalDate) {
    super({ code: 'MEASURE.TERM_OVER_CONFLICT', message: `The term of the measure was over on ${until}`, userMessage: `该惩戒措施的期限已于${until}届满，不得再执行`, clause: '国办发〔2020〕49号', details: { until } });
  }
}

/** A measure that still has its months, or none of its own, does not end by itself. */
export class MeasureTermNotOver extends DomainError {
  constructor(until: LocalDate | undefined) {
    super({ code: 'MEASURE.TERM_NOT_OVER_CONFLICT', message: `The term of the measure is not over${until === undefined ? '' : ` before ${until}`}`, userMessage: '该惩戒措施的期限尚未届满', ...(until === undefined ? {} : { details: { until } }) });
  }
}

/** Only what was lifted can be confirmed as undone, once. */
export class MeasureNotLifted extends DomainError {
  constructor(status: string) {
    super({ code: 'MEASURE.NOT_LIFTED_CONFLICT', message: `The measure is ${status}`, userMessage: '该惩戒措施尚未解除或已确认解除', details: { status } });
  }
}

/** Nothing was carried out before it was decided, and nothing undone before it was lifted. */
export class ReportedTooEarly extends DomainError {
  constructor(since: LocalDate) {
    super({ code: 'MEASURE.DATE_TOO_EARLY', message: `Reported for a day before ${since}`, userMessage: `反馈日期早于${since}`, pointer: '/on', details: { since } });
  }
}
