import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DESIGNATION, validateData } from '@credit/contracts/events';
import { localDate } from '@credit/kernel';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { ownedEntries } from '../../src/outbound/owned-entries.ts';
import { beginEntries, endEntries } from '../../src/application/pass-days.ts';
import { courtReport, desk, deskOf, freshDatabase, newFirm, onDay, penaltyOf, TODAY } from './designation-desk.ts';

let f: PipelineFixture;
beforeAll(async () => {
  f = await freshDatabase();
});
afterAll(() => f.close());

const { recordArrives, reportArrives, reviewed, decide, serve, row, publicFacts, listStates } = deskOf(() => f.database);

describe('entries decided elsewhere', () => {
  it('are taken over with the decision and the term of the rules, followed to their end, and not revived', async () => {
    const firm = newFirm();
    const report = courtReport(firm);
    await reportArrives(report);
    expect(await row(report.matterId)).toMatchObject({ status: 'in-force', origin: 'external', decision_doc_no: '（2026）辽05执88号', from_on: '2026-11-20', until_on: '2028-11-20' });
    await reportArrives({ ...report, removal: { kind: 'removed-early', removedOn: localDate('2026-12-03'), reason: '已履行完毕' } });
    await reportArrives(report);
    expect(await row(report.matterId)).toMatchObject({ status: 'ended', ending: 'removed-early', ended_on: '2026-12-03' });
    expect((await publicFacts(report.matterId)).map(({ type }) => type)).toEqual([DESIGNATION.designated, DESIGNATION.delisted]);
  });

  it('two cases of one debtor stand side by side; the end of one leaves the other', async () => {
    const firm = newFirm();
    const [one, two] = [courtReport(firm), courtReport(firm, { decision: { ...courtReport(firm).decision, docNo: '（2026）辽05执99号' } })];
    await reportArrives(one);
    await reportArrives(two);
    await reportArrives({ ...one, removal: { kind: 'revoked', removedOn: TODAY, reason: '列入有误' } });
    expect([await row(one.matterId), await row(two.matterId)]).toMatchObject([{ status: 'ended', ending: 'revoked' }, { status: 'in-force' }]);
  });

  it.each([
    ['the list is not the court\'s', { listType: 'WAGE_ARREARS' }, 'NOT_COMPETENT'],
    ['there is no such list', { listType: 'COURT_OWN' }, 'LIST_TYPE_UNKNOWN'],
    ['the term depends on a situation that is not named', { situation: undefined }, 'SITUATION_REQUIRED'],
    ['the term is over', { from: localDate('2024-01-01'), until: localDate('2026-01-01') }, 'TERM_INVALID'],
    ['it was removed before it was reported', { removal: { kind: 'repaired' as const, removedOn: TODAY, reason: '已修复' } }, 'REMOVED_ALREADY'],
  ])('are set aside and burden nobody when %s', async (_name, over, code) => {
    const { situation: _, ...plain } = courtReport(newFirm());
    const report = { ...plain, ...('situation' in over ? {} : { situation: 3 }), ...(over as object) } as ReturnType<typeof courtReport>;
    await reportArrives(report);
    expect(await row(report.matterId)).toMatchObject({ status: 'not-applicable' });
    const [told] = await publicFacts(report.matterId);
    expect(told).toMatchObject({ type: DESIGNATION.notApplicable, data: { code, source: 'benxi-court', reason: expect.stringMatching(/[\u4e00-\u9fff]/) } });
    expect(validateData(told!.type, told!.data)).toEqual([]);
    expect(await listStates(report.matterId)).toEqual([]);
  });

  it('rest on the documents they name, and fall with the last of them', async () => {
    const firm = newFirm();
    const penalty = penaltyOf(firm);
    await recordArrives(penalty);
    const report = courtReport(firm, { evidence: [{ recordKind: penalty.recordKind, authorityUscc: penalty.authorityUscc, docNo: penalty.docNo }] });
    await reportArrives(report);
    expect(await row(report.matterId)).toMatchObject({ status: 'in-force', evidence_id: penalty.recordId });
    await recordArrives({ ...penalty, status: 'revoked' }, 2);
    expect(await row(report.matterId)).toMatchObject({ status: 'ended', ending: 'revoked' });
  });
});

describe('after a restore that lost commits', () => {
  it('an entry is told again with its whole state on both topics, in a higher epoch', async () => {
    const report = courtReport(newFirm());
    await reportArrives(report);
    const { store, whole } = ownedEntries;
    await onDay(f.database, TODAY, (uow) => store.rebase(uow, new Map([[report.matterId, 4]]), (states) => whole(uow, states)));
    const [facts, states] = [await publicFacts(report.matterId), await listStates(report.matterId)];
    expect([facts, states].map((told) => told.map(({ version }) => version))).toEqual([['1', String(2 ** 32 + 1)], ['1', String(2 ** 32 + 1)]]);
    expect(states[1]!.data).toEqual({ ...states[0]!.data, listVersion: expect.any(String) });
    expect(BigInt(states[1]!.data.listVersion)).toBeGreaterThan(2n ** 32n);
  });
});

describe('days pass', () => {
  const until = async (work: () => Promise<number>): Promise<void> => {
    while ((await work()) > 0);
  };

  it('a served decision takes effect on its day, however late the job runs, and ends on the day it was due', async () => {
    const firm = newFirm();
    const penalty = penaltyOf(firm);
    await recordArrives(penalty);
    const id = await reviewed(firm, [penalty.recordId]);
    await decide(id);
    await serve(id, localDate('2026-12-10'));
    await until(() => onDay(f.database, localDate('2026-12-09'), (uow) => beginEntries(uow, desk, localDate('2026-12-09'), 'job', 2)));
    expect(await row(id)).toMatchObject({ status: 'served' });
    await until(() => onDay(f.database, localDate('2026-12-20'), (uow) => beginEntries(uow, desk, localDate('2026-12-20'), 'job', 2)));
    expect(await row(id)).toMatchObject({ status: 'in-force', from_on: '2026-12-10', until_on: '2029-12-10' });
    await until(() => onDay(f.database, localDate('2029-12-09'), (uow) => endEntries(uow, desk, localDate('2029-12-09'), 2)));
    expect(await row(id)).toMatchObject({ status: 'in-force' });
    await until(() => onDay(f.database, localDate('2030-02-01'), (uow) => endEntries(uow, desk, localDate('2030-02-01'), 2)));
    expect(await row(id)).toMatchObject({ status: 'ended', ending: 'expired', ended_on: '2029-12-10' });
  });

  it('a served decision whose list is gone by its day is closed with that reason', async () => {
    const firm = newFirm();
    const penalty = penaltyOf(firm);
    await recordArrives(penalty);
    const id = await reviewed(firm, [penalty.recordId]);
    await decide(id);
    await serve(id, localDate('2026-12-10'));
    const listTypes = desk.rulebook.tables.listTypes.map((r) => (r.listType === 'MARKET_SERIOUS' ? { ...r, to: localDate('2026-12-05') } : r));
    const withdrawn = { ...desk, rulebook: { ...desk.rulebook, tables: { ...desk.rulebook.tables, listTypes } } };
    await until(() => onDay(f.database, localDate('2026-12-10'), (uow) => beginEntries(uow, withdrawn, localDate('2026-12-10'), 'job', 10)));
    expect(await row(id)).toMatchObject({ status: 'ended', ending: 'revoked', state: expect.objectContaining({ reason: expect.stringContaining('不具有法律效力') }) });
    expect(await publicFacts(id)).toEqual([]);
  });
});
