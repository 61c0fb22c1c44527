import { localDate as d } from '@credit/kernel';
import type { DisciplineDeadlineRow } from './discipline-types.ts';

const deadline = (id: string, step: DisciplineDeadlineRow['step'], workingDays: number, clause: string): DisciplineDeadlineRow =>
  ({ id, step, workingDays, clause, source: '《实施方案》(2020-05-15);期限为本系统设计', from: d('2020-05-15'), verified: 'TO_VERIFY' });

// POLICY-ASSUMPTION(DISCIPLINE-DEADLINES): the text asks for feedback on every prompt and names no days; three for a lifting is what 行政处罚法第四十八条 gives a withdrawal.
/** 落实时限 (督办清单): within them a prompt is answered, an applied measure reported as executed, a lifting confirmed. */
export const DISCIPLINE_DEADLINES: readonly DisciplineDeadlineRow[] = [
  deadline('DISCIPLINE_DECIDE_5WD', 'decide', 5, '《实施方案》二（三）自动比对、自动提示,实施惩戒(处理期限待核)'),
  deadline('DISCIPLINE_EXECUTE_10WD', 'execute', 10, '《实施方案》二（三）认真落实各项行政性惩戒措施(反馈期限待核)'),
  deadline('DISCIPLINE_CONFIRM_LIFT_3WD', 'confirm-lift', 3, '《实施方案》二（四）信用修复后解除惩戒(确认期限待核);参照行政处罚法第四十八条'),
];
