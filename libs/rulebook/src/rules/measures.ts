import { addDays, addMonths, maxDate, minDate } from '@credit/kernel';
import type { LocalDate } from '@credit/kernel';
import type { SubjectClass } from '../codes/subject-classes.ts';
import { inForce } from '../row.ts';
import type { RuleRow } from '../row.ts';
import { rowInForce } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';
import type { ConsumptionItemRow, ListTypeRow, MeasureMatrixRow, MeasureRow } from '../tables/discipline-types.ts';
import { listType } from './lists.ts';

/** Of which hit, in which matter, the measures are asked. */
export interface MeasureQuery {
  readonly listType: string;
  /** Role of the person or unit that was hit, as `subjectRoleOf` names it. */
  readonly role: string;
  readonly subjectClass: SubjectClass;
  readonly matterKind: string;
  readonly on: LocalDate;
  /** 禁入领域 of the entry and field of the matter: a ban counts only in matters of its own field. */
  readonly banField?: string;
  readonly matterField?: string;
}

/** 措施的依据: measure → national item → article → list type → statute. */
export interface MeasureBasis {
  readonly cell: MeasureMatrixRow;
  readonly measure: MeasureRow;
  readonly list: ListTypeRow;
}

const inField = (cell: MeasureMatrixRow, q: MeasureQuery): boolean =>
  cell.banFields === undefined || (q.banField !== undefined && q.banField === q.matterField && cell.banFields.some((field) => field === q.banField));

const hits = (cell: MeasureMatrixRow, q: MeasureQuery): boolean => inForce(cell, q.on) && cell.listType === q.listType && cell.subjectRole === q.role
  && cell.matterKinds.some((kind) => kind === q.matterKind) && (cell.subjectClasses?.includes(q.subjectClass) ?? true) && inField(cell, q);

/** 惩戒措施: the measure as the national list of the day has it; undefined = it may not be taken at all. */
export const measureOf = (rb: Rulebook, measure: string, on: LocalDate): MeasureRow | undefined => rowInForce(rb.tables.measures, on, (r) => r.measure === measure);

/** 措施期满日: the first day without the measure, where its cell grants so many months from the first day of the entry; undefined = as long as the entry. */
export const measureEndsOn = ({ durationRule, months }: Pick<MeasureMatrixRow, 'durationRule' | 'months'>, entryFrom: LocalDate): LocalDate | undefined =>
  (durationRule === 'fixed-months' ? addMonths(entryFrom, months!) : undefined);

/** 监管措施 that a watched subject's severity allows on the date, mildest first; more than these does not fit (O41). */
export const supervisionFor = (rb: Rulebook, severity: string, on: LocalDate): readonly string[] => rowInForce(rb.tables.supervision, on, (r) => r.severity === severity)?.measures ?? [];

/** 限制消费项目 HC01–HC10 in force on the date. */
export const consumptionItems = (rb: Rulebook, on: LocalDate): readonly ConsumptionItemRow[] => rb.tables.consumptionItems.filter((row) => inForce(row, on));

/** Two rows with the same key: the later one has taken the place of the earlier. */
const sameCell = (a: MeasureMatrixRow, b: MeasureMatrixRow): boolean => a.measure === b.measure && a.listType === b.listType && a.subjectRole === b.subjectRole
  && String(a.banFields ?? '') === String(b.banFields ?? '') && a.matterKinds.some((kind) => b.matterKinds.includes(kind));

/**
 * 措施适用: the measures that this hit allows in this matter, each with its whole basis; nothing = information only, never a restriction (O47, N1).
 * A cell counts only while its own article, the item of the national list and the list type are all in force on the day.
 */
export function measuresFor(rb: Rulebook, query: MeasureQuery): readonly MeasureBasis[] {
  const list = listType(rb, query.listType, query.on);
  if (!list) return [];
  const cells = rb.tables.measureMatrix.filter((cell) => hits(cell, query));
  return cells.flatMap((cell) => {
    const measure = measureOf(rb, cell.measure, query.on);
    const current = rowInForce(cells, query.on, (other) => sameCell(other, cell)) === cell;
    return measure && current ? [{ cell, measure, list }] : [];
  });
}

/** Whether a running measure still has its basis; lost since a day, or never had it here. */
export type BasisState =
  | { readonly holds: true; readonly matrixRowId: string }
  | { readonly holds: false; readonly lost: 'matrix-row' | 'measure' | 'list-type'; readonly since?: LocalDate; readonly because: string };

/** The day after the last of the rows ended; undefined when none of them has ended before the day. */
function endedOn(rows: readonly RuleRow[], on: LocalDate): LocalDate | undefined {
  const ends = rows.flatMap((row) => (row.to !== undefined && row.to < on ? [addDays(row.to, 1)] : []));
  return ends.length === 0 ? undefined : maxDate(ends[0]!, ...ends);
}

const lost = (what: 'matrix-row' | 'measure' | 'list-type', rows: readonly RuleRow[], on: LocalDate, named: string): BasisState => {
  const since = endedOn(rows, on);
  return { holds: false, lost: what, ...(since !== undefined && { since }), because: since === undefined ? `${named}没有依据` : `${named}自${since}起不再有依据` };
};

/**
 * 依据丧失: whether the cell on which a measure was taken still carries it on the day. An article that was replaced by another row for the same
 * measure, list, role and matter carries on under that row; one that ended or was withdrawn does not, from that day on (N1).
 */
export function basisHolds(rb: Rulebook, query: { readonly matrixRowId: string; readonly listType: string; readonly on: LocalDate }): BasisState {
  const { on } = query;
  const cell = rb.tables.measureMatrix.find((row) => row.id === query.matrixRowId && row.listType === query.listType);
  if (!cell) return lost('matrix-row', [], on, `措施适用行${query.matrixRowId}`);
  const same = (row: MeasureMatrixRow): boolean => sameCell(row, cell);
  const current = inForce(cell, on) ? cell : rowInForce(rb.tables.measureMatrix, on, same);
  if (!current) return lost('matrix-row', rb.tables.measureMatrix.filter(same), on, `措施适用行${cell.id}`);
  if (!measureOf(rb, cell.measure, on)) return lost('measure', rb.tables.measures.filter((r) => r.measure === cell.measure), on, `惩戒措施${cell.measure}`);
  if (!listType(rb, cell.listType, on)) return lost('list-type', rb.tables.listTypes.filter((r) => r.listType === cell.listType), on, `名单种类${cell.listType}`);
  return { holds: true, matrixRowId: current.id };
}

/** A cell of the matrix with the periods in which it carries a measure. `to` is the last day; absent = open. Periods may overlap. */
export interface CellInForce {
  readonly cell: MeasureMatrixRow;
  readonly periods: readonly Period[];
}
type Period = Pick<RuleRow, 'from' | 'to'>;

const common = (a: Period, b: Period): Period[] => {
  const from = maxDate(a.from, b.from);
  const to = a.to === undefined ? b.to : b.to === undefined ? a.to : minDate(a.to, b.to);
  return to !== undefined && to < from ? [] : [{ from, ...(to !== undefined && { to }) }];
};

/** 依据有效期间: every cell with the days on which its article, an item of the national list and the list type are in force together; for a database that has to refuse the rest (R10). */
export const cellsInForce = (rb: Rulebook): readonly CellInForce[] => rb.tables.measureMatrix.map((cell) => ({
  cell,
  periods: rb.tables.measures.filter((row) => row.measure === cell.measure).flatMap((measure) => common(cell, measure))
    .flatMap((period) => rb.tables.listTypes.filter((row) => row.listType === cell.listType).flatMap((list) => common(period, list))),
}));
