import { normaliseIdentifier, normaliseName } from '@credit/contracts/subject';
import type { Database } from '@credit/persistence';
import type { FormerName, Registration } from '../../domain/subject/subject.ts';

/** 信用主体 as shown. */
export interface SubjectView {
  subjectId: string;
  subjectClass: string;
  status: string;
  name: string;
  uscc?: string;
  formerNames: readonly FormerName[];
  formerUsccs: readonly string[];
  registration?: Omit<Registration, 'name'>;
}

interface Row { id: string; subject_class: string; status: string; name: string; uscc: string | null; former_names: FormerName[]; former_usccs: string[]; registration: Registration | null }

const COLUMNS = 's.id, s.subject_class, s.status, s.name, s.uscc, s.former_names, s.former_usccs, s.registration';
const CANONICAL = 'left join subject_alias a on a.subject_id = k.subject_id join credit_subject s on s.id = coalesce(a.canonical_id, k.subject_id)';

function viewOf({ id, subject_class, status, name, uscc, former_names, former_usccs, registration }: Row): SubjectView {
  const { name: _name, ...registered } = registration ?? ({} as Registration);
  return { subjectId: id, subjectClass: subject_class, status, name, ...(uscc === null ? {} : { uscc }), formerNames: former_names, formerUsccs: former_usccs, ...(registration === null ? {} : { registration: registered }) };
}

/** By id; the id of a merged subject leads to the one it was merged into. */
export async function findSubject(db: Database, id: string): Promise<SubjectView | undefined> {
  const { rows } = await db.pool.query<Row>(`select ${COLUMNS} from (select $1::uuid as subject_id) k ${CANONICAL}`, [id]);
  return rows[0] === undefined ? undefined : viewOf(rows[0]);
}

/** By a present or former code. */
export async function findByCode(db: Database, uscc: string): Promise<SubjectView[]> {
  const { rows } = await db.pool.query<Row>(`select ${COLUMNS} from subject_code k ${CANONICAL} where k.code = $1`, [normaliseIdentifier(uscc)]);
  return rows.map(viewOf);
}

/** By a present or former full name; several subjects may share one. Never a natural person. */
export async function findByName(db: Database, name: string): Promise<SubjectView[]> {
  const { rows } = await db.pool.query<Row>(`select ${COLUMNS} from credit_subject s where s.names @> array[$1] order by s.id limit 50`, [normaliseName(name)]);
  return rows.map(viewOf);
}

/** By the blind index of a document, under any key still in use. */
export async function findByPerson(db: Database, blindIndexes: readonly Buffer[]): Promise<SubjectView[]> {
  const { rows } = await db.pool.query<Row>(`select ${COLUMNS} from subject_person k ${CANONICAL} where k.blind_index = any($1)`, [blindIndexes]);
  return rows.map(viewOf);
}
