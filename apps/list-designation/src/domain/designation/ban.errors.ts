import { DesignationRefused } from './designation.errors.ts';

/** 该领域、该类对象没有法定禁入: no statute of the field bans this role, or the list is none of bans. */
export class BanNotProvided extends DesignationRefused {
  constructor(field: string) {
    super('BAN_NOT_PROVIDED', `no statute known here bans this role in the field ${field} by this list`, '该领域没有针对该类对象的法定禁入规定，不得禁入', '《实施方案》二（三）依法依规实施市场和行业禁入措施', { field });
  }
}

/** 所依法条不适用: the row of the ban is of another field or role, or not in force. */
export class BanRuleUnfit extends DesignationRefused {
  constructor(ruleId: string) {
    super('BAN_RULE_UNFIT', `the rule ${ruleId} does not reach this field and role`, '决定所依的禁入规则不适用于该领域或该类对象', '《实施方案》二（三）依法依规实施市场和行业禁入措施', { ruleId });
  }
}

/** 禁入事由没有相应依据. */
export class GroundNotShown extends DesignationRefused {
  constructor(ground: string, atLeast: number) {
    super('GROUND_NOT_SHOWN', `the ground ${ground} needs ${atLeast} effective documents of its kinds`, '禁入事由没有相应的有效文书为据', '《实施方案》二（三）拒不履行、屡犯不改、造成重大损失、严重危害社会秩序', { ground, atLeast });
  }
}

/** 监管措施与失信程度不相应: more than the severity allows. */
export class OverMeasure extends DesignationRefused {
  constructor(over: readonly string[]) {
    super('OVER_MEASURE', `more than the severity allows: ${over.join(', ')}`, '监管措施超过其失信程度', '《实施方案》二（三）实施与其失信程度相对应的监管措施', { over: [...over] });
  }
}

/** 监管措施只适用于重点关注对象: what a listed subject meets are the measures of the matrix. */
export class SupervisionNotApplicable extends DesignationRefused {
  constructor() {
    super('SUPERVISION_NOT_APPLICABLE', 'supervision is decided for watched subjects only', '监管措施只适用于重点关注对象名单', '《实施方案》二（三）探索建立重点关注对象名单制度');
  }
}
