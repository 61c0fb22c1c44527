import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ListEntryV1 } from '@credit/contracts/events';
import { localDate } from '@credit/kernel';
import { eventually } from '@credit/testing';
import { entryOf, REGISTRY, runService, type Running } from './running-service.ts';

const MAX_AGE_MS = 4_000;
const USCC = '91210500MA0TYPE14G';

let s: Running;
let officer: string;
beforeAll(async () => {
  s = await runService({ environment: { CREDIT_LIST_MAX_AGE_MS: String(MAX_AGE_MS) } });
  officer = await s.tokenOf(['case-officer'], REGISTRY);
}, 90_000);
afterAll(() => s?.stop(), 30_000);

const screen = (subject: object) => s.call('POST', '/v1/screenings', { token: officer, body: { matter: { id: randomUUID(), kind: 'project-approval' }, purpose: '项目审批', subject } });
const ready = async (): Promise<number> => (await fetch(`${s.url}/health/ready`)).status;
const gauge = async (name: string): Promise<number> => Number(new RegExp(`^${name}\\{[^}]*\\} (\\S+)$`, 'm').exec(await (await fetch(`${s.url}/metrics`)).text())?.[1]);
const answers = (outcome: string, subject: object = { uscc: USCC }) => eventually(async () => {
  const { status, body } = await screen(subject);
  return status === 200 && body.answer.outcome === outcome ? body.answer : undefined;
}, `the screening answers ${outcome}`);
const stale = () => eventually(async () => (await screen({ uscc: USCC })).status === 503, 'screenings are refused');
const ended = (entry: ListEntryV1): ListEntryV1 => ({ ...entry, status: 'ended', ending: 'revoked', endedOn: localDate('2026-11-23'), endingReason: '认定所依据的文书已被撤销', listVersion: String(Number(entry.listVersion) + 1) });

describe('a list is as fresh as its owner says (P-8, R12)', () => {
  const entry = entryOf({ subject: { ...entryOf().subject, uscc: USCC } });

  it('an answer says the owner\'s list version and how long ago the owner said so', async () => {
    const none = await answers('none');
    expect(none.list.ageMs).toBeLessThan(MAX_AGE_MS);
    await s.tell('designated', entry);
    await answers('hit');
    const { list } = await eventually(async () => {
      const answer = (await screen({ uscc: USCC })).body.answer;
      return answer.list.listVersion === entry.listVersion ? answer : undefined;
    }, 'the owner\'s list version reaches the answer');
    expect(list).toMatchObject({ entries: 1, contentHash: expect.not.stringMatching(none.list.contentHash) });
    expect(await gauge('credit_list_age_seconds')).toBeLessThan(MAX_AGE_MS / 1000);
  });

  it('when the owner falls silent, hits and misses alike turn into 503 within the limit, and come back with it', async () => {
    s.owner.freeze();
    const began = Date.now();
    expect((await screen({ uscc: USCC })).status).toBe(200);
    await stale();
    const took = Date.now() - began;
    expect(took).toBeGreaterThan(MAX_AGE_MS - 1_000);
    expect(took).toBeLessThan(MAX_AGE_MS + 6_000);
    expect(await screen({ name: '没有人知道的有限公司' })).toMatchObject({ status: 503, body: { code: 'LIST_STALE' } });
    expect(await ready()).toBe(503);
    expect(await gauge('credit_list_age_seconds')).toBeGreaterThan(MAX_AGE_MS / 1000);
    s.owner.thaw();
    await answers('hit');
    expect(await ready()).toBe(200);
  });

  it('when its list differs from the owner\'s, nothing is answered, however young it is', async () => {
    const missing = entryOf({ subject: { ...entryOf().subject, uscc: '91210500MA00A00440' } });
    s.owner.countUnstated(missing.entryId);
    await stale();
    expect(await gauge('credit_list_differs')).toBe(1);
    expect(await gauge('credit_list_age_seconds')).toBeLessThan(MAX_AGE_MS / 1000);
    expect((await screen({ uscc: USCC })).body.detail).toMatch(/differs from its owner's/);
    await s.owner.state(missing); // stated under the version that it was counted with
    await answers('hit');
    expect(await gauge('credit_list_differs')).toBe(0);
  });

  it('a restarted reader answers nothing before what it has read is the owner\'s list again', async () => {
    s.owner.freeze();
    await eventually(async () => (await gauge('credit_list_age_seconds')) > MAX_AGE_MS / 1000, 'what the owner said last is too old');
    await s.restart();
    await eventually(async () => (await gauge('credit_list_entries')) === 2, 'the list is read');
    expect([await ready(), (await screen({ uscc: USCC })).status]).toEqual([503, 503]);
    s.owner.thaw();
    await answers('hit');
    expect(await ready()).toBe(200);
  });

  it('an ended entry is answered none, by a running reader and by one that starts later; an old state told again revives nothing', async () => {
    await s.tell('revoked', ended(entry), 2);
    await answers('none');
    await s.owner.replay(entry, 1);
    const other = entryOf({ subject: { ...entryOf().subject, uscc: '91210500MA00A0466Y' } });
    await s.owner.state(other);
    await answers('hit', { uscc: '91210500MA00A0466Y' }); // by now the replay was read too
    expect((await answers('none')).list.entries).toBe(2);

    await s.restart();
    const started = await eventually(async () => {
      const { status, body } = await screen({ uscc: USCC });
      return status === 503 && (await gauge('credit_list_differs')) === 1 ? 'refused' : status === 200 ? body.answer.outcome : undefined;
    }, 'a reader that has read nothing but the old state answers or refuses');
    expect(['refused', 'none']).toContain(started);
    await s.owner.replay(ended(entry), 2); // the owner tells again what is
    await answers('none');
  });
});
