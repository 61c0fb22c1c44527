import type { LocalDate } from '@credit/kernel';
import { RecallAcknowledgedAlready, RecallNotFound, RecallSentAlready } from './recall.errors.ts';
import type { Recall, RecallEvent, RecallFacts } from './recall.ts';

/** 通知停用 — who has read a record is told that it must not be used any more. 信用修复管理办法（36号令）第三条：停止公示、共享和使用；《实施方案》二（四）消除不良影响 @throws RecallSentAlready */
export function sendRecall(facts: RecallFacts, state: Recall): readonly RecallEvent[] {
  if (state.status !== 'absent') throw new RecallSentAlready();
  return [{ type: 'RecallSent', facts }];
}

/** 确认停用 — by the department that was told, once. @throws RecallNotFound, RecallAcknowledgedAlready */
export function acknowledgeRecall(c: { department: string; by: string; today: LocalDate }, state: Recall): readonly RecallEvent[] {
  if (state.status === 'absent' || state.department !== c.department) throw new RecallNotFound();
  if (state.status === 'acknowledged') throw new RecallAcknowledgedAlready();
  return [{ type: 'RecallAcknowledged', on: c.today, by: c.by }];
}
