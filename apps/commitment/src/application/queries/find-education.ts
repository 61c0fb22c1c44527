import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import type { EducationMaterial, IntegrityEducation } from '../../domain/integrity-education/integrity-education.ts';

/** 教育材料 as anybody reads it. */
const COLUMNS = 'code as "materialCode", version, source, title, text, url, published_on as "publishedOn"';
const CURRENT = { name: 'education_materials_current', text: `select distinct on (code) ${COLUMNS} from education_material where ($1::text is null or code > $1) order by code, version desc limit $2` };
const VERSIONS = { name: 'education_material_versions', text: `select ${COLUMNS} from education_material where code = $1 order by version` };
const OF_SUBJECT = {
  name: 'integrity_education_of_subject',
  text: `select e.source, e.case_id as "caseId", e.subject_id as "subjectId", e.occasion, e.material_code as "materialCode", e.material_version as "materialVersion", e.given_on as "givenOn", m.title
         from integrity_education e join education_material m on m.code = e.material_code and m.version = e.material_version
         where ($1::text is null or e.source = $1) and e.subject_id in (select coalesce((select canonical_id from subject_alias where subject_id = $2::uuid), $2::uuid)
           union select a.subject_id from subject_alias a where a.canonical_id = coalesce((select canonical_id from subject_alias where subject_id = $2::uuid), $2::uuid))
         order by e.given_on, e.source, e.case_id limit $3`,
};
/** A case counts by the row that was in force on the day it was opened, of several by the one that came into force last. */
const COVERAGE = {
  name: 'integrity_education_coverage',
  text: `with rule as (select * from unnest($1::text[], $2::text[], $3::date[], $4::date[]) as x (kind, occasion, since, until)),
         counted as (
           select c.source, r.occasion,
                  exists (select 1 from integrity_education e where e.source = c.source and e.case_id = c.case_id
                    and coalesce((select a.canonical_id from subject_alias a where a.subject_id = e.subject_id), e.subject_id) = coalesce((select a.canonical_id from subject_alias a where a.subject_id = c.subject_id), c.subject_id)) as given
           from admission_case c cross join lateral (select r.occasion from rule r where r.kind = c.matter_kind and r.since <= c.opened_on and (r.until is null or c.opened_on <= r.until) order by r.since desc limit 1) r
           where ($5::text is null or c.source = $5) and ($6::date is null or c.opened_on >= $6) and ($7::date is null or c.opened_on <= $7))
         select source, occasion, count(*)::int4 as cases, (count(*) filter (where given))::int4 as given from counted group by source, occasion order by source, occasion`,
};

export type EducationView = IntegrityEducation & { title: string };
/** 诚信教育覆盖情况 of one department: over its cases of registration, approval and filing. `shareWithout` = those without education, 0 to 1, four digits. */
export interface EducationCoverage { department: string; name: string; cases: number; given: number; without: number; shareWithout: number; byOccasion: { occasion: string; cases: number; without: number }[] }

const withoutNulls = <T extends object>(row: T): T => Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as T;

/** The current version of each material, by code. */
export const findMaterials = async (db: Database, { after, limit }: { after: string | null; limit: number }): Promise<EducationMaterial[]> => (await db.pool.query<EducationMaterial>({ ...CURRENT, values: [after, limit] })).rows.map(withoutNulls);

/** Every version of one material, the first first. */
export const findMaterialVersions = async (db: Database, materialCode: string): Promise<EducationMaterial[]> => (await db.pool.query<EducationMaterial>({ ...VERSIONS, values: [materialCode] })).rows.map(withoutNulls);

/** What a subject was taught, in which case; of one department, or of all. */
export const findEducation = async (db: Database, { source, subjectId, limit }: { source: string | null; subjectId: string; limit: number }): Promise<EducationView[]> => (await db.pool.query<EducationView>({ ...OF_SUBJECT, values: [source, subjectId, limit] })).rows;

/** 诚信教育覆盖率 per department; `from` and `to` bound the day on which a case was opened. */
export async function findCoverage(db: Database, { rulebook, nameOf }: { rulebook: Rulebook; nameOf: (source: string) => string }, { source, from, to }: { source: string | null; from?: LocalDate | undefined; to?: LocalDate | undefined }): Promise<EducationCoverage[]> {
  const rules = rulebook.tables.educationMatters;
  const values = [rules.map((r) => r.matterKind), rules.map((r) => r.occasion), rules.map((r) => r.from), rules.map((r) => r.to ?? null), source, from ?? null, to ?? null];
  const { rows } = await db.pool.query<{ source: string; occasion: string; cases: number; given: number }>({ ...COVERAGE, values });
  return [...new Set(rows.map((row) => row.source))].map((department) => {
    const own = rows.filter((row) => row.source === department);
    const [cases, given] = [own.reduce((sum, row) => sum + row.cases, 0), own.reduce((sum, row) => sum + row.given, 0)];
    return { department, name: nameOf(department), cases, given, without: cases - given, shareWithout: Number(((cases - given) / cases).toFixed(4)), byOccasion: own.map((row) => ({ occasion: row.occasion, cases: row.cases, without: row.cases - row.given })) };
  });
}
