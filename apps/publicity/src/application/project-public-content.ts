import { textArray, type UnitOfWork } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { hasPublicForm, maskedText, publicContentOf, withoutOperator, type PublicContent } from '../domain/policies/public-content.ts';
import type { RecordVersion } from './record-version.ts';

/** 公开说明 — what the public is told when a record ended: why, on what basis, since when. 行政处罚法第四十八条 */
export interface PublicEnding {
  reason: string;
  basis?: string;
  effectiveOn: string;
}

/** Table that the projection writes; a rebuild writes a shadow of it. */
export const PUBLIC_ENTRY_VIEW = 'public_entry_view';

const statement = (table: string) => ({
  name: `project_${table}`,
  text: `insert into ${table} as v (entry_id, record_version, content, ending)
         select x.id::uuid, x.version::int8, x.content::jsonb, x.ending::jsonb from unnest($1::text[], $2::text[], $3::text[], $4::text[]) as x (id, version, content, ending)
         on conflict (entry_id) do update set record_version = excluded.record_version, content = excluded.content, ending = excluded.ending
         where excluded.record_version > v.record_version`,
});

/**
 * 公示内容投影 — the masked public content of each record, last version only; a revoked record keeps its explanation and loses its content.
 * Natural persons and kinds without a public form leave no row, restricted documents neither content nor explanation. Writes only `table`, emits nothing: a rebuild may replay it.
 */
export async function projectPublicContent(uow: Pick<UnitOfWork, 'query'>, rulebook: Rulebook, versions: readonly RecordVersion[], table = PUBLIC_ENTRY_VIEW): Promise<void> {
  const last = new Map<string, RecordVersion>();
  for (const version of versions) {
    const known = last.get(version.state.recordId);
    if (!known || BigInt(version.version) > BigInt(known.version)) last.set(version.state.recordId, version);
  }
  const rows = [...last.values()].filter(({ state }) => state.subject.subjectClass !== 'NATURAL_PERSON' && hasPublicForm(state.recordKind)).sort((a, b) => (a.state.recordId < b.state.recordId ? -1 : 1));
  if (rows.length === 0) return;
  await uow.query(statement(table), [
    textArray(rows.map((r) => r.state.recordId)), textArray(rows.map((r) => r.version)),
    textArray(rows.map((r) => json(contentOf(rulebook, r)))), textArray(rows.map((r) => json(endingOf(r)))),
  ]);
}

function contentOf(rulebook: Rulebook, { state }: RecordVersion): PublicContent | null {
  if (state.status === 'revoked' || state.content.restricted !== undefined || !hasPublicForm(state.recordKind)) return null;
  const { docNo, docName, decisionDate, authorityName, authorityUscc } = state;
  return publicContentOf(rulebook, state.recordKind, state.subject.subjectClass, { ...state.content, docNo, docName, decisionDate, authorityName, authorityUscc });
}

function endingOf({ state }: RecordVersion): PublicEnding | null {
  if (state.status !== 'revoked' || !state.change || state.content.restricted !== undefined) return null;
  const { reason, basis, effectiveOn } = state.change;
  const unnamed = withoutOperator(state.subject.subjectClass, state.content as never);
  const told = (text: string): string => unnamed(maskedText(text));
  return { reason: told(reason), ...(basis === undefined ? {} : { basis: told(basis) }), effectiveOn };
}

const json = (value: object | null): string | null => (value === null ? null : JSON.stringify(value));
