import type { LocalDate } from '@credit/kernel';
import { textArray, type Database, type UnitOfWork } from '@credit/persistence';

/** 信用修复培训机构 — who may certify a training, from when until when (O71). */
export interface TrainingBody {
  uscc: string;
  name: string;
  from: LocalDate;
  /** last day of the accreditation; absent = until it is ended */
  to?: LocalDate;
}

const KEEP = {
  name: 'training_body_keep',
  text: `insert into training_body (uscc, name, accredited_from, accredited_to, kept_by) values ($1, $2, $3, $4, $5)
         on conflict (uscc, accredited_from) do update set name = excluded.name, accredited_to = excluded.accredited_to, kept_by = excluded.kept_by`,
};
const OF = { name: 'training_body_of', text: `select uscc, accredited_from as "from", accredited_to as "to" from training_body where uscc = any($1::text[]) for share` };
const ALL = { name: 'training_bodies', text: `select uscc, name, accredited_from as "from", accredited_to as "to" from training_body order by uscc, accredited_from` };

/** 认可或者终止认可 — the same body and first day again: its last day is what changes. */
export const keepTrainingBody = async (uow: UnitOfWork, { uscc, name, from, to }: TrainingBody): Promise<void> => void (await uow.query(KEEP, [uscc, name, from, to ?? null, uow.ctx.actor]));

/** Whether a body was accredited on a day, for the bodies that the evidence names; locked until it has been judged. */
export async function accreditedBodies(uow: UnitOfWork, evidence: readonly { bodyUscc?: string }[]): Promise<(bodyUscc: string, on: LocalDate) => boolean> {
  const named = [...new Set(evidence.flatMap(({ bodyUscc }) => bodyUscc ?? []))];
  const rows = named.length === 0 ? [] : await uow.query<{ uscc: string; from: LocalDate; to: LocalDate | null }>(OF, [textArray(named)]);
  return (bodyUscc, on) => rows.some(({ uscc, from, to }) => uscc === bodyUscc && from <= on && (to === null || on <= to));
}

/** 培训机构名册 — for everybody. */
export async function findTrainingBodies(db: Database): Promise<TrainingBody[]> {
  const { rows } = await db.pool.query<Omit<TrainingBody, 'to'> & { to: LocalDate | null }>(ALL);
  return rows.map(({ to, ...body }) => ({ ...body, ...(to === null ? {} : { to }) }));
}
