import type { EffectsAnswerV1 } from '@credit/contracts/events';
import type { LocalDate } from '@credit/kernel';
import { derivedId, textArray, type Cause, type UnitOfWork } from '@credit/persistence';
import type { EffectEnding, EndedKind } from '@credit/rulebook/codes';
import type { EndedDocument } from '../domain/lapse/lapse-certificate.ts';
import { sourceSpeakingFor, type Desk } from './desk.ts';
import { discontinueCorrections, openCorrections } from './open-corrections.ts';

/** 结束 as the owner of the record or entry told it. */
export interface EndingFact {
  kind: EndedKind;
  id: string;
  version: string;
  ending: EffectEnding;
  on: LocalDate;
  caseId?: string;
  /** 报送部门, where no department speaks for the authority */
  reportedBy?: string;
  document: EndedDocument;
  /** told again after a restore, with a version of a higher epoch */
  rebased: boolean;
  cause: Cause;
}

/** 恢复记录 — a revoked record is in effect again: the fact at this version took the revocation back. */
export interface ReinstatedFact {
  id: string;
  version: string;
  undone: { on: LocalDate; reason: string };
  cause: Cause;
}

/** 确认 — the recipient of an effect has confirmed that it ended. */
export interface AcknowledgedFact {
  effectId: string;
  on: LocalDate;
}

/** 终止答复 of an owner. */
export interface AnswerFact {
  answer: EffectsAnswerV1;
  cause: Cause;
}

/** What one batch of one topic brought. Each kind may arrive before the others. */
export interface EndingNews {
  endings?: readonly EndingFact[];
  reinstated?: readonly ReinstatedFact[];
  answers?: readonly AnswerFact[];
  acknowledged?: readonly AcknowledgedFact[];
}

/** One ending of one item: asked twice, it is the same. */
export const endingIdOf = ({ kind, id, version }: Pick<EndingFact, 'kind' | 'id' | 'version'>): string => derivedId(['ending', kind, id, version]);

const COLUMNS = 'id, kind, item_id, version, ending, ended_on, subject_id, case_id';
const VALUES = 'x.id::uuid, x.kind, x.item::uuid, x.version::int8, x.ending, x.ended::date, x.subject::uuid, x.of_case::uuid';
/** Both write the row, so that whoever comes second sees what the first has written (P-6). What is told again after a restore is no second ending. */
const TELL = {
  name: 'ending_tell',
  text: `insert into ending as e (${COLUMNS}, source, document) select ${VALUES}, x.source, x.document::jsonb
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[]) as x (id, kind, item, version, ending, ended, subject, of_case, source, document, rebased)
         where not (x.rebased::boolean and exists (select 1 from ending o where o.kind = x.kind and o.item_id = x.item::uuid and o.ending = x.ending and o.version < x.version::int8 and o.document is not null))
         on conflict (id) do update set ending = excluded.ending, ended_on = excluded.ended_on, subject_id = excluded.subject_id, source = excluded.source, document = excluded.document, case_id = coalesce(excluded.case_id, e.case_id)`,
};
const MENTION = {
  name: 'ending_mention',
  text: `insert into ending as e (${COLUMNS}) select ${VALUES}
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[]) as x (id, kind, item, version, ending, ended, subject, of_case)
         on conflict (id) do update set case_id = coalesce(e.case_id, excluded.case_id)`,
};
const REINSTATE = {
  name: 'ending_undo',
  text: `update ending e set undone = x.undone::jsonb from unnest($1::text[], $2::text[], $3::text[]) as x (item, version, undone)
         where e.kind = 'record' and e.item_id = x.item::uuid and e.version < x.version::int8 and e.ending = 'revoked' and e.undone is null returning e.id, e.item_id as item`,
};
const ANSWER = {
  name: 'ending_answer_keep',
  text: `insert into ending_answer (ending_id, owner, part, parts, subject, effects) select x.id::uuid, x.owner, x.part::int4, x.parts::int4, x.subject::jsonb, x.effects::jsonb
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[]) as x (id, owner, part, parts, subject, effects) on conflict do nothing`,
};
const WANT = {
  name: 'acknowledgement_want',
  text: `insert into effect_acknowledgement as a (effect_id, ending_id, due_on) select x.effect::uuid, x.ending::uuid, x.due::date from unnest($1::text[], $2::text[], $3::text[]) as x (effect, ending, due)
         on conflict (effect_id) do update set ending_id = coalesce(a.ending_id, excluded.ending_id), due_on = coalesce(a.due_on, excluded.due_on)`,
};
const ACKNOWLEDGE = {
  name: 'acknowledgement_take',
  text: `insert into effect_acknowledgement as a (effect_id, acknowledged_on) select x.effect::uuid, x.acknowledged::date from unnest($1::text[], $2::text[]) as x (effect, acknowledged)
         on conflict (effect_id) do update set acknowledged_on = least(a.acknowledged_on, excluded.acknowledged_on)`,
};

/** What the fact and the answers both say of an ending, as columns. */
interface EndingRow {
  id: string;
  item: Pick<EndingFact, 'kind' | 'id' | 'version' | 'ending' | 'on' | 'caseId'>;
  subjectId: string;
}
const rowOf = (item: EndingRow['item'], { subjectId }: { subjectId: string }): EndingRow => ({ id: endingIdOf(item), item, subjectId });

/** One of each key, in the order of the keys: no statement meets a row twice, and no two transactions in another order. */
const once = <T>(rows: readonly T[], keyOf: (row: T) => string): T[] => [...new Map(rows.map((row) => [keyOf(row), row])).entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
const columnsOf = <T>(rows: readonly T[], ...columns: ((row: T) => string | null | undefined)[]): Buffer[] => columns.map((of) => textArray(rows.map(of)));
const common = (rows: readonly EndingRow[]): Buffer[] => columnsOf(rows, (r) => r.id, ({ item }) => item.kind, ({ item }) => item.id, ({ item }) => item.version, ({ item }) => item.ending, ({ item }) => item.on, (r) => r.subjectId, ({ item }) => item.caseId);

/** 归集结束事实 — every order of arrival ends in the same rows (P-13); told again, nothing changes. What was revoked is put right, effect by effect. */
export async function takeEndings(uow: UnitOfWork, desk: Desk, { endings = [], reinstated = [], answers = [], acknowledged = [] }: EndingNews): Promise<void> {
  if (endings.length > 0) await tellEndings(uow, desk, endings);
  const undone = reinstated.length === 0 ? [] : await uow.query<{ id: string; item: string }>(REINSTATE, columnsOf(reinstated, (r) => r.id, (r) => r.version, (r) => JSON.stringify(r.undone)));
  const answered = answers.map(({ answer }) => ({ ...answer, endingId: endingIdOf(answer.ended) }));
  if (answered.length > 0) await keepAnswers(uow, answered);
  const confirmed = once(acknowledged, ({ effectId }) => effectId);
  if (confirmed.length > 0) await uow.query(ACKNOWLEDGE, columnsOf(confirmed, ({ effectId }) => effectId, ({ on }) => on));
  if (endings.length + answers.length + undone.length === 0) return;
  const causes = new Map([...endings.map((fact) => [endingIdOf(fact), fact.cause] as const), ...answers.map(({ answer, cause }) => [endingIdOf(answer.ended), cause] as const)]);
  if (endings.length + answers.length > 0) await openCorrections(uow, desk, endings.map(endingIdOf), answered, causes);
  if (undone.length > 0) await discontinueCorrections(uow, desk, undone.map(({ id }) => id), new Map(undone.map(({ id, item }) => [id, reinstated.find((r) => r.id === item)!.cause])));
}

async function tellEndings(uow: UnitOfWork, desk: Desk, endings: readonly EndingFact[]): Promise<void> {
  const told = once(endings.map((fact) => ({ ...rowOf(fact, fact.document.subject), fact })), ({ id }) => id);
  const source = ({ document, reportedBy }: EndingFact): string | undefined => sourceSpeakingFor(desk, document.authorityUscc) ?? reportedBy;
  await uow.query(TELL, [...common(told), ...columnsOf(told, ({ fact }) => source(fact), ({ fact }) => JSON.stringify(fact.document), ({ fact }) => String(fact.rebased))]);
}

async function keepAnswers(uow: UnitOfWork, answers: readonly EffectsAnswerV1[]): Promise<void> {
  await uow.query(MENTION, common(once(answers.map(({ ended, subject }) => rowOf(ended, subject)), ({ id }) => id)));
  await uow.query(ANSWER, columnsOf(answers, ({ ended }) => endingIdOf(ended), ({ owner }) => owner, ({ part }) => String(part), ({ parts }) => String(parts), ({ subject }) => JSON.stringify(subject), ({ effects }) => JSON.stringify(effects)));
  const wanted = once(answers.flatMap(({ ended, effects }) => effects.filter(({ mustAcknowledge }) => mustAcknowledge).map((effect) => ({ ...effect, endingId: endingIdOf(ended) }))), ({ effectId }) => effectId);
  if (wanted.length > 0) await uow.query(WANT, columnsOf(wanted, ({ effectId }) => effectId, ({ endingId }) => endingId, ({ acknowledgeBy }) => acknowledgeBy));
}
