import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ListEntryV1 } from '@credit/contracts/events';
import { addDays, localDate, type LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import { projectPublicList, shownOnThisSite } from '../../src/application/project-public-list.ts';
import { projectSubjects } from '../../src/application/project-subjects.ts';
import { publicIdsOf } from '../../src/application/public-subjects.ts';
import { listColumn, listOfSubject, searchPublic } from '../../src/application/queries/public-entries.ts';
import { deskOf, freshDatabase, onDay, TODAY } from './publicity-database.ts';
import { ended, listEntry } from './sample-list-entries.ts';
import { newRecordId, penalty, personC, shopB, subjectA, version } from './sample-records.ts';

let db: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ db, drop } = await freshDatabase());
});
afterAll(() => drop());

const { arrive, at } = deskOf(() => db);
const tell = (states: readonly [ListEntryV1, number][], businessDate: LocalDate = TODAY) => onDay(db, businessDate, async (uow) => {
  const shown = shownOnThisSite(defaultRulebook, states.map(([state, n]) => ({ state, version: String(n), businessDate })));
  await publicIdsOf(uow, shown.map(({ state }) => state.subject));
  await projectPublicList(uow, shown);
});
const column = async (today = TODAY): Promise<string[]> => (await listColumn(db, 'list-entry', today, null, 50)).map(({ entryId }) => entryId);
const anotherFirm = (name: string) => ({ ...subjectA, subjectId: newRecordId(), name });

describe('a list entry in public', () => {
  it('is read with list, statute and decision, and without the documents it rests on', async () => {
    const state = listEntry();
    await tell([[state, 1]]);
    const shown = await at(state.entryId);
    expect(shown).toMatchObject({ state: 'in-force', entry: { kind: 'list-entry', subject: { name: subjectA.name }, postedOn: TODAY, endsOn: '2029-11-22', content: { listType: 'MARKET_SERIOUS', docNo: '本市监列〔2026〕1号' } } });
    expect(JSON.stringify(shown)).not.toContain(state.evidence[0]!.docNo);
    expect(await column()).toContain(state.entryId);
  });

  it('is found by exact code and name together with the records of the firm, newest first, page by page', async () => {
    const subject = { ...anotherFirm('名单与处罚并存有限公司'), uscc: '91210504MA0XYA3687' };
    const [record, state] = [penalty({ subject }), listEntry({ subject })];
    await arrive([version(record)]);
    await tell([[state, 1]], addDays(TODAY, 1));
    const later = addDays(TODAY, 1);
    const found = await searchPublic(db, { uscc: subject.uscc }, later, null, 10);
    expect(found.map(({ kind }) => kind)).toEqual(['list-entry', 'administrative-penalty']);
    const [first] = await searchPublic(db, { name: subject.name }, later, null, 1);
    expect((await searchPublic(db, { name: subject.name }, later, { postedOn: first!.postedOn, id: first!.entryId }, 1)).map(({ entryId }) => entryId)).toEqual([record.recordId]);
    expect((await listOfSubject(db, first!.subject.publicId, later, null, 10)).map(({ entryId }) => entryId)).toEqual([state.entryId, record.recordId]);
  });

  it('ends by itself on its last day, before anybody has stated it', async () => {
    const state = listEntry({ subject: anotherFirm('到期即止有限公司'), until: localDate('2026-12-01') });
    await tell([[state, 1]]);
    expect(await column(localDate('2026-11-30'))).toContain(state.entryId);
    expect(await column(localDate('2026-12-01'))).not.toContain(state.entryId);
    expect(await at(state.entryId, localDate('2026-12-01'))).toMatchObject({ state: 'gone', reason: 'LIST_TERM_OVER', withdrawnOn: '2026-12-01', ending: null });
  });

  it('of a list without a fixed term has no last day', async () => {
    const { until: _, ...endless } = listEntry({ subject: anotherFirm('没有固定期限有限公司'), listType: 'JUDGMENT_DEFAULTER', situation: 1 });
    await tell([[endless, 1]]);
    expect(await at(endless.entryId)).toMatchObject({ state: 'in-force', entry: { endsOn: null, content: { situation: expect.stringContaining('有履行能力') } } });
  });

  it('is gone with its end: a revoked one says why, and only its last version counts, in whatever order they come', async () => {
    const state = listEntry({ subject: anotherFirm('撤销先到有限公司') });
    const over = ended(state, 'revoked', '处罚决定被撤销');
    await tell([[over, 3]]);
    await tell([[state, 1], [{ ...state, until: localDate('2030-11-23') }, 2]]);
    expect(await at(state.entryId)).toEqual({ state: 'gone', kind: 'list-entry', reason: 'LIST_REVOKED', withdrawnOn: TODAY, ending: { reason: '处罚决定被撤销' } });
    expect((await db.pool.query('select content from public_list_entry where entry_id = $1', [state.entryId])).rows).toEqual([{ content: null }]);
  });

  it('of a merged firm is read under the name of the file that remains', async () => {
    const [old, remaining] = [anotherFirm('并入之前有限公司'), { ...anotherFirm('并入之后有限公司'), uscc: '91210500MA00A00440' }];
    const state = listEntry({ subject: old });
    await tell([[state, 1]]);
    await onDay(db, TODAY, (uow) => projectSubjects(uow, [{ subjectId: remaining.subjectId, version: '2', state: { subject: remaining, formerNames: [], formerUsccs: [], effectiveOn: TODAY, mergedSubjectId: old.subjectId, canonicalSubjectId: remaining.subjectId } as never }]));
    expect((await searchPublic(db, { uscc: remaining.uscc }, TODAY, null, 10)).map(({ entryId, subject }) => [entryId, subject.name])).toEqual([[state.entryId, remaining.name]]);
  });
});

describe('what no one can read here', () => {
  it('a person, whose entry leaves no row and which the database refuses', async () => {
    const state = listEntry({ subject: personC, listType: 'JUDGMENT_DEFAULTER', situation: 3 });
    await tell([[state, 1]]);
    expect(await at(state.entryId)).toBeNull();
    expect((await db.pool.query('select 1 from public_list_entry where entry_id = $1', [state.entryId])).rows).toEqual([]);
    await expect(db.pool.query(`insert into public_list_entry (entry_id, version, subject_id, subject_class, rule_id, posted_on, content) values ($1, 1, $2, 'NATURAL_PERSON', 'X', $3, '{}')`, [state.entryId, personC.subjectId, TODAY]))
      .rejects.toThrow('public_list_entry_person_never_public');
  });

  it('an entry of a list that is published elsewhere or nowhere', async () => {
    const states = ['GOV_PROCUREMENT', 'KEY_ATTENTION', 'MARKET_INDUSTRY_BAN'].map((listType) => listEntry({ listType, subject: anotherFirm(`${listType}有限公司`) }));
    await tell(states.map((state) => [state, 1] as [ListEntryV1, number]));
    expect(await Promise.all(states.map(({ entryId }) => at(entryId)))).toEqual([null, null, null]);
  });

  it('the operator of an individual business in the reason of a revocation', async () => {
    const state = listEntry({ subject: shopB });
    await tell([[state, 1], [ended(state, 'revoked', '经营者王五的处罚被撤销'), 2]]);
    expect(await at(state.entryId)).toMatchObject({ state: 'gone', reason: 'LIST_REVOKED', ending: null });
  });
});
