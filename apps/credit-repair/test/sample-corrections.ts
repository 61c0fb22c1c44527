import { localDate as d } from '@credit/kernel';
import type { TaskContent } from '../src/domain/correction-task/correction-task.ts';
import { firm } from './sample-repairs.ts';

/** A measure of the housing bureau, by an entry that was wrong. */
export const wrongMeasure: TaskContent = {
  taskId: '0193a000-0000-8000-8000-000000000500', subject: firm, wrong: { endingId: '0193a000-0000-8000-8000-000000000501', kind: 'list-entry', id: '0193a000-0000-7000-8000-000000000502', version: '2', on: d('2026-11-20') },
  effect: { owner: 'joint-discipline', effectId: '0193a000-0000-7000-8000-000000000503', kind: 'measure', recipient: 'benxi-housing-construction', since: d('2026-11-01') },
  rule: { ruleId: 'CORRECTION_MEASURE', action: 'undo-and-apologise', clause: '赔礼道歉、恢复名誉' }, department: 'benxi-housing-construction',
};
