import type { ReportFacts } from './report.ts';

/** 采纳 — it was carried out. */
export interface ReportTakenOver {
  type: 'ReportTakenOver';
  facts: ReportFacts;
}
/** 不予采纳 — it could not be carried out; nothing has changed. */
export interface ReportSetAside {
  type: 'ReportSetAside';
  facts: ReportFacts;
  code: string;
  reason: string;
}

export type ReportEvent = ReportTakenOver | ReportSetAside;
