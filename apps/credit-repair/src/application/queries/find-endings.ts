import type { LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { Database } from '@credit/persistence';
import type { EffectEnding, EndedKind } from '@credit/rulebook/codes';
import type { Ended, EndedDocument, OwnerAnswer } from '../../domain/lapse/lapse-certificate.ts';

/** 已终止的事项 with all that was told of it. */
export interface EndingRead {
  endingId: string;
  ended: Ended;
  /** 认定单位's department; null while none speaks for it here, or its fact has not arrived */
  source: string | null;
  answers: OwnerAnswer[];
  acknowledged: Map<string, LocalDate>;
}

/** Which endings the asker may see, and which of them. */
export interface EndingFilter {
  source: string | null;
  subjectId: string | null;
  overdue: boolean;
  after: string | null;
  limit: number;
  today: LocalDate;
}

interface Row {
  id: string;
  kind: EndedKind;
  itemId: string;
  ending: EffectEnding;
  on: LocalDate;
  subjectId: string;
  source: string | null;
  document: EndedDocument | null;
  undone: Ended['undone'] | null;
  grant: { caseId: string; docNo?: string; on: LocalDate } | null;
  revocation: { on: LocalDate; reason: string } | null;
}
type AnswerRow = OwnerAnswer & { endingId: string; subject: SubjectSnapshot };

/** An entry that ended by repair says no case; its granted case is the one there is (`repair_case_once`). */
const SELECT = `
  select e.id, e.kind, e.item_id as "itemId", e.ending, e.ended_on as "on", e.subject_id as "subjectId", e.source, e.document, e.undone,
         case when c.id is null then null else jsonb_strip_nulls(jsonb_build_object('caseId', c.id, 'docNo', c.state #>> '{decision,docNo}', 'on', c.state #>> '{decision,on}')) end as "grant",
         case when c.status = 'revoked' then jsonb_build_object('on', c.state #>> '{revocation,on}', 'reason', c.state #>> '{revocation,reason}') end as revocation
    from ending e
    left join repair_case c on e.ending = 'repaired' and c.target_kind = e.kind and c.target_id = e.item_id and c.status in ('approved', 'revoked') and (e.case_id is null or c.id = e.case_id)`;
const OF_SUBJECT = `coalesce((select canonical_id from subject_alias where subject_id = e.subject_id), e.subject_id) = coalesce((select canonical_id from subject_alias where subject_id = $2::uuid), $2::uuid)`;
const VISIBLE = `($1::text is null or e.source = $1) and ($2::uuid is null or ${OF_SUBJECT})`;
/** One that its owner has told before one that only an answer has mentioned. */
const OF_ITEM = { name: 'ending_of_item', text: `${SELECT} where ${VISIBLE} and e.kind = $3 and e.item_id = $4 and ($5::text is null or e.ending = $5) order by e.document is null, e.version desc limit 1` };
/** What a case has ended; when its document was revoked before, that. */
const OF_CASE = { name: 'ending_of_case', text: `${SELECT} where e.kind = $1 and e.item_id = $2 and (e.case_id = $3 or (e.case_id is null and e.ending <> 'corrected' and e.undone is null)) order by e.case_id is null, e.version desc limit 1` };
const LIST = {
  name: 'endings_find',
  text: `${SELECT} where ${VISIBLE} and ($4::uuid is null or e.id > $4) and (not $3::boolean or e.id in (select ending_id from effect_acknowledgement where acknowledged_on is null and due_on < $5)) order by e.id limit $6`,
};
const ANSWERS = { name: 'ending_answers', text: `select ending_id as "endingId", owner, part, parts, subject, effects from ending_answer where ending_id = any($1) order by ending_id, owner, part` };
const CONFIRMED = {
  name: 'ending_confirmed',
  text: `select effect_id as id, acknowledged_on as "on" from effect_acknowledgement
          where effect_id in (select (x ->> 'effectId')::uuid from ending_answer, jsonb_array_elements(effects) x where ending_id = any($1) and (x ->> 'mustAcknowledge')::boolean) and acknowledged_on is not null`,
};

/** 事项最近一次终止, or the last one of that kind; undefined when there is none that the asker may see. */
export async function findEnding(db: Database, { kind, id }: { kind: EndedKind; id: string }, { source, subjectId }: Pick<EndingFilter, 'source' | 'subjectId'>, ending: EffectEnding | null = null): Promise<EndingRead | undefined> {
  return (await whole(db, (await db.pool.query<Row>({ ...OF_ITEM, values: [source, subjectId, kind, id, ending] })).rows))[0];
}

/** 修复案件所终止的; undefined while the fact has not arrived. */
export async function findEndingOfCase(db: Database, caseId: string, { kind, id }: { kind: EndedKind; id: string }): Promise<EndingRead | undefined> {
  return (await whole(db, (await db.pool.query<Row>({ ...OF_CASE, values: [kind, id, caseId] })).rows))[0];
}

/** 终止清单, in the order of their ids. */
export async function findEndings(db: Database, { source, subjectId, overdue, after, today, limit }: EndingFilter): Promise<EndingRead[]> {
  return whole(db, (await db.pool.query<Row>({ ...LIST, values: [source, subjectId, overdue, after, today, limit] })).rows);
}

async function whole(db: Database, rows: readonly Row[]): Promise<EndingRead[]> {
  if (rows.length === 0) return [];
  const ids = rows.map(({ id }) => id);
  const [answers, confirmed] = await Promise.all([db.pool.query<AnswerRow>({ ...ANSWERS, values: [ids] }), db.pool.query<{ id: string; on: LocalDate }>({ ...CONFIRMED, values: [ids] })]);
  const acknowledged = new Map(confirmed.rows.map(({ id, on }) => [id, on]));
  return rows.map((row) => {
    const mine = answers.rows.filter(({ endingId }) => endingId === row.id);
    return { endingId: row.id, source: row.source, ended: endedOf(row, mine[0]?.subject), answers: mine, acknowledged };
  });
}

function endedOf({ kind, itemId, ending, on, document, undone, grant, revocation }: Row, answered: SubjectSnapshot | undefined): Ended {
  const taken = undone ?? revocation;
  return {
    kind, id: itemId, ending, on, subject: (document?.subject ?? answered)!, ...(document === null ? {} : { document }), ...(grant === null ? {} : { repair: grant }), ...(taken === null ? {} : { undone: taken }),
  };
}
