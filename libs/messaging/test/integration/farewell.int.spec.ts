import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { KafkaConsumer } from '@credit/messaging';
import { eventually } from '@credit/testing';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';
import { RECORDS } from '../pipeline-kit.ts';

const TOPIC = { ...RECORDS, name: 'farewell.a', partitions: 2 };
const ALL = [0, 1];
const ROOT = resolve(__dirname, '../../../..');
/** A member of the group in a process of its own, built as a service is. */
const MEMBER = `
  const { createKafka, kafkaSecurity } = await import('@credit/messaging');
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  await createKafka({ ...kafkaSecurity(process.env), brokers: process.env.KAFKA_BROKERS, topicPrefix: process.env.PREFIX, clientId: 'member', logger })
    .createConsumer({ group: process.env.GROUP, topics: ['${TOPIC.name}'], onAssigned: (held) => process.stdout.write('[' + (held.get('${TOPIC.name}') ?? []) + ']'), onBatch: async () => {}, onCrash: () => process.exit(1) }).start();`;

let f: PipelineFixture;
const children: ChildProcess[] = [];
const consumers: KafkaConsumer[] = [];
beforeAll(async () => {
  execFileSync(process.execPath, ['node_modules/nx/dist/bin/nx.js', 'build', 'messaging'], { cwd: ROOT, stdio: 'ignore', env: { ...process.env, NX_DAEMON: 'false' } });
  f = await pipelineFixture({ topics: [TOPIC] });
}, 120_000);
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const one of consumers.splice(0)) await one.stop();
});
afterAll(() => f?.close());

/** @returns once it holds both partitions */
async function memberOf(group: string): Promise<{ child: ChildProcess; said: () => string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', MEMBER], { cwd: ROOT, env: { ...process.env, PREFIX: f.kafka.topicPrefix, GROUP: group }, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let said = '';
  child.stdout!.on('data', (text: Buffer) => (said += text.toString()));
  await eventually(() => said.includes('[0,1]'), 'the member holds both partitions', { timeoutMs: 30_000 });
  return { child, said: () => said };
}
function joining(group: string): { held: () => readonly number[]; joined: Promise<void> } {
  let held: readonly number[] = [];
  const consumer = f.anotherKafka().createConsumer({ group, topics: [TOPIC.name], onAssigned: (assignment) => (held = assignment.get(TOPIC.name) ?? []), onBatch: async () => {}, onCrash: () => undefined });
  consumers.push(consumer);
  return { held: () => held, joined: consumer.start() };
}

describe('who starts takes leave for those that died', () => {
  it('after a kill -9 the next process holds the partitions at once, not after the session of the dead one (20 s)', async () => {
    const { child } = await memberOf('dies');
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    const began = performance.now();
    const next = joining('dies');
    await next.joined;
    await eventually(() => next.held().length === ALL.length, 'both partitions are held');
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  it('one that stands still is not dead: the broker waits for it, and both share the partitions afterwards', async () => {
    const { child, said } = await memberOf('stands-still');
    child.kill('SIGSTOP');
    const next = joining('stands-still');
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    expect(next.held()).toEqual([]);
    child.kill('SIGCONT');
    await next.joined;
    await eventually(() => next.held().length === 1 && /\[[01]\]$/.test(said()), 'each holds one partition', { timeoutMs: 20_000 });
  });
});
