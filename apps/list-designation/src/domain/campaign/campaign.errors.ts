import { DomainError, type LocalDate } from '@credit/kernel';

/** A refusal about a campaign: `CAMPAIGN.<REASON>`. */
class CampaignRefused extends DomainError {
  constructor(reason: string, message: string, userMessage: string) {
    super({ code: `CAMPAIGN.${reason}`, message, userMessage, clause: '《实施方案》二（三）大力推进政府机构失信、重点行业领域失信等专项治理工作' });
  }
}

export class CampaignNotFound extends CampaignRefused {
  constructor() {
    super('NOT_FOUND', 'there is no such campaign', '没有该专项治理');
  }
}

/** 非牵头部门: the credit centre and the department that leads it open and close it. */
export class NotCampaignLead extends CampaignRefused {
  constructor(source: string) {
    super('NOT_LEAD', `${source} does not lead the campaign`, '专项治理由牵头部门或者信用中心启动和结束');
  }
}

export class CampaignOpened extends CampaignRefused {
  constructor(code: string) {
    super('ALREADY_OPENED', `there is a campaign ${code}`, `专项治理代码${code}已经使用`);
  }
}

export class CampaignLeadUnknown extends CampaignRefused {
  constructor(source: string) {
    super('LEAD_UNKNOWN', `the city has no department ${source}`, '牵头部门不在城市配置中');
  }
}

export class CampaignPeriodInvalid extends CampaignRefused {
  constructor(from: LocalDate, to: LocalDate) {
    super('PERIOD_INVALID', `${from} to ${to} is no period that is still to run`, '专项治理的结束日期不得早于开始日期，也不得早于当日');
  }
}

/** 未载明依据: the text names two kinds; any other rests on a document of its own. */
export class CampaignClauseMissing extends CampaignRefused {
  constructor() {
    super('CLAUSE_MISSING', 'a campaign of another kind names what it rests on', '其他专项治理须载明依据文件');
  }
}

/** 已结束. */
export class CampaignEnded extends CampaignRefused {
  constructor(on: LocalDate) {
    super('ENDED', `the campaign was closed on ${on}`, `该专项治理已于${on}结束`);
  }
}
