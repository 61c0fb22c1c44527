import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { digestText, EFFECTS_ENDED, encodeKafka, entryWeight, LIST_ENTRY_STATE, LIST_WATERMARK, validateData, type ListWatermarkV1 } from '@credit/contracts/events';
import { TOPICS, topicManifest } from '@credit/contracts/topics';
import { localDate } from '@credit/kernel';
import { keepState, reconcile, startRelays, type KafkaPort, type Relays } from '@credit/messaging';
import { newEventId } from '@credit/persistence';
import { loadCityConfig } from '@credit/service-host';
import { eventually } from '@credit/testing';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';
import { DesignationRow } from '../../src/outbound/designation.row.ts';
import { listMarks } from '../../src/outbound/list-marks.ts';
import { ListMark1764100000100 } from '../../src/outbound/migrations/1764100000100-list-mark.ts';
import { ownedEntries } from '../../src/outbound/owned-entries.ts';
import { cityConfig, courtReport, deskOf, migrations, newFirm } from './designation-desk.ts';

interface Told { key: string; type: string | null; version: string | null; data: any; partition: number }

let f: PipelineFixture;
let relays: Relays | undefined;
const { reportArrives } = deskOf(() => f.database);
const run = (): Relays => startRelays(f.database, f.anotherKafka(), { lanes: ['facts'], logger: f.logger, metrics: f.metrics, clock: f.clock, marks: listMarks });

beforeAll(async () => {
  const topics = topicManifest(loadCityConfig(cityConfig)).filter(({ name }) => name === TOPICS.listState || name === TOPICS.designationEvents);
  f = await pipelineFixture({ service: 'list-designation', entities: [DesignationRow], migrations, topics });
  relays = run();
}, 60_000);
afterAll(async () => {
  await relays?.stop();
  await f?.close();
}, 30_000);

/** Everything on the list topic, each partition in its order. */
async function told(): Promise<Told[]> {
  const kafka: KafkaPort = f.anotherKafka();
  const missing = new Map((await kafka.offsetsOf(TOPICS.listState)).filter(({ low, high }) => low !== high).map(({ partition, high }) => [partition, Number(high)]));
  const out: Told[] = [];
  await new Promise<void>((done, failed) => {
    const consumer = kafka.createConsumer({
      group: `list-designation.snapshot.${newEventId()}`, topics: [TOPICS.listState], onAssigned: () => undefined, onCrash: failed,
      onBatch: async ({ records, partition }, controls) => {
        for (const { key, value, headers, offset } of records) {
          out.push({ key: String(key), type: String(headers?.['ce_type']), version: headers?.['ce_aggregateversion'] === undefined ? null : String(headers['ce_aggregateversion']), data: value === null ? null : JSON.parse(String(value)), partition });
          if (Number(offset) + 1 >= (missing.get(partition) ?? 0)) missing.delete(partition);
          controls.resolve(offset);
        }
        if (missing.size === 0) setImmediate(() => void consumer.stop().then(done, failed));
      },
    });
    consumer.start().catch(failed);
  });
  return out;
}

/** Reads the topic as a reader does; what each watermark says beside what was read before it in its partition. */
function judged(records: readonly Told[]): { mark: ListWatermarkV1; entries: number; hash: string; partition: number }[] {
  const live = new Map<number, Map<string, string>>();
  return records.flatMap(({ key, type, version, data, partition }) => {
    const here = live.get(partition) ?? new Map<string, string>();
    live.set(partition, here);
    if (type === LIST_WATERMARK) return [{ mark: data as ListWatermarkV1, entries: here.size, hash: digestText([...here].reduce((sum, [id, v]) => sum ^ entryWeight(id, v), 0n)), partition }];
    if (data?.status === 'in-force') here.set(key, version!);
    else here.delete(key);
    return [];
  });
}
const agreesEverywhere = (records: readonly Told[]) => judged(records).filter(({ mark, entries, hash }) => mark.liveEntries !== entries || mark.liveHash !== hash);
const lastMarks = (records: readonly Told[]): Map<number, ListWatermarkV1> => new Map(judged(records).map(({ partition, mark }) => [partition, mark]));
const removal = { kind: 'repaired' as const, removedOn: localDate('2026-11-23'), reason: '信用修复' };
const markedFrom = (version: bigint) => eventually(async () => {
  const records = await told();
  const marks = lastMarks(records);
  return marks.size === 3 && [...marks.values()].every(({ listVersion }) => BigInt(listVersion) >= version) ? records : undefined;
}, `every partition is marked from list version ${version} on`, { timeoutMs: 50_000, intervalMs: 500 });
const counter = async (): Promise<bigint> => BigInt((await f.admin.query('select value from list_counter')).rows[0].value);

describe('the watermark of a list (P-8)', () => {
  it('is there for an empty list too, in each partition, every second', async () => {
    const records = await markedFrom(0n);
    expect(new Set(records.map(({ key }) => key))).toEqual(new Set(['~watermark.0', '~watermark.1', '~watermark.2']));
    for (const { type, data } of records) expect([type, validateData(LIST_WATERMARK, data)]).toEqual([LIST_WATERMARK, []]);
    const before = records.length;
    const later = await eventually(async () => {
      const all = await told();
      return all.length >= before + 9 ? all : undefined;
    }, 'three more of each', { timeoutMs: 15_000, intervalMs: 500 });
    const times = later.filter(({ partition }) => partition === 0).map(({ data }) => Date.parse(data.committedAt));
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('agrees at its very place with what was said before it, while entries come and go', async () => {
    const reports = Array.from({ length: 40 }, () => courtReport(newFirm(), { decision: { ...courtReport(newFirm()).decision, docNo: `（2026）辽05执${Math.floor(Math.random() * 1e9)}号` } }));
    for (const [n, report] of reports.entries()) {
      await reportArrives(report);
      if (n % 4 === 3) await reportArrives({ ...reports[n - 2]!, removal });
      if (n === 19) await markedFrom(await counter()); // a mark stands in the middle, however fast the machine is
    }
    const records = await markedFrom(await counter());
    expect(agreesEverywhere(records)).toEqual([]);
    const marks = [...lastMarks(records).values()];
    expect(marks.reduce((sum, { liveEntries }) => sum + liveEntries, 0)).toBe(30);
    expect(judged(records).some(({ mark }) => mark.liveEntries > 0 && mark.liveEntries < Math.max(...marks.map((m) => m.liveEntries)))).toBe(true);
    for (const { key } of records.filter(({ data }) => data?.status === 'ended')) {
      const [ended, last] = records.filter((record) => record.key === key).slice(-2);
      expect([ended!.data.status, last!.data, last!.version]).toEqual(['ended', null, ended!.version]);
    }
  });

  it('is not sent while something that it counts is not, and nothing is sent twice by two instances', async () => {
    await relays!.stop();
    const report = courtReport(newFirm());
    await reportArrives(report);
    const [one, other] = [run(), run()];
    const records = await markedFrom(await counter()).finally(() => Promise.all([one.stop(), other.stop()]));
    relays = run();
    expect(agreesEverywhere(records)).toEqual([]);
    expect(records.filter(({ key }) => key === report.matterId)).toHaveLength(1);
  });

  it('what the migration counts is what the transactions have kept', async () => {
    const kept = (await f.admin.query('select live_entries, live_digest from list_mark')).rows;
    await f.admin.query('drop table list_mark');
    await new ListMark1764100000100().up({ query: async (text: string, values?: unknown[]) => (await f.admin.query(text, values)).rows } as never);
    expect((await f.admin.query('select live_entries, live_digest from list_mark')).rows).toEqual(kept);
    expect(kept[0].live_entries.reduce((sum: number, n: string) => sum + Number(n), 0)).toBeGreaterThan(0);
  });
});

describe('the owner reads its list topic back (decision 13)', () => {
  it('an old statement of an ended entry that comes last is followed by its end, in a higher epoch; one that is in order is left alone', async () => {
    const [report, other] = [courtReport(newFirm()), courtReport(newFirm())];
    await reportArrives(report);
    await reportArrives(other);
    await reportArrives({ ...report, removal });
    const before = await markedFrom(await counter());
    const keeper = keepState({ database: f.database, kafka: f.anotherKafka(), owned: { ...ownedEntries, state: TOPICS.listState } as never, group: 'list-designation.snapshot.test.kept', clock: f.clock, actor: 'service:test', logger: f.logger });
    const old = before.find(({ key, data }) => key === report.matterId && data?.status === 'in-force')!;
    const producer = f.kafka.createProducer();
    await producer.connect();
    const { key, value, headers } = encodeKafka({ id: newEventId(), type: LIST_ENTRY_STATE, source: '/services/list-designation', time: f.clock.now(), aggregateId: old.key, aggregateVersion: old.version!, data: old.data }, old.key);
    await producer.send([{ topic: TOPICS.listState, records: [{ key, value, headers }] }]);
    await producer.disconnect();
    const last = await eventually(async () => {
      const said = (await told()).filter((record) => record.key === report.matterId).slice(-2);
      return Number(said[1]!.version) > 2 ** 32 ? said : undefined;
    }, 'the end of the entry is told again', { timeoutMs: 90_000, intervalMs: 1_000 }).finally(() => keeper.stop());
    expect(last.map(({ data }) => data?.status ?? null)).toEqual(['ended', null]);
    expect(f.logger.lines.filter(({ code }) => code === 'STATE.TOLD_AGAIN').map(({ keys }) => keys)).toEqual([[report.matterId]]);
    expect((await told()).filter((record) => record.key === other.matterId).map(({ version }) => version)).toEqual(['1']);
  }, 180_000);
});

describe('after a restore that lost list changes', () => {
  it('the watermark differs from the topic until the owner was reconciled; then an entry that is gone has ended, and numbers go on above those told', async () => {
    const report = courtReport(newFirm());
    await reportArrives(report);
    const version = await counter();
    const before = await markedFrom(version);
    const id = report.matterId;
    const [row] = (await f.admin.query('select public_version from designation where id = $1', [id])).rows;
    const part = before.find(({ key }) => key === id)!.partition;
    await relays!.stop();
    await f.admin.query('delete from designation where id = $1', [id]);
    await f.admin.query('delete from journal where aggregate_id = $1', [id]);
    const weight = String(BigInt.asIntN(64, entryWeight(id, row.public_version)));
    await f.admin.query('update list_mark set live_entries[$1] = live_entries[$1] - 1, live_digest[$1] = live_digest[$1] # $2::int8', [part + 1, weight]);
    relays = run();
    await eventually(async () => agreesEverywhere(await told()).some(({ partition }) => partition === part), 'the watermark says that the list differs', { timeoutMs: 50_000, intervalMs: 500 });
    const report2 = await reconcile(f.database, f.anotherKafka(), { owned: [ownedEntries as never], dryRun: false, app: 'list-designation', clock: f.clock, actor: 'operator' });
    expect(report2).toMatchObject({ ended: 1, lost: [{ aggregateId: id, outcome: 'ended' }] });
    await eventually(async () => !judged(await told()).slice(-3).some(({ mark, entries, hash }) => mark.liveEntries !== entries || mark.liveHash !== hash), 'the list agrees again', { timeoutMs: 50_000, intervalMs: 500 });
    const last = (await told()).filter(({ key }) => key === id).slice(-2);
    expect(last.map(({ data }) => data?.status ?? null)).toEqual(['ended', null]);
    expect(BigInt(last[0]!.data.listVersion)).toBe(version + 1n);
    const answered = (await f.admin.query(`select payload::json as data from journal where headers::json ->> 'ce_type' = $1 and payload::json #>> '{ended,id}' = $2`, [EFFECTS_ENDED['list-designation'], id])).rows.map(({ data }) => data);
    expect(answered).toEqual([expect.objectContaining({ owner: 'list-designation', ended: { kind: 'list-entry', id, version: last[0]!.version, ending: 'revoked', on: last[0]!.data.endedOn }, effects: [expect.objectContaining({ effectId: id, kind: 'list-entry' })] })]);
  }, 180_000);
});
