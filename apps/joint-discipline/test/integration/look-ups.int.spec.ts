import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventually } from '@credit/testing';
import { entryOf, REGISTRY, runService, type Running } from './running-service.ts';

let s: Running;
let officer: string;
beforeAll(async () => {
  s = await runService();
  officer = await s.tokenOf(['case-officer'], REGISTRY);
}, 90_000);
afterAll(() => s?.stop(), 30_000);

const CODES = ['91210500MA0TYPE14G', '91210500MA00A0466Y'];
const NOBODY = '91210504MA0XYA3687';
const bodyOf = (uscc: string, id: string = randomUUID()) => ({ matter: { id, kind: 'real-estate-transfer' }, purpose: '办理不动产转移登记', subject: { uscc } });
const screen = (uscc: string, { id = randomUUID() as string, token = officer } = {}) => s.call('POST', '/v1/screenings', { token, body: bodyOf(uscc, id) });
const transactions = async (ids: readonly string[]): Promise<string[]> => (await s.f.admin.query('select distinct xmin::text as x from screening where id = any($1::uuid[])', [ids])).rows.map(({ x }) => x);
const listed = async (uscc: string) => {
  const entry = entryOf({ subject: { ...entryOf().subject, uscc } });
  await s.tell('designated', entry);
  await eventually(async () => (await screen(uscc)).body.answer.outcome === 'hit', 'the entry is in effect');
  return entry;
};

it('look-ups that wait together share transactions, hits apart from the others, officers apart from each other; each is answered by itself and its prompt names its own request', async () => {
  await listed(CODES[0]!);
  const colleague = await s.tokenOf(['case-officer'], REGISTRY);
  const asked = Array.from({ length: 60 }, (_, n) => ({ uscc: n % 3 === 0 ? CODES[0]! : NOBODY, id: `matter-${n}`, token: n % 2 === 0 ? officer : colleague, request: `request-${n}` }));
  await s.f.admin.query('begin');
  await s.f.admin.query('lock table screening in share row exclusive mode'); // the first ones wait here, and the others behind them
  const asking = Promise.all(asked.map(async ({ uscc, id, token, request }) => {
    const answer = await fetch(`${s.url}/v1/screenings`, { method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-request-id': request }, body: JSON.stringify(bodyOf(uscc, id)) });
    return (await answer.json() as any).answer;
  }));
  await new Promise((over) => setTimeout(over, 500));
  await s.f.admin.query('commit');
  const answers = await asking;
  expect(answers.map(({ matter, subjectKey, outcome }) => [matter.id, subjectKey, outcome])).toEqual(asked.map(({ id, uscc }) => [id, expect.stringContaining(uscc), uscc === NOBODY ? 'none' : 'hit']));
  const idsOf = (kept: (one: (typeof asked)[number]) => boolean): string[] => answers.filter((_, n) => kept(asked[n]!)).map(({ screeningId }) => screeningId);
  const kinds = [officer, colleague].flatMap((token) => [idsOf((one) => one.token === token && one.uscc === NOBODY), idsOf((one) => one.token === token && one.uscc !== NOBODY)]);
  const used = await Promise.all(kinds.map(transactions));
  expect(used.flat()).toHaveLength(new Set(used.flat()).size);
  expect(used.flat().length).toBeLessThan(asked.length);
  for (const [n, { request }] of asked.entries()) {
    if (answers[n].outcome !== 'hit') continue;
    const { rows } = await s.f.admin.query('select headers from journal where aggregate_id = $1', [answers[n].prompts[0].promptId]);
    expect(JSON.parse(rows[0].headers)).toMatchObject({ ce_correlationid: request });
  }
}, 30_000);

it('a fault of one look-up is its own: the others of its transaction are answered', async () => {
  await s.f.admin.query(`create function no_such_matter() returns trigger language plpgsql as $$ begin if new.matter_id = 'faulty' then raise 'planted'; end if; return new; end $$`);
  await s.f.admin.query('create trigger no_such_matter before insert on screening for each row execute function no_such_matter()');
  try {
    const ids = ['a', 'b', 'faulty', 'c'];
    expect((await Promise.all([screen(NOBODY), ...ids.map((id) => screen(NOBODY, { id }))])).map(({ status }) => status)).toEqual([200, 200, 200, 500, 200]);
  } finally {
    await s.f.admin.query('drop trigger no_such_matter on screening');
  }
});

it('an entry that is just being changed keeps nobody else waiting', async () => {
  const entry = await listed(CODES[1]!);
  await s.f.admin.query('begin');
  await s.f.admin.query('select 1 from list_entry where entry_id = $1 for update', [entry.entryId]);
  let answered = false;
  const hit = screen(CODES[1]!).then((answer) => ((answered = true), answer));
  try {
    for (let n = 0; n < 5; n += 1) expect((await screen(NOBODY)).body.answer.outcome).toBe('none');
    expect(answered).toBe(false);
  } finally {
    await s.f.admin.query('rollback');
  }
  expect((await hit).body.answer.outcome).toBe('hit');
});
