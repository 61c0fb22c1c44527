import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit/testing';
import type { SeenRecord } from '@credit/testing/servers';
import { killHard } from './chaos/processes.ts';
import { today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { creditctl } from './harness/creditctl.ts';
import { receiptIn } from './harness/department.ts';
import { environment } from './harness/environment.ts';
import { call, tokenFor } from './harness/gateway.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';
import { loseDatabase, operate } from './restore/lost-database.ts';

const RECORDS = 'credit.record.events.v1';
const say = (line: string): void => void process.stdout.write(`${line}\n`);

interface Lost {
  topic: string;
  aggregateId: string;
  eventId: string;
  outcome: string;
}

/** Decision 15, second way: an older state is restored; reconcile lists what is lost and makes readers take the owner's state again. */
describe('an older state of PostgreSQL is restored', () => {
  const backup = join(environment.stateDir, 'older');
  const firm = freshFirm();
  /** amended: known before the copy, changed after it · byRest: only after it, never sent again by itself · byKafka: after it, still on its intake topic */
  const documents = { amended: freshDocNo(), byRest: freshDocNo(), byKafka: freshDocNo() };
  let city: CityAtWork;
  let date: string;

  const penalty = (docNo: string, version: number): Record<string, unknown> => city.registrar.penalty({ party: firm, docNo, decisionDate: date, fineAmountWan: String(version), content: `罚款${version}万元`, sourceVersion: String(version) });
  const byRest = async (docNo: string, version: number): Promise<string> => receiptIn(await city.registrar.record('administrative-penalty', penalty(docNo, version))).recordId!;
  const shown = async (entryId: string): Promise<{ status: number; fine: string | undefined; text: string }> => {
    const { status, body, text } = await call('GET', `/v1/public/entries/${entryId}`);
    return { status, fine: body?.content?.fineAmountWan, text };
  };
  const factsOf = async (docNo: string): Promise<SeenRecord[]> => (await city.kafka.readAll([RECORDS])).filter(({ value }) => value?.includes(docNo));
  const reconcile = async (...more: string[]): Promise<{ service: string; lost: Lost[]; rebased: number; ended: number }[]> => JSON.parse(await creditctl(['reconcile', '--json', ...more], '', [0, 3])).services;

  beforeAll(async () => {
    city = await cityAtWork();
    date = await today();
    await city.registrar.registers(firm);
  });
  afterAll(async () => {
    await city?.close();
    rmSync(backup, { recursive: true, force: true });
  });

  it('what is lost is listed exactly, and publicity equals the register again', async () => {
    const amended = await byRest(documents.amended, 1);
    await eventually(async () => (await shown(amended)).fine === '1', 'the first version is public');
    await operate('backup.mjs', backup);
    expect(await byRest(documents.amended, 2)).toBe(amended);
    const lostByRest = await byRest(documents.byRest, 1);
    const lostByKafka = (await city.registrar.tell('administrative-penalty', penalty(documents.byKafka, 1))).recordId!;
    await eventually(async () => (await shown(amended)).fine === '2' && (await shown(lostByRest)).status === 200 && (await shown(lostByKafka)).status === 200, 'what came after the copy is public');
    const lostEvents = [...(await factsOf(documents.amended)).slice(1), ...(await factsOf(documents.byRest)), ...(await factsOf(documents.byKafka))].map(({ headers }) => headers['ce_id']!);
    expect(lostEvents).toHaveLength(3);

    await loseDatabase({ keepWal: false }, async () => {
      for (const service of ['credit-record', 'publicity']) await killHard(service); // what runs remembers a later state
      say((await operate('restore.mjs', backup, '--immediate')).trim());
    });
    const recordOf = (id: string): ReturnType<typeof call> => city.registrar.token().then((token) => call('GET', `/v1/records/${id}`, { token }));
    await eventually(async () => (await recordOf(amended)).body.content.fineAmountWan === '1' && (await recordOf(lostByRest)).status === 404, 'the register stands at the copy');
    await eventually(async () => (await shown(amended)).fine === '2' && (await shown(lostByRest)).status === 200, 'publicity has read the lost facts again: it shows what the register does not know');
    await eventually(async () => new Set((await factsOf(documents.byKafka)).map(({ headers }) => headers['ce_aggregateid'])).size === 2, 'what is still on the intake topic was taken in again');

    const listed = (await reconcile('--dry-run')).find(({ service }) => service === 'credit-record')!;
    expect(listed.lost.filter(({ topic }) => topic === RECORDS).map(({ eventId }) => eventId).sort()).toEqual(lostEvents.sort());
    expect((await shown(amended)).fine).toBe('2'); // a dry run publishes nothing

    const [register] = await reconcile();
    expect(new Map(register!.lost.filter(({ topic }) => topic === RECORDS).map(({ aggregateId, outcome }) => [aggregateId, outcome]))).toEqual(new Map([[amended, 'rebased'], [lostByRest, 'ended'], [lostByKafka, 'ended']]));
    await eventually(async () => (await shown(amended)).fine === '1', 'publicity has taken the owner\'s state again');
    await eventually(async () => (await shown(lostByRest)).status === 410 && (await shown(lostByKafka)).status === 410, 'what the register does not hold is not public');
    expect((await shown(lostByRest)).text).toContain('登记数据恢复');
    const centre = await tokenFor({ roles: ['credit-centre'] });
    for (const id of [lostByRest, lostByKafka]) {
      const certificate = await eventually(async () => {
        const { body } = await call('GET', `/v1/endings/record/${id}/lapse-certificate`, { token: centre });
        return body?.certificate?.complete === true ? body.certificate : undefined;
      }, 'every owner of its effects has answered, also the one that no longer holds it');
      expect(certificate).toMatchObject({ ending: { code: 'revoked', reason: expect.stringContaining('登记数据恢复') }, effects: expect.arrayContaining([expect.objectContaining({ owner: 'credit-record', kind: 'record-use' }), expect.objectContaining({ owner: 'publicity', kind: 'publicity' })]) });
    }
    const again = (await factsOf(documents.byKafka)).map(({ headers }) => headers['ce_aggregateid']!).find((id) => id !== lostByKafka)!;
    expect((await shown(again)).status).toBe(200);

    expect(await byRest(documents.amended, 2)).toBe(amended); // the department sends again what the list names
    const resent = await byRest(documents.byRest, 1);
    await eventually(async () => (await shown(amended)).fine === '2' && (await shown(resent)).status === 200, 'what was sent again is public: versions go on in the new epoch');
    expect((await reconcile('--dry-run')).every(({ rebased, ended }) => rebased + ended === 0)).toBe(true);
    expect(JSON.parse(await creditctl(['rebuild', 'public_entry_view', '--verify', '--json']))).toMatchObject({ differences: 0 });
    expect(JSON.parse(await creditctl(['dlq', 'list', '--json'])).parked).toEqual([]);
  });
});
