import { localDate as d } from '@credit/kernel';
import type { SupervisionMeasure } from '../codes/measures.ts';
import type { SupervisionRow } from './discipline-types.ts';

const row = (severity: SupervisionRow['severity'], measures: readonly SupervisionMeasure[]): SupervisionRow => ({
  id: `SUPERVISION_${severity}`, severity, measures, clause: '《实施方案》二（三）重点关注对象:实施与其失信程度相对应的监管措施', source: '《实施方案》(2020-05-15);对应关系为本系统设计', from: d('2020-05-15'), verified: 'TO_VERIFY',
});

/**
 * 失信程度与监管措施 [design]. POLICY-ASSUMPTION(SUPERVISION-BY-SEVERITY): the text asks for supervision that fits the severity and names no table; each level adds to the one below, and what a
 * level does not name is more than fits (O41).
 */
export const SUPERVISION: readonly SupervisionRow[] = [
  row('MINOR', ['REMINDER']),
  row('GENERAL', ['REMINDER', 'INTERVIEW', 'MORE_INSPECTIONS']),
  row('SERIOUS', ['REMINDER', 'INTERVIEW', 'MORE_INSPECTIONS', 'ON_SITE_CHECKS']),
];
