import type { RuleTables } from './tables/types.ts';

type Row = Readonly<Record<string, unknown>>;
type Fault = readonly [string, string];

const STRONG: readonly unknown[] = ['law', 'regulation', 'central-policy', 'local-regulation'];
const BURDENS: readonly unknown[] = ['joint-discipline', 'ban'];

/** 国办发〔2020〕49号: rights are reduced by a list only on law, regulation, central policy, or a local regulation. */
function listTypeFault(row: Row): Fault | null {
  if (BURDENS.includes(row.listKind) && !STRONG.includes(row.statuteLevel)) return ['statuteLevel', 'is too low for a list that carries measures'];
  return (row.channels !== undefined) === row.published ? null : ['channels', 'must be given for a published list, and only for it'];
}

const orderFault = (row: Row, least: string, most: string): Fault | null => {
  if ((row[least] === undefined) !== (row[most] === undefined)) return [row[least] === undefined ? least : most, 'is missing'];
  return (row[least] as number) > (row[most] as number) ? [least, `must not exceed ${most}`] : null;
};

function listTermFault(row: Row): Fault | null {
  if ((row.listType === 'JUDGMENT_DEFAULTER') !== (row.situation !== undefined)) return ['situation', 'belongs to court defaulters, and only to them'];
  if (row.term === 'fixed' && row.months === undefined) return ['months', 'is missing'];
  if (row.term === 'by-decision' && row.maxMonths === undefined) return ['maxMonths', 'is missing'];
  if ((row.earlyAfterMonths === undefined) !== (row.earlyFrom === undefined)) return ['earlyFrom', 'and earlyAfterMonths belong together'];
  if (row.maxMonths !== undefined && (row.months as number) > (row.maxMonths as number)) return ['months', 'must not exceed maxMonths'];
  return orderFault(row, 'minMonths', 'maxMonths') ?? orderFault(row, 'extensionMinMonths', 'extensionMaxMonths');
}

/** A ban has an end, or the statute's own words for a permanent one (O58). */
function banFault(row: Row): Fault | null {
  if (row.permanent === undefined) return row.maxMonths === undefined ? ['maxMonths', 'is missing'] : orderFault(row, 'minMonths', 'maxMonths');
  if (row.maxMonths !== undefined || row.minMonths !== undefined) return ['maxMonths', 'has no place in a permanent ban'];
  return /终身|永久|永远/.test(row.permanent as string) ? null : ['permanent', 'must quote the words of the statute for 终身 or 永久'];
}

/** Trap 15: what a court lists reaches linked persons by the consumption order only. */
function cellFault(row: Row): Fault | null {
  if (row.durationRule === 'fixed-months' && row.months === undefined) return ['months', 'is missing'];
  const linkedPerson = row.listType === 'JUDGMENT_DEFAULTER' && row.subjectRole !== 'UNIT';
  if (linkedPerson !== (row.consumptionOrder === true)) return ['consumptionOrder', 'marks the persons linked to a court defaulter, and only them'];
  return linkedPerson && row.measure !== 'M-A3' ? ['measure', 'must be the consumption order for a person linked to a court defaulter'] : null;
}

const personFault = (row: Row): Fault | null =>
  ((row.listType === 'JUDGMENT_DEFAULTER') === (row.effect === 'consumption-order') ? null : ['effect', 'is the consumption order for court defaulters, and only for them']);

const FAULTS: Partial<Record<keyof RuleTables, (row: Row) => Fault | null>> = {
  listTypes: listTypeFault, listTerms: listTermFault, bans: banFault, measureMatrix: cellFault, relatedPersons: personFault,
};

/** What no row of lists and discipline may say, also by overlay: the first fault as `[field, message]`, or null. */
export const disciplineFault = (table: keyof RuleTables, row: Row): Fault | null => FAULTS[table]?.(row) ?? null;
