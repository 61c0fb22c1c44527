import { maskIdentityNumbers } from '@credit/kernel';
import type { UnitOfWork } from '@credit/persistence';
import { publishMaterial, type EducationMaterial } from '../domain/integrity-education/integrity-education.ts';
import { authorityOf, type Desk } from './desk.ts';

const LOCK = { name: 'education_material_lock', text: `select pg_advisory_xact_lock(hashtextextended('education-material ' || $1::text, 0))` };
const LAST = { name: 'education_material_last', text: `select code as "materialCode", version, source, title, text, url, published_on as "publishedOn" from education_material where code = $1 order by version desc limit 1` };
const ADD = { name: 'education_material_add', text: `insert into education_material (code, version, source, title, text, url, published_on, published_by) values ($1, $2, $3, $4, $5, $6, $7, $8)` };

/** 教育材料 as it is to be published. */
export type MaterialAsked = Pick<EducationMaterial, 'materialCode' | 'title'> & { text?: string | undefined; url?: string | undefined };

/** 公布教育材料, the first version or the next one. @throws what the domain refuses */
export async function publish(uow: UnitOfWork, desk: Desk, { text, url, ...asked }: MaterialAsked, { source, by }: { source: string; by: string }): Promise<EducationMaterial> {
  await uow.query(LOCK, [asked.materialCode]);
  const [last] = await uow.query<EducationMaterial>(LAST, [asked.materialCode]);
  const words = { ...(text === undefined ? {} : { text: maskIdentityNumbers(text) }), ...(url === undefined ? {} : { url }) };
  const material = publishMaterial({ ...asked, ...words, source, department: authorityOf(desk, source) !== undefined, today: uow.ctx.today }, last);
  await uow.query(ADD, [material.materialCode, material.version, source, material.title, material.text ?? null, material.url ?? null, material.publishedOn, by]);
  return material;
}
