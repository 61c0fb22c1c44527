import { localDate as d } from '@credit/kernel';
import type { DutyPeriodRow } from './discipline-types.ts';

const SEED = '《实施方案》(2020-05-15);文件未定期限,为本系统设计';

/** 履职期限: the policy text names the duties and no number of days, so each number is the city's to settle. */
export const DUTY_PERIODS: readonly DutyPeriodRow[] = [
  { id: 'DUTY_RECTIFICATION_REMINDER', duty: 'rectification-reminder', workingDays: 5, clause: '《实施方案》二（三）督促失信市场主体限期整改', source: SEED, from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'DUTY_LIST_CONFLICT', duty: 'list-conflict', workingDays: 5, clause: '《实施方案》红黑名单交叉比对', source: SEED, from: d('2020-05-15'), verified: 'TO_VERIFY' },
  { id: 'DUTY_NOTICE_RECEIPT', duty: 'notice-receipt', workingDays: 5, clause: '《实施方案》二（三）通报上级主管单位、审计、所在单位、纪检监察、组织人事部门', source: SEED, from: d('2020-05-15'), verified: 'TO_VERIFY' },
];
