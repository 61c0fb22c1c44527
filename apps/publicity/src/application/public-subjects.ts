import { normaliseName, type SubjectSnapshot } from '@credit/contracts/subject';
import { textArray, type UnitOfWork } from '@credit/persistence';

const FIND = { name: 'public_subject_find', text: 'select subject_id, public_id from public_subject where subject_id = any($1::text[]::uuid[])' };
const ADD = {
  name: 'public_subject_add',
  text: `insert into public_subject (subject_id, subject_class, status, name, normalised_name, uscc)
         select x.id::uuid, x.class, x.status, x.name, x.normalised, x.uscc from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as x (id, class, status, name, normalised, uscc)
         on conflict (subject_id) do nothing`,
};

interface Address {
  subject_id: string;
  public_id: string;
}

/**
 * 主体的公示地址 — the random public address of each subject; one that is new here gets an address and, until its own
 * events arrive, what the snapshot says. Of a natural person only the class is kept: nothing that a search could find.
 */
export async function publicIdsOf(uow: UnitOfWork, subjects: readonly SubjectSnapshot[]): Promise<Map<string, string>> {
  const byId = new Map(subjects.map((s) => [s.subjectId, s]));
  const ids = [...byId.keys()].sort();
  const found = addressesOf(await uow.query<Address>(FIND, [textArray(ids)]));
  const missing = ids.filter((id) => !found.has(id));
  if (missing.length === 0) return found;
  const rows = missing.map((id) => byId.get(id) as SubjectSnapshot);
  const shown = rows.map((s) => (s.subjectClass === 'NATURAL_PERSON' ? null : s));
  await uow.query(ADD, [
    textArray(missing), textArray(rows.map((s) => s.subjectClass)), textArray(rows.map((s) => s.status)),
    textArray(shown.map((s) => s?.name)), textArray(shown.map((s) => (s ? normaliseName(s.name) : null))), textArray(shown.map((s) => s?.uscc)),
  ]);
  return addressesOf(await uow.query<Address>(FIND, [textArray(ids)]));
}

const addressesOf = (rows: readonly Address[]): Map<string, string> => new Map(rows.map((r) => [r.subject_id, r.public_id]));
