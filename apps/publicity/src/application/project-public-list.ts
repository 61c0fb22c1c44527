import type { LocalDate } from '@credit/kernel';
import { maxDate, minDate } from '@credit/kernel';
import type { ListEntryV1 } from '@credit/contracts/events';
import { textArray, type Cause, type UnitOfWork } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { listEndingCode, listVerdictOn, publicListContentOf, publicListEndingReason, type ListEntryForPublic } from '../domain/policies/list-publicity.ts';

/** One version of a list entry as its owner published it. */
export interface ListEntryVersion {
  version: string;
  businessDate?: LocalDate | undefined;
  state: ListEntryV1;
  /** the event that told it */
  cause?: Cause | undefined;
}

/** Table that the projection writes; a rebuild writes a shadow of it. */
export const PUBLIC_LIST = 'public_list_entry';

const statement = (table: string) => ({
  name: `project_${table}`,
  text: `insert into ${table} as v (entry_id, version, subject_id, subject_class, rule_id, posted_on, until, content, ending)
         select x.id::uuid, x.version::int8, x.subject::uuid, x.class, x.rule, x.posted::date, x.until::date, x.content::jsonb, x.ending::jsonb
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) as x (id, version, subject, class, rule, posted, until, content, ending)
         on conflict (entry_id) do update set version = excluded.version, posted_on = least(v.posted_on, excluded.posted_on), until = excluded.until, content = excluded.content, ending = excluded.ending
         where excluded.version > v.version`,
});

/** A version of an entry that this site shows, under which rule, and from which day. */
export interface Shown extends ListEntryVersion {
  ruleId: string;
  postedOn: LocalDate;
}

/** The versions of entries that this site shows or has shown: natural persons, and lists that are published elsewhere or nowhere, leave no row. */
export function shownOnThisSite(rulebook: Rulebook, versions: readonly ListEntryVersion[]): Shown[] {
  return versions.flatMap((version) => {
    const verdict = listVerdictOn(rulebook, forPublic(version.state));
    return verdict.publish ? [{ ...version, ruleId: verdict.ruleId, postedOn: maxDate(version.state.from, version.businessDate ?? version.state.from) }] : [];
  });
}

/**
 * 名单公布投影 — the public form of each entry, last version only; an entry that ended keeps how it ended and loses its content. In force is computed when read (P-11).
 * Writes only `table`, emits nothing: a rebuild may replay it.
 */
export async function projectPublicList(uow: Pick<UnitOfWork, 'query'>, shown: readonly Shown[], table = PUBLIC_LIST): Promise<void> {
  const last = new Map<string, Shown>();
  for (const version of shown) {
    const known = last.get(version.state.entryId);
    const postedOn = known === undefined ? version.postedOn : minDate(known.postedOn, version.postedOn);
    last.set(version.state.entryId, { ...(known === undefined || BigInt(version.version) > BigInt(known.version) ? version : known), postedOn });
  }
  const rows = [...last.values()].sort((a, b) => (a.state.entryId < b.state.entryId ? -1 : 1));
  if (rows.length === 0) return;
  await uow.query(statement(table), [
    textArray(rows.map((r) => r.state.entryId)), textArray(rows.map((r) => r.version)), textArray(rows.map((r) => r.state.subject.subjectId)), textArray(rows.map((r) => r.state.subject.subjectClass)),
    textArray(rows.map((r) => r.ruleId)), textArray(rows.map((r) => r.postedOn)), textArray(rows.map((r) => r.state.until)),
    textArray(rows.map(({ state }) => (state.status === 'ended' ? null : JSON.stringify(publicListContentOf(forPublic(state)))))),
    textArray(rows.map(({ state }) => (state.status === 'ended' ? JSON.stringify(endingOf(state)) : null))),
  ]);
}

function endingOf({ ending = 'removed-early', endedOn, endingReason, from, subject }: ListEntryV1): object {
  const reason = publicListEndingReason(ending, subject.subjectClass, endingReason);
  return { code: listEndingCode(ending), endedOn: endedOn ?? from, ...(reason === undefined ? {} : { reason }) };
}

const forPublic = ({ listType, subject, published, situation, basis, decision }: ListEntryV1): ListEntryForPublic =>
  ({ listType, subjectClass: subject.subjectClass, published, situation, statute: basis.statute, decision });
