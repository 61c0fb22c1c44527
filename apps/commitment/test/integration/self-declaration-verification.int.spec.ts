import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { MATTER } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { addDays, localDate as d, type LocalDate } from '@credit/kernel';
import { newEventId } from '@credit/persistence';
import { eventually, syntheticPerson } from '@credit/testing';
import fc from 'fast-check';
import { verificationOf, type KnownDeclaration } from '../../src/domain/self-declaration/self-declaration.ts';
import { CENTRE, codeOf, declaration, declaringFirm, falsity, idsOf, period, type DeclaringFirm } from './declaring-firm.ts';
import { MARKET, runCommitment, type RunningCommitment } from './running-service.ts';

let s: RunningCommitment;
let w: DeclaringFirm;
const PURPOSES = ['financing', 'credit-report', 'credit-evaluation', 'verification'];
const look = (over: object = {}) => ({ method: 'ORIGINAL_DOCUMENT', reference: '证书 00126Q30001R0M', on: '2026-11-23', ...over });
const verify = (id: string, over: object = {}, token = w.officer) => w.step(id, 'verification', look(over), token);
const reject = (id: string, over: object = {}, token = w.officer) => w.step(id, 'verification-rejection', look({ reason: '原件未提供', ...over }), token);
const declared = () => w.declared({ authorisation: period({ purposes: PURPOSES }) });
const verifiedTo = async (purpose: string) => (await w.read(purpose)).body.items.map((one: any) => one.verified);
const OWN = [403, 'DECLARATION.OWN_VERIFICATION'];

beforeAll(async () => {
  s = await runCommitment();
  w = await declaringFirm(s);
}, 60_000);
afterAll(() => s?.stop());
beforeEach(() => w.another());

describe('核验 (O28)', () => {
  it('what feeds an evaluation or a report is read when it is verified, and not before; nothing is noted as read that was not given', async () => {
    const [one, other] = [await declared(), await declared()];
    expect([idsOf(await w.read('financing')), idsOf(await w.read('verification'))]).toEqual([[one.declarationId, other.declarationId], [one.declarationId, other.declarationId]]);
    for (const purpose of ['credit-report', 'credit-evaluation', 'financing&verified=true']) expect([purpose, (await w.read(purpose)).status, idsOf(await w.read(purpose))]).toEqual([purpose, 200, []]);
    const answer = await verify(one.declarationId, { validUntil: '2028-06-30' });
    expect([answer.status, answer.body]).toEqual([200, { declarationId: one.declarationId, status: 'declared', verified: true, verification: { outcome: 'VERIFIED', ...look(), source: MARKET, validUntil: '2028-06-30' } }]);
    for (const purpose of ['credit-report', 'credit-evaluation', 'financing&verified=true']) expect([purpose, idsOf(await w.read(purpose))]).toEqual([purpose, [one.declarationId]]);
    expect((await w.read('financing')).body.items.map(({ declarationId, verified, verification }: any) => [declarationId, verified, verification])).toEqual([
      [one.declarationId, true, { on: '2026-11-23', method: 'ORIGINAL_DOCUMENT', validUntil: '2028-06-30', department: MARKET }], [other.declarationId, false, undefined],
    ]);
    const { items } = (await s.call('GET', '/v1/self-declarations/reads', w.self)).body;
    const of = (purpose: string) => items.filter((note: any) => note.purpose === purpose).map((note: any) => [note.outcome, note.declarationId]);
    expect([of('credit-report'), of('credit-evaluation')]).toEqual([[['read', one.declarationId]], [['read', one.declarationId]]]);
    expect(codeOf(await w.read('publication&verified=true'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
    expect((await w.read('financing&verified=false')).status).toBe(400);
    expect(await s.sent(one.declarationId)).toEqual([]);
  });

  it('not confirmed, it stays declared: the subject sees why, nobody else that it was looked at; on better documents it is verified', async () => {
    const [one, holder] = [await declared(), syntheticPerson(7).idNo];
    await verify(one.declarationId);
    expect((await reject(one.declarationId, { reason: `证书持有人 ${holder} 查无`, reference: `询证函 ${holder}`, method: 'ISSUER_CONFIRMED' })).body).toMatchObject({ status: 'declared', verified: false, verification: { outcome: 'NOT_CONFIRMED', method: 'ISSUER_CONFIRMED' } });
    const own = await w.own(one.declarationId);
    expect(own).toMatchObject({ status: 'declared', truth: 'stands', verified: false, verification: { outcome: 'NOT_CONFIRMED', reason: expect.stringMatching(/^证书持有人 .*查无$/), source: MARKET } });
    expect([own.verification.by, JSON.stringify(own).includes(holder)]).toEqual([undefined, false]);
    expect((await w.commitment(one.commitmentId)).status).toBe('tracking');
    expect((await w.read('financing')).body.items[0]).toEqual(expect.not.objectContaining({ verification: expect.anything() }));
    expect([await verifiedTo('financing'), await verifiedTo('credit-report')]).toEqual([[false], []]);
    expect((await verify(one.declarationId, { reference: '换发证书' })).status).toBe(200);
    expect([await verifiedTo('financing'), await verifiedTo('credit-report'), (await w.own(one.declarationId)).verification.reference]).toEqual([[true], [true], '换发证书']);
    expect((await s.f.admin.query(`select 1 from journal where aggregate_id = $1 and type in ('DeclarationVerified', 'VerificationRejected')`, [one.declarationId])).rows).toHaveLength(3);
  });

  it('by an officer of a department of the city, who did not bring it: no subject, no window that took it down, no department that reported it', async () => {
    const one = await declared();
    const [window, centre, both] = [await s.token(['credit-centre'], { dept: CENTRE }), await s.token(['case-officer'], { dept: CENTRE }), await s.token(['subject', 'case-officer'], { dept: MARKET, subject: w.firm.subjectId })];
    for (const token of [w.self, w.bank, window]) expect([(await verify(one.declarationId, {}, token)).status, (await reject(one.declarationId, {}, token)).status]).toEqual([403, 403]);
    expect([codeOf(await verify(one.declarationId, {}, both)), codeOf(await verify(one.declarationId, {}, await s.token(['case-officer'], { dept: 'nobody' })))]).toEqual([OWN, [403, 'COMMITMENT.NO_DEPARTMENT']]);
    const atWindow = (await w.declare(declaration({ subject: { subjectId: w.firm.subjectId } }), window)).body;
    expect([codeOf(await verify(atWindow.declarationId, {}, centre)), codeOf(await reject(atWindow.declarationId, {}, centre)), (await verify(atWindow.declarationId)).status, (await verify(one.declarationId, {}, centre)).status]).toEqual([OWN, OWN, 200, 200]);
    const data = { matterId: newEventId(), source: MARKET, receivedAt: '2026-11-23T02:00:00.000Z', subject: w.firm, ...declaration(), declaredOn: '2026-11-23' };
    await s.fact(TOPICS.matterEvents, w.firm.subjectId, data.matterId, 1, MATTER.selfDeclarationReported, data);
    const reported = await eventually(async () => (await s.f.admin.query('select id from self_declaration where reference_no = $1', [data.referenceNo])).rows[0]?.id as string | undefined, 'the report is taken over');
    expect([codeOf(await verify(reported!)), codeOf(await verify(reported!, {}, centre))]).toEqual([OWN, [200, undefined]]);
    expect(codeOf(await verify(newEventId()))).toEqual([404, 'DECLARATION.NOT_FOUND']);
  });

  it('found false it is verified for nobody, nor while its truth is in question; when the finding did not hold, what was verified is verified', async () => {
    const one = await declared();
    await verify(one.declarationId);
    expect((await w.step(one.declarationId, 'falsity', falsity(), w.officer)).status).toBe(200);
    expect([codeOf(await w.read('credit-report')), (await w.own(one.declarationId)).verified]).toEqual([[403, 'AUTHORISATION.NOT_GIVEN'], false]);
    expect([codeOf(await verify(one.declarationId)), codeOf(await reject(one.declarationId))]).toEqual([[409, 'DECLARATION.WRONG_STEP'], [409, 'DECLARATION.WRONG_STEP']]);
    for (const [verb, body, token] of [['breach-notice', { grounds: '证书查无' }, undefined], ['explanation', { what: '证书已换发' }, w.self], ['explanation-acceptance', { reason: '经核实换发属实' }, undefined]] as const) expect([verb, (await w.carry(one.commitmentId, verb, body, token)).status]).toEqual([verb, 200]);
    expect([await verifiedTo('credit-report'), (await w.own(one.declarationId)).verified]).toEqual([[true], true]);
  });

  it('retracted, or with its truth commitment ended, it is verified no more, and no word of it is left in its row', async () => {
    const [one, other] = [await declared(), await declared()];
    for (const { declarationId } of [one, other]) await verify(declarationId);
    expect((await w.step(one.declarationId, 'retraction', { reason: '不愿记录' })).body).toMatchObject({ status: 'retracted', verified: false });
    expect((await w.carry(other.commitmentId, 'ending', { reason: '不再承诺' }, w.self)).status).toBe(200);
    expect(codeOf(await w.read('credit-report'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
    expect([codeOf(await verify(one.declarationId)), codeOf(await verify(other.declarationId)), (await w.own(other.declarationId)).verified]).toEqual([[409, 'DECLARATION.WRONG_STEP'], [409, 'DECLARATION.WRONG_STEP'], false]);
    expect(JSON.stringify((await s.f.admin.query('select state from self_declaration where id = $1', [one.declarationId])).rows)).not.toContain('00126Q30001R0M');
  });

  it('says how, on what and when, else it is refused', async () => {
    const { declarationId } = await declared();
    for (const over of [{ method: 'HEARSAY' }, { reference: '' }, { reference: ' ' }, { on: '2026-02-30' }, { validUntil: '2027-02-30' }, { reason: '多余' }]) expect([over, (await verify(declarationId, over)).status]).toEqual([over, 400]);
    for (const over of [{ reason: undefined }, { reason: ' ' }, { validUntil: '2028-06-30' }]) expect([over, (await reject(declarationId, over)).status]).toEqual([over, 400]);
    for (const over of [{ on: '2026-11-22' }, { on: '2026-11-24' }, { validUntil: '2026-11-22' }]) expect([over, codeOf(await verify(declarationId, over))]).toEqual([over, [422, 'DECLARATION.VERIFICATION_DAY_UNFIT']]);
  });

  it('in the database too there is none without who, how, when and on what, nor by who brought it, nor of a retracted one', async () => {
    const [one, gone] = [await declared(), await declared()];
    await w.step(gone.declarationId, 'retraction', { reason: '不愿记录' });
    const sound = { outcome: 'VERIFIED', ...look(), by: 'officer-1', source: MARKET };
    const put = (verification: object | null, id = one.declarationId) => s.f.admin.query(`update self_declaration set state = state || jsonb_build_object('source', $3::text, 'verification', $2::jsonb) where id = $1`, [id, JSON.stringify(verification), CENTRE]).then(() => 'kept', (error: Error & { constraint?: string }) => error.constraint);
    const faulty = [null, {}, ...Object.keys(sound).map((key) => ({ ...sound, [key]: undefined })), ...['method', 'reference', 'by', 'source'].map((key) => ({ ...sound, [key]: '' })), { ...sound, outcome: 'MAYBE' }, { ...sound, outcome: 'NOT_CONFIRMED' }, { ...sound, source: CENTRE }];
    for (const one of faulty) expect([one, await put(one)]).toEqual([one, 'self_declaration_verified_by_whom']);
    expect([await put(sound, gone.declarationId), await put(sound), await put({ ...sound, outcome: 'NOT_CONFIRMED', reason: 'x' })]).toEqual(['self_declaration_verified_by_whom', 'kept', 'kept']);
  });

  it('the statement that reads says what the domain says, of whatever was said of it', async () => {
    const { declarationId } = await declared();
    const today = d('2026-11-23');
    const word = fc.record({ outcome: fc.constantFrom('VERIFIED', 'NOT_CONFIRMED'), validUntil: fc.option(fc.constantFrom<LocalDate>(addDays(today, -1), today, addDays(today, 1)), { nil: undefined }) });
    const outcomes: boolean[] = [];
    for (const said of fc.sample(fc.option(word, { nil: undefined }), { numRuns: 60, seed: 20261123 })) {
      const verification = said && { ...said, ...look(), by: 'officer-1', source: MARKET, reason: 'x' };
      await s.f.admin.query(`update self_declaration set state = (state - 'verification') || $2::jsonb where id = $1`, [declarationId, JSON.stringify({ verification })]);
      const verified = verificationOf({ status: 'declared', verification } as KnownDeclaration, 'stands', today) !== undefined;
      expect([said, await verifiedTo('credit-report'), await verifiedTo('financing')]).toEqual([said, verified ? [true] : [], [verified]]);
      outcomes.push(verified);
    }
    expect([outcomes.filter(Boolean).length > 5, outcomes.filter((one) => !one).length > 5]).toEqual([true, true]);
  });

  it('looked at and found false at once: the look comes before the finding or is refused, and nobody reads it as verified', async () => {
    for (let round = 0; round < 20; round += 1) {
      const one = await declared();
      const [looked, found] = await Promise.all([verify(one.declarationId), w.step(one.declarationId, 'falsity', falsity({ reference: `线索-${round}` }), w.officer)]);
      const journal = (await s.f.admin.query('select type from journal where aggregate_id = $1 order by id', [one.declarationId])).rows.map(({ type }) => type);
      expect([journal, found.status, (await w.own(one.declarationId)).verified]).toEqual([looked.status === 200 ? ['Declared', 'DeclarationVerified', 'FalsityFound'] : ['Declared', 'FalsityFound'], 200, false]);
    }
    expect(codeOf(await w.read('credit-report'))).toEqual([403, 'AUTHORISATION.NOT_GIVEN']);
  });
});

describe('核验有效期', () => {
  it('is over after its last day without any step', async () => {
    const one = await declared();
    await verify(one.declarationId, { validUntil: '2026-11-24' });
    await s.moveDate('2026-11-24');
    expect([await verifiedTo('credit-report'), (await w.own(one.declarationId)).verified]).toEqual([[true], true]);
    await s.moveDate('2026-11-25');
    expect([await verifiedTo('credit-report'), await verifiedTo('financing'), (await w.own(one.declarationId)).verified]).toEqual([[], [false], false]);
    expect((await verify(one.declarationId, { on: '2026-11-25', reference: '新证书' })).body.verified).toBe(true);
    expect(await verifiedTo('credit-report')).toEqual([true]);
  });
});
