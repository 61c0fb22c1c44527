import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { carriedOut, type ItemState } from '../objection-items.ts';
import { isObjectionOverdue, objectionDueOn, type Objection } from '../../domain/objection/objection.ts';

type Stored = Exclude<Objection, { status: 'absent' }>;

/** 异议 as the objector, the provider and those who oversee it read it; who lodged it is shown to the objector and the overseers only. */
export type ObjectionView = Omit<Stored, 'objector'> & { objector?: Stored['objector']; nextStep: ObjectionStepName; dueOn: LocalDate | null; overdue: boolean };

/** With whether the item is now as an accepted objection says; null where none was accepted, and of a withdrawal, which is publicity's. */
export type EffectiveObjection = ObjectionView & { effective: boolean | null };

/** 下一步. */
export type ObjectionStepName = 'provider-verifies' | 'authority-decides' | 'platform-decides' | 'appraisal-ends' | 'none';

/** Who asks: an objector, a department, or neither: who oversees them all. */
export interface ObjectionViewer {
  source: string | null;
  subjectId: string | null;
  today: LocalDate;
}

/** An objector's own under any file that was merged into its own. */
const OF_OBJECTOR = `coalesce((select canonical_id from subject_alias where subject_id = o.objector_id), o.objector_id) = coalesce((select canonical_id from subject_alias where subject_id = $2::uuid), $2::uuid)`;
const VISIBLE = `($1::text is null or o.source = $1) and ($2::uuid is null or ${OF_OBJECTOR})`;
const FIND = { name: 'objections_find', text: `select o.state, i.state as item from objection o join objection_item i on i.kind = o.target_kind and i.id = o.target_id where ${VISIBLE} and (not $3::boolean or o.due_on < $4) and ($5::uuid is null or o.id > $5) order by o.id limit $6` };
const ONE = { name: 'objection_find', text: `select o.state, i.state as item from objection o join objection_item i on i.kind = o.target_kind and i.id = o.target_id where ${VISIBLE} and o.id = $3` };

/** 异议清单, oldest first. */
export async function findObjections(db: Database, viewer: ObjectionViewer, { overdue, after, limit }: { overdue: boolean; after: string | null; limit: number }): Promise<EffectiveObjection[]> {
  const { rows } = await db.pool.query<Found>({ ...FIND, values: [viewer.source, viewer.subjectId, overdue, viewer.today, after, limit] });
  return rows.map((found) => shownWithItem(found, viewer));
}

/** One objection; undefined when there is none that the asker may see. */
export async function findObjection(db: Database, id: string, viewer: ObjectionViewer): Promise<EffectiveObjection | undefined> {
  const { rows } = await db.pool.query<Found>({ ...ONE, values: [viewer.source, viewer.subjectId, id] });
  return rows[0] && shownWithItem(rows[0], viewer);
}

interface Found { state: Stored; item: ItemState['data'] }

const shownWithItem = ({ state, item }: Found, viewer: ObjectionViewer): EffectiveObjection => ({ ...objectionView(state, viewer), effective: 'outcome' in state ? carriedOut(state.outcome, { kind: state.target.kind, data: item } as ItemState) : null });

export function objectionView(state: Stored, { source, today }: Pick<ObjectionViewer, 'source' | 'today'>): ObjectionView {
  const { objector, ...shown } = state;
  return { ...shown, ...(source === null ? { objector } : {}), nextStep: stepOf(state), dueOn: objectionDueOn(state) ?? null, overdue: isObjectionOverdue(state, today) };
}

function stepOf(state: Stored): ObjectionStepName {
  switch (state.status) {
    case 'lodged': return state.ownScope ? 'platform-decides' : 'provider-verifies';
    case 'verified': return 'authority-decides';
    case 'appraising': return 'appraisal-ends';
    default: return 'none';
  }
}
