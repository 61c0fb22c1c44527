import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isSignedBy } from '@credit/access';
import { SCREENING, validateData, type ListEntryV1, type MatterCaseV1 } from '@credit/contracts/events';
import { localDate } from '@credit/kernel';
import { eventually, syntheticFirm } from '@credit/testing';
import { caseOf, caseSystem, decided, decision, opening, type CaseSystem } from './case-system.ts';
import { CASE_DEPARTMENT, entryOf, runService, type Running } from './running-service.ts';

let s: Running;
let cases: CaseSystem;
let officer: string;
beforeAll(async () => {
  s = await runService();
  cases = await caseSystem(s.f);
  officer = await s.tokenOf(['case-officer'], CASE_DEPARTMENT);
}, 180_000);
afterAll(async () => {
  await cases?.stop();
  await s?.stop();
}, 60_000);

const PATIENT = { timeoutMs: 60_000 };
const listed = (uscc: string, over: Partial<ListEntryV1> = {}): ListEntryV1 => entryOf({ subject: { ...entryOf().subject, uscc }, ...over });
const ended = (entry: ListEntryV1): ListEntryV1 => ({ ...entry, status: 'ended', ending: 'revoked', endedOn: localDate('2026-11-23'), endingReason: '认定所依据的文书已被撤销', listVersion: String(Number(entry.listVersion) + 1) });
const screenUntil = (uscc: string, outcome: string, matter: object = { id: randomUUID(), kind: 'real-estate-transfer' }) => eventually(async () => {
  const { body } = await s.call('POST', '/v1/screenings', { token: officer, body: { matter, purpose: '办理不动产转移登记', subject: { uscc } } });
  return body.answer?.outcome === outcome ? body : undefined;
}, `the look-up answers ${outcome}`, PATIENT);
const answered = (one: MatterCaseV1, n = 1) => eventually(() => (cases.answersOf(one).length >= n ? cases.answersOf(one) : undefined), `answer ${n} of case ${one.caseId}`, PATIENT);
const coverage = async (query = '', token = officer) => (await s.call('GET', `/v1/screening-coverage${query}`, { token })).body;
const rows = async (text: string, values: unknown[] = []) => (await s.f.admin.query(text, values)).rows;
/** Until everything that was told has been taken in. */
const settled = (told: number) => eventually(async () => (await rows(`select count(*)::int as n from open_case where decided_on is not null`))[0].n >= told, `${told} decisions have been taken in`, PATIENT);

describe('a case that is opened (逢办必查)', () => {
  it('is answered once on the topic of its department: signed, with prompts, word for word what is kept', async () => {
    const uscc = syntheticFirm(1).uscc;
    await s.tell('designated', listed(uscc));
    await screenUntil(uscc, 'hit');
    const one = caseOf(uscc);
    const told = opening(one);
    await cases.tell(told);
    const [data] = await answered(one);
    const { key, envelope } = cases.answers.find(({ envelope: e }) => e.data.matterId === one.matterId)!;
    expect({ key, type: envelope.type, causationId: envelope.causationId, source: envelope.source }).toEqual({ key: one.caseId, type: SCREENING.answered, causationId: told.id, source: '/services/joint-discipline' });
    expect(validateData(envelope.type, data)).toEqual([]);
    expect(data).toMatchObject({ occasion: 'case-opened', caseId: one.caseId, answer: { outcome: 'hit', department: CASE_DEPARTMENT, purpose: one.purpose, matter: { id: one.caseId, kind: one.matterKind }, prompts: [{ measure: 'M-A3a', status: 'open' }] } });
    const { body: jwk } = await s.call('GET', '/v1/keys/screening');
    expect(isSignedBy(jwk, data!.answer, data!.signature)).toBe(true);
    expect(isSignedBy(jwk, { ...data!.answer, outcome: 'none' }, data!.signature)).toBe(false);
    const { items } = (await s.call('GET', '/v1/prompts', { token: officer })).body;
    expect(items.find((p: any) => p.promptId === data!.answer.prompts![0]!.promptId)).toMatchObject({ matter: { matterId: one.caseId }, state: 'open' });
  }, 120_000);

  it('a repetition and a second delivery are answered by nobody; a subject that nobody knows is answered none', async () => {
    const one = caseOf(2, { subject: { ...caseOf(2).subject, status: 'unregistered' } });
    const told = opening(one);
    await cases.tell(told, told);
    await answered(one);
    await cases.tell(told);
    const after = caseOf(3);
    await cases.tell(opening(after));
    await answered(after);
    expect(cases.answersOf(one).map(({ answer }) => answer.outcome)).toEqual(['none']);
  }, 120_000);

  it('a ban prompts in matters of its field, and in no other', async () => {
    const uscc = syntheticFirm(5).uscc;
    await s.tell('designated', listed(uscc, { listType: 'MARKET_INDUSTRY_BAN', listKind: 'ban', situation: undefined, ban: { field: 'FOOD_DRUG' } }));
    await screenUntil(uscc, 'hit');
    const permit = { matterKind: 'administrative-license', purpose: '办理行政许可' };
    const [own, another, unnamed] = [caseOf(uscc, { ...permit, field: 'FOOD_DRUG' }), caseOf(uscc, { ...permit, field: 'HEALTH' }), caseOf(uscc, permit)];
    await cases.tell(...[own, another, unnamed].map((one) => opening(one)));
    expect(await Promise.all([own, another, unnamed].map(async (one) => (await answered(one))[0]!.answer))).toMatchObject([
      { outcome: 'hit', prompts: [{ measure: 'M-A1d', status: 'open' }] }, { outcome: 'hit', prompts: [] }, { outcome: 'hit', prompts: [] },
    ]);
    await cases.tell(opening({ ...another, field: 'FOOD_DRUG' }, 2));
    expect((await answered(another, 2))[1]!.answer).toMatchObject({ outcome: 'hit', prompts: [{ measure: 'M-A1d', status: 'open' }] });
  }, 120_000);

  it('a hotel is told yes or no; a name alone asks a human', async () => {
    const uscc = syntheticFirm(4).uscc;
    await s.tell('designated', listed(uscc, { subject: { ...entryOf().subject, uscc, name: '样例市海棠商贸有限公司' } }));
    await screenUntil(uscc, 'hit');
    const hotel = caseOf(uscc, { matterKind: 'star-hotel' });
    const { uscc: _, ...nameless } = caseOf(4).subject;
    const named = caseOf(4, { subject: { ...nameless, name: '样例市海棠商贸有限公司' } });
    await cases.tell(opening(hotel), opening(named));
    expect((await answered(hotel))[0]!.answer.answer).toBe('yes');
    expect(JSON.stringify(cases.answersOf(hotel))).not.toMatch(/海棠|JUDGMENT|执/);
    expect((await answered(named))[0]!.answer).toMatchObject({ outcome: 'needs-human', prompts: [] });
  }, 120_000);
});

describe('a list change reaches open cases (B20)', () => {
  it('an entry in force, and its end: each a new answer; a decided case hears nothing', async () => {
    const uscc = syntheticFirm(10).uscc;
    const [open, closed] = [caseOf(uscc), caseOf(uscc)];
    await cases.tell(opening(open), opening(closed));
    await Promise.all([answered(open), answered(closed)]);
    await cases.tell(decision(decided(closed)));
    await settled(1);
    const entry = listed(uscc);
    await s.tell('designated', entry);
    expect((await answered(open, 2)).map(({ occasion, answer }) => [occasion, answer.outcome])).toEqual([['case-opened', 'none'], ['list-changed', 'hit']]);
    expect(cases.answersOf(open)[1]!.answer.prompts).toHaveLength(1);
    await s.tell('revoked', ended(entry), 2);
    expect((await answered(open, 3)).at(-1)).toMatchObject({ occasion: 'list-changed', answer: { outcome: 'none' } });
    expect(cases.answersOf(closed)).toHaveLength(1);
  }, 180_000);
});

describe('proof of 应查必查 (N10)', () => {
  const CASES = 200;
  const DROPPED = [17, 101, 180];

  it('three look-ups dropped from two hundred cases: exactly those three are listed, whatever was repeated or came the wrong way round', async () => {
    const before = (await coverage())?.departments[0]?.decided ?? 0;
    const all = Array.from({ length: CASES }, (_, n) => caseOf(1_000 + n));
    const dropped = DROPPED.map((n) => all[n]!);
    const looked = all.filter((one) => !dropped.includes(one));
    const openings = looked.map((one) => opening(one));
    await cases.tell(...openings, ...openings.slice(0, 20));
    await eventually(() => looked.every((one) => cases.answersOf(one).length === 1), 'every opened case is answered', PATIENT);
    // the three were never opened: their decision is the first that is heard of them
    const decisions = [...looked.map((one) => decision(decided(one))), ...dropped.map((one) => decision(decided(one), 1))].reverse();
    await cases.tell(...decisions, ...decisions.slice(0, 30));
    await settled(before + CASES);
    const seen = await coverage();
    expect(seen.departments).toEqual([{ department: CASE_DEPARTMENT, decided: before + CASES, withLookUp: before + CASES - 3, withoutLookUp: 3, unanswered: 0 }]);
    expect(seen.items.map((i: any) => [i.caseId, i.gap]).sort()).toEqual(dropped.map((one) => [one.caseId, 'none']).sort());
    expect(seen.next).toBeNull();
  }, 300_000);

  it('an opening that arrives after its decision is answered, and changes nothing', async () => {
    const one = caseOf(20);
    const before = (await coverage()).departments[0];
    await cases.tell(decision(decided(one), 1), opening(one, 2));
    await answered(one);
    expect((await coverage()).departments[0]).toEqual({ ...before, decided: before.decided + 1, withoutLookUp: before.withoutLookUp + 1 });
    expect((await coverage()).items.find((i: any) => i.caseId === one.caseId)).toMatchObject({ gap: 'none', subject: { uscc: one.subject.uscc }, decidedOn: '2026-11-23' });
  }, 120_000);

  it('a look-up by REST proves as well; one of another firm, or after the decision, does not', async () => {
    const [proven, other, late] = [caseOf(21), caseOf(22), caseOf(23)];
    await screenUntil(proven.subject.uscc!, 'none', { id: proven.caseId, kind: proven.matterKind });
    await screenUntil(syntheticFirm(29).uscc, 'none', { id: other.caseId, kind: other.matterKind });
    const before = (await coverage()).departments[0];
    await cases.tell(...[proven, other, late].map((one) => decision(decided(one), 1)));
    await settled(before.decided + 3);
    await screenUntil(late.subject.uscc!, 'none', { id: late.caseId, kind: late.matterKind });
    const gapOf = (one: MatterCaseV1, items: any[]) => items.find((i) => i.caseId === one.caseId)?.gap;
    const { items } = await coverage();
    expect([proven, other, late].map((one) => gapOf(one, items))).toEqual([undefined, 'another-subject', 'none']);
    await cases.tell(decision(decided(late, { outcome: '准予登记' }), 2));
    await eventually(async () => gapOf(late, (await coverage()).items) === 'after-decision', 'the repeated decision is held against the first report of it', PATIENT);
  }, 180_000);

  it('is shown to the department itself and to those who oversee all', async () => {
    const of = async (roles: any[], dept?: string, query = '') => s.call('GET', `/v1/screening-coverage${query}`, { token: await s.tokenOf(roles, dept) });
    expect((await of(['case-officer'], 'another')).body).toMatchObject({ departments: [], items: [] });
    expect((await of(['source'], 'another', `?department=${CASE_DEPARTMENT}`)).status).toBe(403);
    expect((await of(['auditor'])).body.departments).toHaveLength(1);
    expect((await of(['credit-centre'], undefined, '?department=another')).body.departments).toEqual([]);
    expect((await of(['screening-client'], CASE_DEPARTMENT)).status).toBe(403);
    expect((await of(['auditor'], undefined, '?from=2026-11-24&to=2026-11-30')).body).toMatchObject({ departments: [], items: [] });
    expect((await of(['auditor'], undefined, '?from=tomorrow')).status).toBe(400);
    expect((await of(['auditor'], undefined, '?from=2026-02-30')).status).toBe(422);
  }, 60_000);
});
