import { DomainError } from '@credit/kernel';
import type { UnitOfWork } from '@credit/persistence';

/** Only what a screening of this department showed as a suspect can be called different. */
export class NotASuspect extends DomainError {
  constructor() {
    super({ code: 'SCREENING.SUSPECT_NOT_FOUND', message: 'This screening of this department did not show the entry as a suspect', userMessage: '本部门的该次比对未将此条目列为疑似' });
  }
}

const SUSPECT = {
  name: 'screening_suspect',
  text: `select subject_key from screening where id = $1 and department = $2 and outcome = 'needs-human' and answer @> jsonb_build_object('entries', jsonb_build_array(jsonb_build_object('entryId', $3::text)))`,
};
const REMEMBER = { name: 'not_same_add', text: 'insert into not_same (subject_key, entry_id, decided_by, reason) values ($1, $2, $3, $4) on conflict (subject_key, entry_id) do nothing' };

/** 人工确认：不是同一主体 — remembered for exactly this pair; it is not shown again, an exact identifier still hits (B16). @throws NotASuspect */
export async function rememberNotSame(uow: UnitOfWork, department: string, screeningId: string, { entryId, reason }: { entryId: string; reason: string }): Promise<void> {
  const [screening] = await uow.query<{ subject_key: string }>(SUSPECT, [screeningId, department, entryId]);
  if (screening === undefined) throw new NotASuspect();
  await uow.query(REMEMBER, [screening.subject_key, entryId, uow.ctx.actor, reason]);
}
