import type { LocalDate } from '@credit/kernel';
import { DesignationRefused, LISTING_RULES } from './designation.errors.ts';

/** 由报送部门决定: an entry decided elsewhere is extended, removed and revoked there, and reported. */
export class DecidedElsewhere extends DesignationRefused {
  constructor() {
    super('DECIDED_ELSEWHERE', 'the entry was decided elsewhere: its owner decides and reports the change', '该条目由报送部门另行认定，其延长、移出由该部门决定并报送', '《实施方案》二（三）谁认定、谁负责');
  }
}

/** 已有待决的变更: one change is decided before the next is asked for. */
export class ChangePending extends DesignationRefused {
  constructor(kind: string) {
    super('CHANGE_PENDING', `a change (${kind}) is waiting for its decision`, '该条目已有待决的延长或移出申请', undefined, { kind });
  }
}

/** 没有待决的变更: nobody asked for what is to be decided. */
export class NothingAsked extends DesignationRefused {
  constructor(kind: string) {
    super('NOTHING_ASKED', `no change of this kind (${kind}) is waiting for a decision`, '没有待决的延长或移出申请', undefined, { kind });
  }
}

/** 规则没有提前移出: the rules of the list know no early removal. */
export class RemovalNotProvided extends DesignationRefused {
  constructor(code: string) {
    super('REMOVAL_NOT_PROVIDED', `the rules of ${code} know no early removal`, '该名单的规则没有提前移出的规定', LISTING_RULES, { listType: code });
  }
}

/** 改正日期缺失: the rule counts from the correction. */
export class CorrectionMissing extends DesignationRefused {
  constructor(clause: string) {
    super('CORRECTION_MISSING', 'early removal counts from the day of the correction, which is not given', '提前移出自改正之日起计算，须注明改正日期', clause);
  }
}

/** 未到可以提前移出之日. */
export class RemovalTooEarly extends DesignationRefused {
  constructor(from: LocalDate, clause: string) {
    super('REMOVAL_TOO_EARLY', `early removal may be asked for from ${from} on`, `自${from}起方可申请提前移出`, clause, { from });
  }
}
