import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DESIGNATION } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { eventually } from '@credit/testing';
import { cityConfig, criteria, MARKET, newFirm, penaltyOf, standingOf } from './designation-desk.ts';
import { recordOwnerStandIn, type OwnerStandIn } from './record-owner-stand-in.ts';
import { runListDesignation, type RunningListDesignation } from './running-service.ts';

let s: RunningListDesignation;
let owner: OwnerStandIn;
let officer: string;
let approver: string;
beforeAll(async () => {
  owner = await recordOwnerStandIn();
  s = await runListDesignation(cityConfig, owner.url);
  [officer, approver] = [await s.token(['case-officer', 'approver'], 'officer-1'), await s.token(['case-officer', 'approver'], 'officer-2')];
}, 60_000);
afterAll(async () => {
  await s?.stop();
  await owner?.close();
}, 30_000);

const recordArrives = (state: ReturnType<typeof penaltyOf>) => {
  owner.says(standingOf(state, 1));
  return s.record(state);
};

describe('by REST, what the law says of each list', () => {
  const propose = async () => {
    const firm = newFirm();
    const penalty = penaltyOf(firm);
    await recordArrives(penalty);
    await s.known(penalty.recordId);
    return { firm, penalty, answer: await s.call('POST', '/v1/designations', officer, { subjectId: firm.subjectId, listType: 'MARKET_SERIOUS', recordIds: [penalty.recordId], criteria, severity: 'SERIOUS' }) };
  };

  /** Penalties of a new firm, then every step from the proposal to the service. */
  const walked = async (proposed: (recordIds: string[]) => object, decided: object, penalties = 1) => {
    const firm = newFirm();
    const records = Array.from({ length: penalties }, () => penaltyOf(firm));
    for (const record of records) await recordArrives(record);
    await eventually(async () => (await s.f.admin.query('select 1 from evidence where subject_id = $1', [firm.subjectId])).rows.length === penalties, 'the penalties are known');
    const answer = await s.call('POST', '/v1/designations', officer, { subjectId: firm.subjectId, criteria, severity: 'GENERAL', ...proposed(records.map(({ recordId }) => recordId)) });
    expect(answer).toMatchObject({ status: 201 });
    const at = answer.headers.get('location')!;
    await s.call('POST', `${at}/notice`, officer, { addresseeSubjectId: firm.subjectId, grounds: '拟认定' });
    await s.call('POST', `${at}/defence`, officer, { waived: true });
    await s.call('POST', `${at}/review`, approver, { opinion: '同意' });
    return { at, firm, records, decision: await s.call('POST', `${at}/decision`, approver, { list: true, docNo: '本市监禁〔2026〕1号', reasons: '情节严重', ...decided }), serve: () => s.call('POST', `${at}/service`, officer, {}) };
  };
  let watch: string;
  let ban: string;

  it('bans from one field on a coded ground, under a rule of that field, for the months of its statute', async () => {
    const { items } = (await s.call('GET', '/v1/ban-rules', officer)).body;
    expect(items.find((r: any) => r.ruleId === 'BAN_FOOD_135_5Y')).toMatchObject({ field: 'FOOD_DRUG', minMonths: 60, maxMonths: 60, roles: expect.arrayContaining(['UNIT']) });
    expect(items.filter((r: any) => r.field === 'ECOLOGY')).toEqual([]);
    const asked = { listType: 'MARKET_INDUSTRY_BAN', severity: 'SERIOUS', groundCode: 'REPEATS', ban: { field: 'FOOD_DRUG' } };
    const { firm, penalty } = await propose();
    const refused = (over: object) => s.call('POST', '/v1/designations', officer, { subjectId: firm.subjectId, recordIds: [penalty.recordId], criteria, ...asked, ...over });
    expect(await refused({})).toMatchObject({ status: 422, body: { code: 'DESIGNATION.GROUND_NOT_SHOWN' } });
    expect(await refused({ ban: { field: 'ECOLOGY' }, groundCode: 'HEAVY_LOSS' })).toMatchObject({ status: 422, body: { code: 'DESIGNATION.BAN_NOT_PROVIDED' } });
    expect(await refused({ ban: { field: 'GAMBLING' } })).toMatchObject({ status: 400 });
    const body = (recordIds: string[]) => ({ ...asked, recordIds });
    expect((await walked(body, { banRuleId: 'BAN_SAFETY_92_5Y' }, 2)).decision).toMatchObject({ status: 422, body: { code: 'DESIGNATION.BAN_RULE_UNFIT' } });
    expect((await walked(body, { banRuleId: 'BAN_FOOD_135_LIFE', months: 60 }, 2)).decision).toMatchObject({ status: 422, body: { code: 'RULEBOOK.TERM_UNLAWFUL' } });
    const forEver = await walked(body, { banRuleId: 'BAN_FOOD_135_LIFE' }, 2);
    expect((await forEver.serve()).body).toMatchObject({ status: 'in-force', term: { until: null }, ban: { field: 'FOOD_DRUG', permanentBasis: expect.stringContaining('终身') } });
    const fiveYears = await walked(body, { banRuleId: 'BAN_FOOD_135_5Y', countsFrom: '2026-11-02' }, 2);
    expect((await fiveYears.serve()).body).toMatchObject({ status: 'in-force', term: { until: '2031-11-02' }, ban: { field: 'FOOD_DRUG' } });
    const oneYear = await walked((recordIds) => ({ ...body(recordIds), ban: { field: 'CONSTRUCTION_QUALITY' } }), { banRuleId: 'BAN_QUALITY_72_1Y', countsFrom: '2026-11-02' }, 2);
    expect((await oneYear.serve()).body).toMatchObject({ status: 'in-force', term: { until: '2027-11-02' } });
    ban = oneYear.at;
  });

  it('watches with supervision that fits the severity, tells the public nothing', async () => {
    const body = (recordIds: string[]) => ({ listType: 'KEY_ATTENTION', recordIds });
    expect((await walked(body, { supervision: ['ON_SITE_CHECKS'] })).decision).toMatchObject({ status: 422, body: { code: 'DESIGNATION.OVER_MEASURE' } });
    expect((await walked(body, { months: 13 })).decision).toMatchObject({ status: 422, body: { code: 'RULEBOOK.TERM_UNLAWFUL' } });
    const watched = await walked(body, { supervision: ['REMINDER', 'MORE_INSPECTIONS'] });
    expect((await watched.serve()).body).toMatchObject({ status: 'in-force', listType: { kind: 'watch', published: false } });
    watch = watched.at;
    const id = watch.split('/').at(-1)!;
    await eventually(async () => (await s.sent(id, TOPICS.listState)).length === 1, 'the watched subject is stated');
    const [told] = await s.sent(id, TOPICS.listState);
    expect(told!.data).toMatchObject({ listKind: 'watch', published: false, supervision: ['REMINDER', 'MORE_INSPECTIONS'] });
  });

  it('is removed early by two officers, not before the day of the rules; an extension that the rules do not know is refused', async () => {
    const { firm, answer } = await propose();
    const at = answer.headers.get('location')!;
    const step = (token: string, verb: string, asked: object) => s.call('POST', `${at}/${verb}`, token, asked);
    await step(officer, 'notice', { addresseeSubjectId: firm.subjectId, grounds: '拟列入' });
    await step(officer, 'defence', { waived: true });
    await step(approver, 'review', { opinion: '同意' });
    await step(approver, 'decision', { list: true, docNo: '本市监列〔2026〕5号', reasons: '情节严重' });
    expect(await step(officer, 'removal', { reasons: '已履行' })).toMatchObject({ status: 409, body: { code: 'DESIGNATION.NOT_IN_FORCE' } });
    const { from } = (await step(officer, 'service', {})).body.term;
    const earliest = from.replace('2026', '2027');
    expect(await step(officer, 'removal', { reasons: '已履行' })).toMatchObject({ status: 422, body: { code: 'DESIGNATION.REMOVAL_TOO_EARLY', userMessage: `自${earliest}起方可申请提前移出` } });
    expect(await step(officer, 'extension', { months: 12, reasons: '再次违法' })).toMatchObject({ status: 422, body: { code: 'RULEBOOK.EXTENSION_UNLAWFUL' } });
    expect(await step(officer, 'removal', { reasons: '已履行', correctedOn: '2026-02-30' })).toMatchObject({ status: 400, body: { code: 'DATE.INVALID' } });
    await s.moveDate(earliest);
    expect(await step(approver, 'removal/decision', { grant: true, docNo: '移1号', reasons: '已履行' })).toMatchObject({ status: 409, body: { code: 'DESIGNATION.NOTHING_ASKED' } });
    expect(await step(officer, 'removal', { reasons: '已履行' })).toMatchObject({ status: 200, body: { pending: { kind: 'removal', askedBy: `officer-1@${MARKET}` } } });
    expect(await step(officer, 'removal', { reasons: '已履行' })).toMatchObject({ status: 409, body: { code: 'DESIGNATION.CHANGE_PENDING' } });
    const decided = { grant: true, docNo: '本市监移〔2027〕1号', reasons: '已履行处罚决定' };
    expect(await step(officer, 'removal/decision', decided)).toMatchObject({ status: 403, body: { code: 'DESIGNATION.SAME_OFFICER' } });
    expect(await step(await s.token(['case-officer'], 'officer-3'), 'removal/decision', decided)).toMatchObject({ status: 403, body: { code: 'AUTH.FORBIDDEN' } });
    expect(await step(await s.token(['approver'], 'officer-9', 'benxi-transport'), 'removal/decision', decided)).toMatchObject({ status: 404 });
    expect(await step(approver, 'removal/decision', decided)).toMatchObject({ status: 200, body: { status: 'ended', ending: 'removed-early', endedOn: earliest } });
    await eventually(async () => (await s.sent(answer.body.designationId)).some(({ type }) => type === DESIGNATION.delisted), 'the removal is told');
  });

  it('ends by itself on its date: the watch list after its year, the ban on its own day', async () => {
    const end = async (at: string) => (await s.call('GET', at, officer)).body;
    for (const [at, endedOn] of [[watch, '2027-11-23'], [ban, '2027-11-02']] as const) {
      await eventually(async () => (await end(at)).status === 'ended', `what was due on ${endedOn} has ended`, { timeoutMs: 60_000 });
      expect(await end(at)).toMatchObject({ ending: 'expired', endedOn, inForceToday: false });
    }
  }, 120_000);
});
