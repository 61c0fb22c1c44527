import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { addDays, localDate } from '@credit/kernel';
import { PUBLICITY, validateData } from '@credit/contracts/events';
import { defaultRulebook } from '@credit/rulebook';
import type { Database } from '@credit/persistence';
import { projectSubjects } from '../../src/application/project-subjects.ts';
import { listLate } from '../../src/application/queries/late-entries.ts';
import { listColumn, listOfSubject, searchPublic } from '../../src/application/queries/public-entries.ts';
import { publicStatistics } from '../../src/application/queries/public-statistics.ts';
import { listDecisions } from '../../src/application/queries/publicity-decisions.ts';
import { publicitySummary } from '../../src/application/queries/publicity-summary.ts';
import { deskOf, freshDatabase, onDay, TODAY } from './publicity-database.ts';
import { coercion, judgment, licence, newRecordId, penalty, personC, shopB, subjectA, version } from './sample-records.ts';

let db: Database;
let drop: () => Promise<void>;
beforeAll(async () => {
  ({ db, drop } = await freshDatabase());
});
afterAll(() => drop());

const { arrive, at, publicEvents, row } = deskOf(() => db);

describe('a record becomes a lawful public page', () => {
  it('posts a penalty of an organisation, masked, with its end and its due date', async () => {
    const state = penalty();
    await arrive([version(state)]);
    expect(await at(state.recordId)).toEqual({
      state: 'in-force',
      entry: expect.objectContaining({
        kind: 'administrative-penalty', postedOn: '2026-11-23', endsOn: '2027-11-16', subject: { publicId: expect.any(String), name: subjectA.name, uscc: subjectA.uscc, formerNames: [] },
        content: expect.objectContaining({ facts: '电话138********', legalRepName: '张三', docNo: state.docNo }),
      }),
    });
    const [event] = await publicEvents(state.recordId);
    expect(event).toMatchObject({ type: PUBLICITY.posted, data: { status: 'posted', dueOn: '2026-11-25', endsOn: '2027-11-16', entryId: state.recordId } });
    expect(validateData(event!.type, event!.data)).toEqual([]);
  });

  it('withholds a person, whose name no search finds, and the database refuses to make it public', async () => {
    const state = penalty({ subject: personC });
    await arrive([version(state)]);
    expect(await row(state.recordId)).toMatchObject({ status: 'withheld', reason: 'NOT_PUBLIC_PERSON' });
    expect((await db.pool.query('select 1 from public_entry_view where entry_id = $1', [state.recordId])).rows).toEqual([]);
    expect(await at(state.recordId)).toBeNull();
    expect(await searchPublic(db, { name: personC.name }, TODAY, null, 10)).toEqual([]);
    await expect(db.pool.query(`update publicity_entry set status = 'posted', reason = null, first_posted_on = $2, posted_on = $2, ends_on = $2 where id = $1`, [state.recordId, TODAY]))
      .rejects.toThrow('publicity_entry_person_never_public');
    await expect(db.pool.query(`update public_subject set name = '李四' where subject_id = $1`, [personC.subjectId])).rejects.toThrow('public_subject_person_not_searchable');
    expect((await publicEvents(state.recordId)).flatMap((e) => validateData(e.type, e.data))).toEqual([]);
  });

  it.each([['a judgment', judgment], ['a coercion', coercion]] as const)('withholds %s: no public content, no due date, never late, and the database refuses to make it public', async (_name, make) => {
    const state = make({ decisionDate: localDate('2026-09-01'), source: 'benxi-quiet' });
    const held = make({ status: 'held', heldReasons: ['UNKNOWN_SUBJECT'], decisionDate: localDate('2026-09-01'), source: 'benxi-quiet' });
    await arrive([version(state), version(held), version({ ...state, status: 'revoked', change: { reason: '再审改判', effectiveOn: TODAY, changedFields: [] } }, 2)]);
    expect(await row(held.recordId)).toMatchObject({ status: 'withheld', reason: 'NOT_PUBLIC_KIND', due_status: 'NONE' });
    expect(await row(state.recordId)).toMatchObject({ status: 'withheld', reason: 'RECORD_REVOKED', due_status: 'NONE' });
    expect((await db.pool.query('select 1 from public_entry_view where entry_id = any($1)', [[state.recordId, held.recordId]])).rows).toEqual([]);
    expect([await at(state.recordId), await at(held.recordId)]).toEqual([null, null]);
    expect(await listLate(db, defaultRulebook, { today: addDays(TODAY, 60), sources: ['benxi-quiet'], state: null, after: null, limit: 10 })).toEqual([]);
    await expect(db.pool.query(`update publicity_entry set status = 'posted', reason = null, first_posted_on = $2, posted_on = $2, ends_on = $2 where id = $1`, [held.recordId, TODAY]))
      .rejects.toThrow('publicity_entry_kind_with_public_form');
  });

  it.each([
    ['withheld_names_reason', `status = 'withheld', reason = null, posted_on = null`],
    ['posted_has_end', 'ends_on = null'],
    ['withdrawn_was_public', `status = 'withdrawn', withdrawn_on = '2026-11-24'`],
    ['due_is_date_year_or_none', 'due_on = null'],
    ['status_known', `status = 'public'`],
  ])('has a constraint against an entry without %s', async (name, change) => {
    const state = penalty();
    await arrive([version(state)]);
    await expect(db.pool.query(`update publicity_entry set ${change} where id = $1`, [state.recordId])).rejects.toThrow(`publicity_entry_${name}`);
  });

  it('shows the trade name of an individual business but not its operator', async () => {
    const state = licence({ subject: shopB });
    await arrive([version(state)]);
    const found = await at(state.recordId);
    expect(found).toMatchObject({ entry: { subject: { name: shopB.name } } });
    expect(JSON.stringify(found)).not.toContain('张三');
  });

  it('hides the operator of a firm that became an individual business, without waiting for a new version of the record', async () => {
    const subject = { ...subjectA, subjectId: newRecordId(), uscc: '91210500MA00A00440' };
    const state = penalty({ subject });
    await arrive([version(state)]);
    expect(await at(state.recordId)).toMatchObject({ entry: { content: { legalRepName: '张三' } } });
    const shop = { ...subject, subjectClass: 'INDIVIDUAL_BUSINESS', uscc: shopB.uscc } as const;
    await onDay(db, TODAY, (uow) => projectSubjects(uow, [{ subjectId: subject.subjectId, version: '2', state: { subject: shop, formerNames: [], formerUsccs: [subject.uscc], effectiveOn: TODAY } }]));
    for (const found of [await at(state.recordId), await searchPublic(db, { uscc: subject.uscc }, TODAY, null, 10), await listOfSubject(db, (await row(state.recordId)).public_id, TODAY, null, 10)]) {
      expect(JSON.stringify(found)).toContain(state.recordId);
      expect(JSON.stringify(found)).not.toContain('张三');
    }
  });

  it('tells of a restricted decision that was public and is revoked that it is gone, not why', async () => {
    const state = penalty();
    const restricted = { ...state, content: { ...state.content, restricted: 'privacy' } } as typeof state;
    const change = { reason: '涉及某未成年人，复议撤销', basis: '复议决定书', effectiveOn: TODAY, changedFields: [] };
    await arrive([version(state), version(restricted, 2), version({ ...restricted, status: 'revoked', change }, 3)]);
    expect(await at(state.recordId)).toMatchObject({ state: 'gone', reason: 'RECORD_REVOKED', ending: null });
  });

  it('takes the operator of an individual business out of the reason for which its record was revoked', async () => {
    const state = penalty({ subject: shopB });
    const change = { reason: '经营者张三申请复议，撤销', basis: '张三复议案', effectiveOn: TODAY, changedFields: [] };
    await arrive([version(state), version({ ...state, status: 'revoked', change }, 2)]);
    expect(await at(state.recordId)).toMatchObject({ state: 'gone', ending: { reason: '经营者张*申请复议，撤销', basis: '张*复议案' } });
  });

  it.each([
    ['state-secret', 'NOT_PUBLIC_SECRET'], ['commercial-secret', 'NOT_PUBLIC_SECRET'], ['privacy', 'NOT_PUBLIC_PRIVACY'], ['minor', 'NOT_PUBLIC_JUVENILE'], ['security', 'NOT_PUBLIC_SECURITY'],
  ])('takes away what turns out to be restricted (%s), content and all', async (restricted, reason) => {
    for (const state of [penalty(), licence()]) {
      await arrive([version(state)]);
      expect(await at(state.recordId)).toMatchObject({ state: 'in-force' });
      await arrive([version({ ...state, content: { ...state.content, restricted } as never }, 2)]);
      expect(await at(state.recordId)).toMatchObject({ state: 'gone', reason, ending: null });
      expect((await db.pool.query('select content from public_entry_view where entry_id = $1', [state.recordId])).rows).toEqual([{ content: null }]);
    }
  });

  it('judges by the later of its own date and that of the event (P-11)', async () => {
    const state = licence({ content: { validTo: localDate('2026-11-30') } });
    await arrive([{ ...version(state), businessDate: localDate('2026-12-01') }]);
    expect(await row(state.recordId)).toMatchObject({ status: 'withheld', reason: 'NOT_PUBLIC_EXPIRED' });
  });

  it('does not call late what waits but would never be public', async () => {
    const minor = penalty({ source: 'benxi-late', status: 'held', heldReasons: ['UNKNOWN_SUBJECT'], content: { penaltyTypes: ['WARNING'], fineAmountWan: undefined } });
    const general = penalty({ source: 'benxi-late', status: 'held', heldReasons: ['UNKNOWN_SUBJECT'] });
    await arrive([version(minor), version(general)]);
    const late = await listLate(db, defaultRulebook, { today: localDate('2026-12-10'), sources: ['benxi-late'], state: null, after: null, limit: 10 });
    expect(late.map((l) => l.entryId)).toEqual([general.recordId]);
    const others = await listLate(db, defaultRulebook, { today: localDate('2026-12-10'), sources: ['benxi-nobody'], state: null, after: null, limit: 10 });
    expect(others).toEqual([]);
  });

  it('publishes what was held when it is released, and states the days', async () => {
    const held = penalty({ status: 'held', heldReasons: ['UNKNOWN_SUBJECT'] });
    await arrive([version(held)]);
    expect(await at(held.recordId)).toBeNull();
    await arrive([version({ ...held, status: 'effective', heldReasons: [] }, 2)], localDate('2026-12-10'));
    expect(await at(held.recordId, localDate('2026-12-10'))).toMatchObject({ entry: { postedOn: '2026-12-10' } });
    const late = await listLate(db, defaultRulebook, { today: localDate('2026-12-10'), sources: ['benxi-market-regulation'], state: 'published-late', after: null, limit: 10 });
    expect(late).toEqual([expect.objectContaining({ entryId: held.recordId, dueOn: '2026-11-25', postedOn: '2026-12-10', cause: 'heldInSystem', workingDaysLate: 11 })]);
  });

  it('withdraws a revoked record at once, explains it, loses its content, and posts again when it is reinstated', async () => {
    const state = penalty();
    await arrive([version(state)]);
    const change = { reason: '复议撤销，当事人电话13812345678', basis: '复议决定书', effectiveOn: TODAY, changedFields: [] };
    await arrive([version({ ...state, status: 'revoked', change }, 2)], addDays(TODAY, 3));
    expect(await at(state.recordId, addDays(TODAY, 3))).toEqual({ state: 'gone', kind: 'administrative-penalty', reason: 'RECORD_REVOKED', withdrawnOn: '2026-11-26', ending: { reason: '复议撤销，当事人电话138********', basis: '复议决定书', effectiveOn: TODAY } });
    expect((await db.pool.query('select content from public_entry_view where entry_id = $1', [state.recordId])).rows[0].content).toBeNull();
    await arrive([version({ ...state, change }, 3)], addDays(TODAY, 5));
    expect(await at(state.recordId, addDays(TODAY, 5))).toMatchObject({ state: 'in-force', entry: { postedOn: '2026-11-28' } });
    expect((await publicEvents(state.recordId)).map((e) => e.type)).toEqual([PUBLICITY.posted, PUBLICITY.withdrawn, PUBLICITY.posted]);
    expect((await publicEvents(state.recordId)).flatMap((e) => validateData(e.type, e.data))).toEqual([]);
  });

  it('amends or withdraws when a correction moves the tier', async () => {
    const state = penalty();
    await arrive([version(state), version({ ...state, content: { ...state.content, penaltyTypes: ['SUSPEND_BUSINESS'] } as never }, 2)]);
    expect(await at(state.recordId)).toMatchObject({ entry: { endsOn: '2029-11-16' } });
    await arrive([version({ ...state, content: { ...state.content, penaltyTypes: ['WARNING'] } as never }, 3)]);
    expect(await at(state.recordId)).toMatchObject({ state: 'gone', reason: 'NOT_PUBLIC_MINOR_TIER' });
  });

  it('is the same after every repetition and after an overtaken version', async () => {
    const state = penalty();
    const revoked = version({ ...state, status: 'revoked' }, 2);
    await arrive([revoked, version(state, 1), revoked]);
    expect(await row(state.recordId)).toMatchObject({ status: 'withheld', reason: 'RECORD_REVOKED', record_version: '2', public_version: '1' });
    expect((await db.pool.query('select record_version, content from public_entry_view where entry_id = $1', [state.recordId])).rows).toEqual([{ record_version: '2', content: null }]);
  });
});

describe('reading', () => {
  it('finds by exact code or exact full name, now or formerly, and through a merged file; anything else is nothing', async () => {
    const subject = { subjectId: newRecordId(), subjectClass: 'LEGAL_ENTITY', name: '本溪旧名（集团）有限公司', uscc: '91210502MA0XYA341J', status: 'registered' } as const;
    const canonical = { ...subject, subjectId: newRecordId(), name: '本溪新名有限公司', uscc: '91210503MA0XYA35XQ' };
    const state = penalty({ subject });
    await arrive([version(state)]);
    await onDay(db, TODAY, (uow) => projectSubjects(uow, [
      { subjectId: subject.subjectId, version: '3', state: { subject: { ...subject, name: '本溪改名有限公司' }, formerNames: [{ name: subject.name, until: TODAY }], formerUsccs: ['91210504MA0XYA3687'], effectiveOn: TODAY } },
      { subjectId: canonical.subjectId, version: '5', state: { subject: canonical, formerNames: [], formerUsccs: [], effectiveOn: TODAY, mergedSubjectId: subject.subjectId, canonicalSubjectId: canonical.subjectId } },
    ]));
    const ids = async (asked: { uscc: string } | { name: string }) => (await searchPublic(db, asked, TODAY, null, 10)).map((e) => e.entryId);
    for (const asked of [{ uscc: subject.uscc }, { uscc: '91210504MA0XYA3687' }, { uscc: canonical.uscc }, { name: '本溪旧名(集团)有限公司' }, { name: '本溪改名有限公司' }, { name: '本溪新名有限公司' }]) {
      expect(await ids(asked)).toEqual([state.recordId]);
    }
    for (const asked of [{ name: '本溪新名' }, { name: '本溪%' }, { uscc: '91210500MA00A001XA' }]) expect(await ids(asked)).toEqual([]);
    const [entry] = await searchPublic(db, { uscc: subject.uscc }, TODAY, null, 10);
    expect(entry).toMatchObject({ subject: { name: '本溪新名有限公司', uscc: canonical.uscc } });
    expect((await listOfSubject(db, entry!.subject.publicId, TODAY, null, 10)).map((e) => e.entryId)).toEqual([state.recordId]);
  });

  it.each([
    ['in order', [0, 1, 2]],
    ['the last first', [2, 1, 0]],
    ['the middle last', [0, 2, 1]],
  ])('follows merges of merges to the last file: %s', async (_, order) => {
    const files = Array.from({ length: 4 }, () => ({ subjectId: newRecordId(), subjectClass: 'LEGAL_ENTITY', name: '链式合并有限公司', status: 'registered' }) as const);
    const merge = (n: number) => ({ subjectId: files[n + 1]!.subjectId, version: '2', state: { subject: files[n + 1]!, formerNames: [], formerUsccs: [], effectiveOn: TODAY, mergedSubjectId: files[n]!.subjectId, canonicalSubjectId: files[n + 1]!.subjectId } });
    for (const n of order) await onDay(db, TODAY, (uow) => projectSubjects(uow, [merge(n)]));
    const { rows } = await db.pool.query('select distinct canonical_id from subject_alias where subject_id = any($1::uuid[])', [files.map((f) => f.subjectId)]);
    expect(rows).toEqual([{ canonical_id: files[3]!.subjectId }]);
  });

  it('keeps names when facts about a subject arrive before, after and twice', async () => {
    const subject = { subjectId: newRecordId(), subjectClass: 'LEGAL_ENTITY', name: '先到有限公司', uscc: '91210500MA00A0060M', status: 'registered' } as const;
    const fact = (n: number, name: string) => ({ subjectId: subject.subjectId, version: String(n), state: { subject: { ...subject, name }, formerNames: [], formerUsccs: [], effectiveOn: TODAY } });
    await onDay(db, TODAY, (uow) => projectSubjects(uow, [fact(2, '后到有限公司'), fact(1, '先到有限公司')]));
    await arrive([version(penalty({ subject }))]);
    await onDay(db, TODAY, (uow) => projectSubjects(uow, [fact(1, '先到有限公司')]));
    expect(await searchPublic(db, { uscc: subject.uscc }, TODAY, null, 10)).toMatchObject([{ subject: { name: '后到有限公司' } }]);
  });

  it('pages through a column newest first, each entry once', async () => {
    const states = Array.from({ length: 7 }, () => licence());
    await arrive(states.map((s) => version(s)), localDate('2026-11-24'));
    const seen: string[] = [];
    for (let after: { postedOn: string; id: string } | null = null; ;) {
      const page = await listColumn(db, 'administrative-license', localDate('2026-11-24'), after, 3);
      seen.push(...page.map((e) => e.entryId));
      const last = page.at(-1);
      if (!last) break;
      after = { postedOn: last.postedOn, id: last.entryId };
    }
    expect(seen.slice(0, 7)).toEqual(states.map((s) => s.recordId).reverse());
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('counts by kind and month, by reason and department, and narrows to the departments asked for', async () => {
    expect((await publicStatistics(db, TODAY)).items).toContainEqual({ kind: 'administrative-penalty', month: '2026-11', count: expect.any(Number) });
    const all = await publicitySummary(db, TODAY, null);
    expect(all.decisions).toContainEqual(expect.objectContaining({ status: 'withheld', reason: 'NOT_PUBLIC_PERSON', department: 'benxi-market-regulation' }));
    expect(await publicitySummary(db, TODAY, ['benxi-other'])).toMatchObject({ decisions: [], inForce: 0, late: [] });
    const decisions = await listDecisions(db, { today: TODAY, sources: null, status: 'withheld', reason: 'NOT_PUBLIC_PERSON', kind: null, recordId: null, after: null, limit: 10 });
    expect(decisions[0]).toMatchObject({ status: 'withheld', why: { reason: 'NOT_PUBLIC_PERSON', userMessage: expect.stringContaining('自然人'), ruleId: 'EXCLUDE_PERSON' } });
  });
});
