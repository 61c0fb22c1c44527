import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DESIGNATION, validateData } from '@credit/contracts/events';
import { localDate, type LocalDate } from '@credit/kernel';
import { withOverlay } from '@credit/rulebook';
import type { PipelineFixture } from '@credit/testing/pipeline';
import type { Step } from '../../src/application/carry-on.ts';
import { extension, extensionDecision, removal, removalDecision } from '../../src/application/change-entry.ts';
import type { Designation } from '../../src/domain/designation/designation.ts';
import { courtReport, desk, deskOf, freshDatabase, MARKET, newFirm, onDay, penaltyOf } from './designation-desk.ts';

let f: PipelineFixture;
beforeAll(async () => {
  f = await freshDatabase();
});
afterAll(() => f.close());

const { recordArrives, reportArrives, listed, row, publicFacts, listStates } = deskOf(() => f.database);
/** The law as it would be if this list knew an extension of one to two years. */
const longer = { ...desk, rulebook: withOverlay(desk.rulebook, { version: 'extension', tables: { listTerms: [{ id: 'LIST_TERM_MARKET_SERIOUS', extensionMinMonths: 12, extensionMaxMonths: 24 }] } }) };
const as = <T>(by: string, today: LocalDate, id: string, verb: (step: Step, asked: T) => Promise<Designation>, asked: T, at = desk): Promise<Designation> =>
  onDay(f.database, today, (uow) => verb({ uow, desk: at, id, by, source: MARKET }, asked));
const granted = { grant: true, docNo: '本市监延〔2027〕1号', reasons: '期内再次违法' };
const entry = async (): Promise<string> => {
  const firm = newFirm();
  const penalty = penaltyOf(firm);
  await recordArrives(penalty);
  return listed(firm, [penalty.recordId]);
};
const LATER = localDate('2027-06-01');

describe('an extension', () => {
  it('exists only where the rules of the list know one, and within their months', async () => {
    const id = await entry();
    await expect(as('officer-1', LATER, id, extension, { months: 12, reasons: 'x' })).rejects.toMatchObject({ code: 'RULEBOOK.EXTENSION_UNLAWFUL' });
    await expect(as('officer-1', LATER, id, extension, { months: 36, reasons: 'x' }, longer)).rejects.toMatchObject({ code: 'RULEBOOK.TERM_UNLAWFUL' });
  });

  it('is decided by a second officer and told on both topics with the later end and the next number of the list', async () => {
    const id = await entry();
    await as('officer-1', LATER, id, extension, { months: 12, reasons: '期内再次违法' }, longer);
    expect(await publicFacts(id)).toHaveLength(1);
    await expect(as('officer-1', LATER, id, extensionDecision, granted, longer)).rejects.toMatchObject({ code: 'DESIGNATION.SAME_OFFICER' });
    await as('officer-2', LATER, id, extensionDecision, granted, longer);
    expect(await row(id)).toMatchObject({ status: 'in-force', from_on: '2026-12-01', until_on: '2030-12-01' });
    const [designated, extended] = await publicFacts(id);
    expect(extended).toMatchObject({ type: DESIGNATION.extended, version: '2', data: { until: '2030-12-01', status: 'in-force' } });
    expect(BigInt(extended!.data.listVersion)).toBeGreaterThan(BigInt(designated!.data.listVersion));
    expect((await listStates(id)).map(({ data }) => data.until)).toEqual(['2029-12-01', '2030-12-01']);
    expect(validateData(extended!.type, extended!.data)).toEqual([]);
    await expect(as('officer-1', LATER, id, extension, { months: 12, reasons: 'x' }, longer)).rejects.toMatchObject({ code: 'DESIGNATION.EXTENSION_NOT_LATER' });
  });
});

describe('an early removal', () => {
  it('is refused with the first day on which it may be asked for, and granted from that day on', async () => {
    const id = await entry();
    await expect(as('officer-1', localDate('2027-11-30'), id, removal, { reasons: '已履行' })).rejects.toMatchObject({ code: 'DESIGNATION.REMOVAL_TOO_EARLY', details: { from: '2027-12-01' } });
    const asked = await as('officer-1', localDate('2027-12-01'), id, removal, { reasons: '已履行' });
    expect(asked).toMatchObject({ status: 'in-force', pending: { kind: 'removal', conditions: expect.stringContaining('履行') } });
    await expect(as('officer-1', localDate('2027-12-02'), id, removalDecision, { ...granted, docNo: '移1号' })).rejects.toMatchObject({ code: 'DESIGNATION.SAME_OFFICER' });
    await as('officer-2', localDate('2027-12-02'), id, removalDecision, { grant: true, docNo: '移1号', reasons: '已履行处罚决定' });
    expect(await row(id)).toMatchObject({ status: 'ended', ending: 'removed-early', ended_on: '2027-12-02' });
    const told = await publicFacts(id);
    expect(told.at(-1)).toMatchObject({ type: DESIGNATION.delisted, data: { status: 'ended', ending: 'removed-early', endedOn: '2027-12-02', endingReason: '已履行处罚决定' } });
    expect(validateData(told.at(-1)!.type, told.at(-1)!.data)).toEqual([]);
  });

  it('that is declined leaves the entry as it was, told to nobody', async () => {
    const id = await entry();
    await as('officer-1', localDate('2027-12-01'), id, removal, { reasons: '已履行' });
    await as('officer-2', localDate('2027-12-02'), id, removalDecision, { grant: false, docNo: '移2号', reasons: '罚款未缴清' });
    expect(await row(id)).toMatchObject({ status: 'in-force', state: expect.not.objectContaining({ pending: expect.anything() }) });
    expect(await publicFacts(id)).toHaveLength(1);
  });

  it('counts from the correction where the rules do', async () => {
    const rules = { ...desk, rulebook: withOverlay(desk.rulebook, { version: 'correction', tables: { listTerms: [{ id: 'LIST_TERM_MARKET_SERIOUS', earlyAfterMonths: 6, earlyFrom: 'correction' }] } }) };
    const id = await entry();
    await expect(as('officer-1', LATER, id, removal, { reasons: '已改正' }, rules)).rejects.toMatchObject({ code: 'DESIGNATION.CORRECTION_MISSING' });
    await expect(as('officer-1', LATER, id, removal, { reasons: '已改正', correctedOn: localDate('2027-01-10') }, rules)).rejects.toMatchObject({ code: 'DESIGNATION.REMOVAL_TOO_EARLY', details: { from: '2027-07-10' } });
    expect(await as('officer-1', LATER, id, removal, { reasons: '已改正', correctedOn: localDate('2026-12-01') }, rules)).toMatchObject({ pending: { correctedOn: '2026-12-01' } });
  });

  it('of an entry decided elsewhere is not ours', async () => {
    const report = courtReport(newFirm());
    await reportArrives(report);
    const court = { uow: undefined as never, desk, id: report.matterId, by: 'judge-1', source: 'benxi-court' };
    await expect(onDay(f.database, LATER, (uow) => removal({ ...court, uow }, { reasons: '已履行' }))).rejects.toMatchObject({ code: 'DESIGNATION.DECIDED_ELSEWHERE' });
  });
});
