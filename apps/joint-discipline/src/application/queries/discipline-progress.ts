import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import type { DisciplineStep } from '@credit/rulebook/codes';
import type { DisciplineBasis } from '../../domain/prompt/prompt.ts';
import { TERM_OVER, WITH_TERM } from '../measure-terms.ts';
import { dueOf, lossOf, type Day } from './standing.ts';

/** 部门落实情况 — every prompt and measure of a department, each counted in one state; of those that wait, how many are overdue. */
export interface DepartmentProgress {
  department: string;
  prompts: { open: number; overdue: number; basisLost: number; applied: number; declined: number; closed: number };
  measures: { applied: number; overdue: number; executed: number; lifted: number; liftOverdue: number; liftConfirmed: number; basisLost: number };
}
/** 措施落实情况 — of one item of the national list: how often it was prompted and what came of it (N11). */
export interface MeasureProgress {
  measure: string;
  title: string;
  prompted: number;
  open: number;
  applied: number;
  declined: number;
  closed: number;
  executed: number;
}
export interface Progress {
  asOf: LocalDate;
  departments: DepartmentProgress[];
  measures: MeasureProgress[];
}

interface Group {
  kind: 'prompt' | 'measure';
  department: string;
  status: string;
  since: LocalDate | null;
  basis: Pick<DisciplineBasis, 'matrixRowId' | 'listType' | 'measure' | 'measureTitle'>;
  ever_executed: boolean;
  /** The months of its cell are over; it is counted in its state until that is stated, but nobody waits for it. */
  term_over: boolean;
  n: number;
}
const BASIS = (of: string): string => `jsonb_build_object('matrixRowId', ${of}.matrix_row_id, 'listType', ${of}.list_type, 'measure', facts #>> '{basis,measure}', 'measureTitle', facts #>> '{basis,measureTitle}')`;
const COUNT = {
  name: 'discipline_progress',
  text: `select 'prompt' as kind, department, status, case when status = 'open' then prompted_on end as since, false as ever_executed, ${TERM_OVER('$2')} as term_over,
           ${BASIS('p')} as basis, count(*)::int as n
         from prompt p ${WITH_TERM('p')} where ($1::text is null or department = $1) group by 2, 3, 4, 5, 6, 7
         union all
         select 'measure', department, status, case status when 'applied' then applied_on when 'lifted' then lifted_on end, executed_on is not null, ${TERM_OVER('$2')},
           ${BASIS('m')}, count(*)::int
         from discipline_measure m ${WITH_TERM('m')} where ($1::text is null or department = $1) group by 2, 3, 4, 5, 6, 7`,
};

const STEP: Readonly<Record<string, DisciplineStep>> = { open: 'decide', applied: 'execute', lifted: 'confirm-lift' };
const noProgress = (department: string): DepartmentProgress =>
  ({ department, prompts: { open: 0, overdue: 0, basisLost: 0, applied: 0, declined: 0, closed: 0 }, measures: { applied: 0, overdue: 0, executed: 0, lifted: 0, liftOverdue: 0, liftConfirmed: 0, basisLost: 0 } });

/** 落实情况 and 督办 figures per department and per measure, as of today; of one department or (null) of all. */
export async function disciplineProgress(database: Database, day: Day, department: string | null): Promise<Progress> {
  const { rows } = await database.pool.query<Group>(COUNT, [department, day.today]);
  const departments = new Map<string, DepartmentProgress>();
  const measures = new Map<string, MeasureProgress>();
  for (const group of rows) {
    const of = departments.get(group.department) ?? noProgress(group.department);
    departments.set(group.department, of);
    (group.kind === 'prompt' ? countPrompts : countMeasures)(day, of, group);
    const { measure, measureTitle: title } = group.basis;
    const item = measures.get(measure) ?? { measure, title, prompted: 0, open: 0, applied: 0, declined: 0, closed: 0, executed: 0 };
    measures.set(measure, item);
    countItem(item, group);
  }
  return { asOf: day.today, departments: [...departments.values()].sort((a, b) => (a.department < b.department ? -1 : 1)), measures: [...measures.values()].sort((a, b) => (a.measure < b.measure ? -1 : 1)) };
}

const isOverdue = (day: Day, { status, since }: Group): boolean => since !== null && dueOf(day, STEP[status]!, since)?.overdue === true;
const isLost = (day: Day, { basis }: Group): boolean => lossOf(day, { ...basis, entryId: '', decisionDocNo: '', article: '' }) !== null;

function countPrompts(day: Day, { prompts }: DepartmentProgress, group: Group): void {
  prompts[group.status as 'open' | 'applied' | 'declined' | 'closed'] += group.n;
  if (group.status !== 'open') return;
  if (isOverdue(day, group)) prompts.overdue += group.n;
  if (group.term_over || isLost(day, group)) prompts.basisLost += group.n;
}

function countMeasures(day: Day, { measures }: DepartmentProgress, group: Group): void {
  measures[group.status === 'lift-confirmed' ? 'liftConfirmed' : (group.status as 'applied' | 'executed' | 'lifted')] += group.n;
  if (group.term_over) return;
  if (isOverdue(day, group)) measures[group.status === 'lifted' ? 'liftOverdue' : 'overdue'] += group.n;
  if ((group.status === 'applied' || group.status === 'executed') && isLost(day, group)) measures.basisLost += group.n;
}

/** Each prompt counts once, in the state it is in; `executed` says how many of the applied were carried out. */
function countItem(item: MeasureProgress, { kind, status, ever_executed: executed, n }: Group): void {
  if (kind === 'measure') {
    if (executed) item.executed += n;
    return;
  }
  item.prompted += n;
  item[status as 'open' | 'applied' | 'declined' | 'closed'] += n;
}
