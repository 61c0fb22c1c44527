import type { ListEntryV1 } from '@credit/contracts/events';
import { textArray, type Cause, type UnitOfWork } from '@credit/persistence';
import type { Instant } from '@credit/kernel';
import { decide } from '../domain/record/record.decide.ts';
import { statementVersion } from '../domain/policies/statement-version.ts';
import { keyFieldsOf, type RecordStatement } from './record-commands.ts';
import type { Register } from './register.ts';
import { settleReceipts } from './release-records.ts';
import { lockSubjects, snapshotOf } from './subject-registry.ts';

/** One version of the entry of a ban, as its owner told it. */
export interface BanEntryVersion {
  version: string;
  state: ListEntryV1;
  told: Instant;
  cause: Cause;
}

const KEEP = {
  name: 'ban_entries_keep',
  text: `insert into ban_entry as b (entry_id, version, subject_id, authority_uscc, revoked)
         select distinct on (x.id) x.id::uuid, x.version::int8, x.subject::uuid, x.authority, x.revoked::boolean from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as x (id, version, subject, authority, revoked) order by x.id, x.version::int8 desc
         on conflict (entry_id) do update set version = excluded.version, revoked = b.revoked or excluded.revoked where excluded.version > b.version`,
};
/** Read after the bans were written: whoever linked a case before has committed, whoever comes later finds the ban revoked (P-6). */
const CASES = { name: 'ban_cases_of', text: `select id, content ->> 'entryId' as "entryId" from credit_record where record_kind = 'ban-case' and content ->> 'entryId' = any($1::text[]) and status in ('held', 'effective') order by id` };
const STANDING = {
  name: 'ban_entries_standing',
  text: `select b.entry_id as "entryId", b.authority_uscc as "authorityUscc", coalesce((select canonical_id from subject_alias where subject_id = b.subject_id), b.subject_id) as "subjectId"
         from ban_entry b where b.entry_id = any($1::text[]::uuid[]) and not b.revoked order by b.entry_id for share`,
};
const LINKED = { name: 'ban_case_linked', text: `select content ->> 'entryId' as "entryId" from credit_record where subject_id = $1 and authority_uscc = $2 and doc_no = $3 and record_kind = 'ban-case'` };

/** 禁入条目 — keeps which bans there are, whose and about whom; the cases of one that is revoked are revoked in the same transaction (O59). @returns how many cases fell */
export async function followBans(uow: UnitOfWork, register: Register, bans: readonly BanEntryVersion[]): Promise<number> {
  if (bans.length === 0) return 0;
  const column = (of: (ban: BanEntryVersion) => string): Buffer => textArray(bans.map(of));
  await uow.query(KEEP, [column((b) => b.state.entryId), column((b) => b.version), column((b) => b.state.subject.subjectId), column((b) => b.state.decision.authorityUscc), column((b) => String(b.state.ending === 'revoked'))]);
  const revoked = new Map(bans.filter(({ state }) => state.ending === 'revoked').map((ban) => [ban.state.entryId, ban]));
  const cases = revoked.size === 0 ? [] : await uow.query<{ id: string; entryId: string }>(CASES, [textArray([...revoked.keys()])]);
  if (cases.length === 0) return 0;
  const states = await register.records.load(uow, cases.map(({ id }) => id));
  const subjects = await lockSubjects(uow, [...states.values()].flatMap((s) => (s.status === 'absent' ? [] : s.subjectId)));
  const outcomes = await register.records.updateMany(uow, cases.map(({ id, entryId }) => {
    const file = states.get(id)!;
    if (file.status === 'absent') throw new Error('a case that was found is gone');
    const { state, told, cause } = revoked.get(entryId)!;
    const reason = `所依据的禁入条目已撤销${state.endingReason === undefined ? '' : `：${state.endingReason}`}`.slice(0, 500);
    const revocation = { version: statementVersion(undefined, told), revokedOn: state.endedOn ?? uow.ctx.today, reason, basis: state.decision.docNo };
    const about = snapshotOf(subjects.get(file.subjectId)!);
    return { id, cause, decide: (s) => decide({ verb: 'revoke', file, revocation }, s).map((event) => ({ ...event, about })) };
  }));
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
  await settleReceipts(uow, register, cases.map(({ id }) => id));
  return cases.length;
}

/**
 * 案例与条目 — which statements about cases rest on no ban of their authority about their subject that stands: a case is told anew, or reinstated, only under such a ban, which is held until COMMIT (P-6).
 * @param subjectIdOf the subject of the statement at that place; undefined where none was found
 */
export async function unfitCases(uow: UnitOfWork, run: readonly RecordStatement[], subjectIdOf: (place: number) => string | undefined): Promise<ReadonlySet<number>> {
  const asked: { place: number; entryId: string | undefined; subjectId: string; authorityUscc: string }[] = [];
  for (const [place, examined] of run.entries()) {
    const { recordKind, authorityUscc, docNo } = keyFieldsOf(examined);
    const subjectId = subjectIdOf(place);
    if (recordKind !== 'ban-case' || subjectId === undefined) continue;
    if (examined.kind === 'act') asked.push({ place, entryId: examined.data['entryId'] as string, subjectId, authorityUscc });
    else if (examined.kind === 'correction' && examined.data.reinstate === true) {
      const [known] = await uow.query<{ entryId: string | null }>(LINKED, [subjectId, authorityUscc, docNo]);
      asked.push({ place, entryId: known?.entryId ?? undefined, subjectId, authorityUscc });
    }
  }
  if (asked.length === 0) return new Set();
  const standing = await uow.query<{ entryId: string; authorityUscc: string; subjectId: string }>(STANDING, [textArray([...new Set(asked.flatMap(({ entryId }) => entryId ?? []))].sort())]);
  const fits = (a: (typeof asked)[number]): boolean => standing.some((b) => b.entryId === a.entryId && b.authorityUscc === a.authorityUscc && b.subjectId === a.subjectId);
  return new Set(asked.filter((a) => !fits(a)).map(({ place }) => place));
}
