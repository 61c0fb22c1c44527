import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { EFFECTS_ENDED, SCREENING, validateData, type EffectsAnswerV1, type ListEntryV1, type ScreeningRecalledV1 } from '@credit/contracts/events';
import { localDate } from '@credit/kernel';
import { eventually, syntheticFirm } from '@credit/testing';
import { caseOf, caseSystem, opening, type CaseSystem } from './case-system.ts';
import { CASE_DEPARTMENT, entryOf, REGISTRY, runService, type Running } from './running-service.ts';

const PATIENT = { timeoutMs: 60_000 };
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

const listed = (uscc: string, name = '样例商贸有限公司', over: Partial<ListEntryV1> = {}): ListEntryV1 => entryOf({ subject: { ...entryOf().subject, uscc, name }, ...over });
const ended = (entry: ListEntryV1, over: Partial<ListEntryV1> = {}): ListEntryV1 => ({ ...entry, status: 'ended', ending: 'revoked', endedOn: localDate('2026-11-23'), endingReason: '认定所依据的文书已被撤销', listVersion: String(Number(entry.listVersion) + 1), ...over });
const ask = async (subject: object, { kind = 'real-estate-transfer', token = officer } = {}) => (await s.call('POST', '/v1/screenings', { token, body: { matter: { id: randomUUID(), kind }, purpose: '办理不动产转移登记', subject } })).body.answer;
const until = (subject: object, outcome: string) => eventually(async () => {
  const answer = await ask(subject);
  return answer?.outcome === outcome ? answer : undefined;
}, `the look-up answers ${outcome}`, PATIENT);
const rows = async (text: string, values: unknown[] = []) => (await s.f.admin.query(text, values)).rows;
const answersTo = (entryId: string) => eventually(async (): Promise<EffectsAnswerV1[] | undefined> => {
  const found = await rows(`select payload::jsonb as answer from journal where topic is not null and payload::jsonb #>> '{ended,id}' = $1 order by id`, [entryId]);
  return found.length === 0 ? undefined : found.map(({ answer }) => answer);
}, 'the ending is answered', PATIENT);
const recalls = (): { key: string; data: ScreeningRecalledV1 }[] => cases.answers.filter(({ envelope }) => envelope.type === SCREENING.recalled).map(({ key, envelope }) => ({ key, data: envelope.data as unknown as ScreeningRecalledV1 }));
const byKind = ({ effects }: EffectsAnswerV1) => effects.map(({ kind, effectId, recipient, mustAcknowledge }) => [kind, effectId, recipient, mustAcknowledge]).sort();

describe('an entry ends: what it did here is answered, and who was told of it is told (P-14, B31)', () => {
  it('answers that named it as a hit, as a suspect or by a yes, a declined prompt and an applied measure; the answers are recalled once each from the department that has a topic', async () => {
    const uscc = syntheticFirm(1).uscc;
    const name = '样例市青松商贸有限公司';
    const entry = listed(uscc, name);
    await s.tell('designated', entry);
    const hit = await until({ uscc }, 'hit');
    const seen = (await rows('select screening_id as id from screening_entry where entry_id = $1', [entry.entryId])).map(({ id }) => id);
    const suspect = await ask({ name });
    const hotel = await ask({ uscc }, { kind: 'star-hotel' });
    const elsewhere = await ask({ uscc }, { token: await s.tokenOf(['case-officer'], REGISTRY) });
    const unrelated = await ask({ uscc: syntheticFirm(2).uscc });
    expect([hit.outcome, suspect.outcome, hotel.answer, elsewhere.outcome, unrelated.outcome]).toEqual(['hit', 'needs-human', 'yes', 'hit', 'none']);
    const one = caseOf(uscc);
    await cases.tell(opening(one));
    const [answered] = await eventually(() => (cases.answersOf(one).length > 0 ? cases.answersOf(one) : undefined), 'the case is answered', PATIENT);
    const key = () => randomUUID();
    const declined = answered!.answer.prompts![0]!.promptId;
    expect((await s.call('POST', `/v1/prompts/${declined}/decision`, { token: officer, key: key(), body: { choice: 'decline', reason: '已整改' } })).status).toBe(200);
    const applied = (await s.call('POST', `/v1/prompts/${hit.prompts[0].promptId}/decision`, { token: officer, key: key(), body: { choice: 'apply' } })).body;
    expect(applied.measureId).toBeDefined();

    await s.tell('revoked', ended(entry), 2);
    const [answer] = await answersTo(entry.entryId);
    expect(validateData(EFFECTS_ENDED['joint-discipline'], answer)).toEqual([]);
    expect(answer).toMatchObject({ owner: 'joint-discipline', ended: { kind: 'list-entry', id: entry.entryId, version: '2', ending: 'revoked', on: '2026-11-23' }, subject: { subjectId: entry.subject.subjectId }, part: 1, parts: 1 });
    const lookedUp = [...new Set([...seen, suspect.screeningId, hotel.screeningId, answered!.answer.screeningId])].map((id) => ['look-up-answer', id, CASE_DEPARTMENT, false]);
    const prompts = (await rows('select id, department from prompt where entry_id = $1', [entry.entryId])).map(({ id, department }) => ['prompt', id, department, false]);
    expect(prompts.map(([, id]) => id)).toEqual(expect.arrayContaining([declined, hit.prompts[0].promptId]));
    expect(byKind(answer!)).toEqual([...lookedUp, ['look-up-answer', elsewhere.screeningId, REGISTRY, false], ...prompts, ['measure', applied.measureId, CASE_DEPARTMENT, true]].sort());
    expect(answer!.effects.find(({ kind }) => kind === 'measure')).toMatchObject({ since: '2026-11-23', acknowledgeBy: '2026-11-26' });

    const told = await eventually(() => (recalls().length >= lookedUp.length ? recalls() : undefined), 'the answers are recalled', PATIENT);
    for (const { data } of told) expect(validateData(SCREENING.recalled, data)).toEqual([]);
    expect(told.map(({ data }) => data.screeningId).sort()).toEqual(lookedUp.map(([, id]) => id).sort());
    expect(told.find(({ data }) => data.screeningId === answered!.answer.screeningId)).toEqual({ key: one.caseId, data: { screeningId: answered!.answer.screeningId, caseId: one.caseId, entryId: entry.entryId, listType: 'JUDGMENT_DEFAULTER', ending: 'revoked', on: '2026-11-23' } });
    expect(told.find(({ data }) => data.screeningId === hotel.screeningId)!.data).toEqual({ screeningId: hotel.screeningId, caseId: hotel.matter.id, on: '2026-11-23' });
  }, 180_000);

  it('one that nobody here has heard of is answered with nothing, and no ending is answered twice', async () => {
    const stranger = ended(listed(syntheticFirm(3).uscc), { ending: 'repaired' });
    await s.tell('delisted', stranger, 4);
    await s.tell('delisted', stranger, 4);
    await s.tell('delisted', stranger, 5);
    const last = ended(listed(syntheticFirm(4).uscc), { ending: 'expired' });
    await s.tell('delisted', last, 1);
    await answersTo(last.entryId);
    const answers = await answersTo(stranger.entryId);
    expect(answers).toMatchObject([{ ended: { version: '4', ending: 'repaired' }, effects: [] }]);
  }, 120_000);

  it('an answer that names two entries is recalled at the end of the first; each ending names it', async () => {
    const uscc = syntheticFirm(5).uscc;
    const [first, second] = [listed(uscc), listed(uscc)];
    await s.tell('designated', first);
    await s.tell('designated', second);
    const answer = await eventually(async () => {
      const found = await ask({ uscc });
      return found?.entries?.length === 2 ? found : undefined;
    }, 'both entries are named', PATIENT);
    const named = ({ effects }: EffectsAnswerV1) => effects.some(({ effectId }) => effectId === answer.screeningId);
    for (const entry of [first, second]) {
      await s.tell('revoked', ended(entry), 2);
      expect((await answersTo(entry.entryId)).map(named)).toEqual([true]);
    }
    const fence = listed(syntheticFirm(6).uscc);
    await s.tell('designated', fence);
    const asked = await until({ uscc: syntheticFirm(6).uscc }, 'hit');
    await s.tell('revoked', ended(fence), 2);
    await eventually(() => recalls().some(({ data }) => data.screeningId === asked.screeningId), 'the later recall has come', PATIENT);
    expect(recalls().filter(({ data }) => data.screeningId === answer.screeningId).map(({ data }) => data.entryId)).toEqual([first.entryId]);
  }, 120_000);
});
