import type { EducationReportedV1 } from '@credit/contracts/events';
import type { UnitOfWork } from '@credit/persistence';
import { giveEducation, type IntegrityEducation } from '../domain/integrity-education/integrity-education.ts';
import { authorityOf, type Desk } from './desk.ts';
import { filesOf } from './known-subjects.ts';

const LOCK = { name: 'integrity_education_lock', text: `select pg_advisory_xact_lock(hashtextextended('education ' || $1::text || ' ' || $2::text, 0))` };
const MATERIAL = { name: 'education_material_there', text: `select 1 from education_material where code = $1 and version = $2` };
const BEFORE = {
  name: 'integrity_education_before',
  text: `select source, case_id as "caseId", subject_id as "subjectId", occasion, material_code as "materialCode", material_version as "materialVersion", given_on as "givenOn"
         from integrity_education where source = $1 and case_id = $2 and subject_id = any($3::uuid[])`,
};
const ADD = {
  name: 'integrity_education_add',
  text: `insert into integrity_education (source, case_id, subject_id, occasion, material_code, material_version, given_on, matter_id, recorded_on, recorded_by) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
};

/** Who told of it: an officer over HTTP, or the register's matter. */
export interface EducationTold { by: string; matterId?: string }

/**
 * 诚信教育 — the same case told by Kafka and by REST is one; other words about it are refused.
 * @returns the fact, and whether it had been told before. @throws what the domain refuses
 */
export async function give(uow: UnitOfWork, desk: Desk, asked: IntegrityEducation, { by, matterId }: EducationTold): Promise<{ education: IntegrityEducation; before: boolean }> {
  await uow.query(LOCK, [asked.source, asked.caseId]);
  const material = (await uow.query(MATERIAL, [asked.materialCode, asked.materialVersion])).length > 0;
  const [before] = await uow.query<IntegrityEducation>(BEFORE, [asked.source, asked.caseId, await filesOf(uow, asked.subjectId)]);
  const education = giveEducation(asked, { department: authorityOf(desk, asked.source) !== undefined, material, before, today: uow.ctx.today });
  if (education === undefined) return { education: before!, before: true };
  await uow.query(ADD, [education.source, education.caseId, education.subjectId, education.occasion, education.materialCode, education.materialVersion, education.givenOn, matterId ?? null, uow.ctx.today, by]);
  return { education, before: false };
}

/** 诚信教育报送 as the register forwarded it. */
export async function takeEducation(uow: UnitOfWork, desk: Desk, { matterId, source, subject, caseId, occasion, materialCode, materialVersion, givenOn }: EducationReportedV1): Promise<undefined> {
  await give(uow, desk, { source, caseId, subjectId: subject.subjectId, occasion, materialCode, materialVersion, givenOn }, { by: `source:${source}`, matterId });
  return undefined;
}
