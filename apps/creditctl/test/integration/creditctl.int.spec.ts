import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeKafka, RECEIPT } from '@credit/contracts/events';
import { intakeTopic, receiptsTopic, TOPICS } from '@credit/contracts/topics';
import type { Instant } from '@credit/kernel';
import { createKafka, kafkaSecurity, type KafkaPort } from '@credit/messaging';
import { createLogger } from '@credit/observability';
import { eventually, kafkaEnvironment, syntheticFirm, TEST_AUTHORITY } from '@credit/testing';
import { EXIT } from '../../src/exit.ts';
import { runProgram } from '../../src/program.ts';
import { readSettings } from '../../src/settings.ts';

const source = 'sample-department';
const prefix = `creditctl-${randomUUID().slice(0, 8)}.`;
let folder: string;
let kafka: KafkaPort;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'creditctl-'));
  writeFileSync(join(folder, 'city.json'), JSON.stringify({ name: '示例市', region: '210500', openingDate: '2026-11-23' }));
  writeFileSync(join(folder, 'departments.json'), JSON.stringify([{ source, name: '示例局', uscc: TEST_AUTHORITY.uscc, region: '210500', powers: ['penalty'] }]));
  kafka = createKafka({ ...kafkaSecurity(process.env), brokers: process.env['KAFKA_BROKERS'] ?? '', clientId: 'creditctl-test', topicPrefix: prefix, logger: createLogger({ service: 'test', level: 'silent' }) });
});
afterAll(async () => {
  await kafka.deleteTopics(await kafka.topicNames());
  await kafka.close();
  rmSync(folder, { recursive: true, force: true });
});

async function creditctl(args: string[], input = ''): Promise<{ exit: number; document: any; err: string }> {
  let out = '';
  let err = '';
  const env = { ...kafkaEnvironment(), CREDIT_TOPIC_PREFIX: prefix, CREDIT_CITY_CONFIG: folder, CREDIT_STATE_DIR: folder };
  const exit = await runProgram([...args, '--json'], {
    settings: readSettings(env, folder), output: { json: true, write: (text) => { out += text; }, complain: (text) => { err += text; } },
    nowMs: () => Date.now(), readInput: async () => input, stop: new AbortController().signal,
  });
  return { exit, document: out === '' ? undefined : JSON.parse(out), err };
}

/** What credit-record does for the sender: one receipt on the department's topic. */
async function issueReceipt(eventId: string, state: string): Promise<void> {
  const now = new Date().toISOString() as Instant;
  const data = { receiptId: randomUUID(), eventId, state, findings: [], receivedAt: now, decidedAt: now };
  const producer = kafka.createProducer();
  await producer.connect();
  await producer.send([{ topic: receiptsTopic(source), records: [encodeKafka({ id: randomUUID(), type: RECEIPT.issued, source: '/services/credit-record', time: now, data }, eventId)] }]);
  await producer.disconnect();
}

const published = async (): Promise<number> => (await kafka.offsetsOf(intakeTopic(source))).reduce((sum, { high }) => sum + Number(high), 0);

describe('creditctl on a real broker', () => {
  it('topics: plan, apply, and nothing left to do', async () => {
    const plan = await creditctl(['topics', 'plan']);
    expect(plan.document).toMatchObject({ applied: false, create: expect.arrayContaining([intakeTopic(source), receiptsTopic(source), TOPICS.recordEvents]) });
    expect(await kafka.topicNames()).toEqual([]);
    expect((await creditctl(['topics', 'apply', '--dry-run'])).document.applied).toBe(false);
    expect(await kafka.topicNames()).toEqual([]);
    expect((await creditctl(['topics', 'apply'])).exit).toBe(EXIT.ok);
    expect([...(await kafka.topicNames())].sort()).toEqual([...plan.document.create].sort());
    expect((await creditctl(['topics', 'plan'])).document).toMatchObject({ create: [], alter: [], conflicts: [] });
  });
  it('topics: every record carries the broker\'s own time', async () => {
    expect((await kafka.configOf(intakeTopic(source)))['message.timestamp.type']).toBe('LogAppendTime');
    expect((await kafka.configOf(TOPICS.recordEvents))['message.timestamp.type']).toBe('LogAppendTime');
  });
  it('topics: a setting that somebody changed is set back', async () => {
    await kafka.alterConfig(intakeTopic(source), { 'retention.ms': '1000', 'cleanup.policy': 'delete', 'max.message.bytes': '262144' });
    await eventually(async () => (await kafka.configOf(intakeTopic(source)))['retention.ms'] === '1000', 'the broker shows the changed setting');
    expect((await creditctl(['topics', 'apply'])).document.alter.map((one: { topic: string }) => one.topic)).toEqual([intakeTopic(source)]);
    await eventually(async () => (await kafka.configOf(intakeTopic(source)))['retention.ms'] === String(30 * 86_400_000), 'the broker shows the setting of the manifest again');
  });
  it('publish --wait gets one receipt per event, two for an id sent twice', async () => {
    const uscc = syntheticFirm(1).uscc;
    const lines = ['a', 'b', 'a'].map((id) => JSON.stringify({ source, type: 'registration', id, data: { uscc, name: 'x', status: 'registered' } })).join('\n');
    const running = creditctl(['publish', '--wait', '30'], lines);
    await eventually(async () => (await published()) === 3, 'three events are on the intake topic', { timeoutMs: 30_000 });
    for (const [id, state] of [['foreign', 'accepted'], ['a', 'accepted'], ['b', 'rejected'], ['a', 'duplicate']] as const) await issueReceipt(id, state);
    const { exit, document } = await running;
    expect(exit).toBe(EXIT.ok);
    expect(document).toMatchObject({ published: 3, missing: [] });
    expect(document.receipts.map((receipt: { eventId: string; state: string }) => `${receipt.eventId} ${receipt.state}`).sort()).toEqual(['a accepted', 'a duplicate', 'b rejected']);
  });
  it('publish --wait names the events without an answer', async () => {
    const { exit, document } = await creditctl(['publish', '--wait', '1'], JSON.stringify({ source, type: 'registration', id: 'nobody-answers', data: { uscc: syntheticFirm(2).uscc } }));
    expect(exit).toBe(EXIT.noAnswer);
    expect(document.missing).toEqual(['nobody-answers']);
  });
  it('receipts prints all that are kept, once', async () => {
    let lines: string[] = [];
    const exit = await runProgram(['receipts', source, '--json'], {
      settings: readSettings({ ...kafkaEnvironment(), CREDIT_TOPIC_PREFIX: prefix, CREDIT_CITY_CONFIG: folder, CREDIT_STATE_DIR: folder }, folder),
      output: { json: true, write: (text) => { lines = [...lines, text]; }, complain: () => {} }, nowMs: () => Date.now(), readInput: async () => '', stop: new AbortController().signal,
    });
    expect(exit).toBe(EXIT.ok);
    expect(lines.map((line) => JSON.parse(line).receipt.eventId).sort()).toEqual(['a', 'a', 'b', 'foreign']);
  });
});
