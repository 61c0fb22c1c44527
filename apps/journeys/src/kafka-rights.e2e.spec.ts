import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseCityConfig, topicManifest, type TopicSpec } from '@credit/contracts/topics';
import { kafkaAttempts, type KafkaAttempts } from '@credit/testing/servers';
import { cityConfig, departments, environment } from './harness/environment.ts';
import { credentialOf } from './harness/kafka.ts';

/** S3: each credential of the running stack tries every topic and every group; what succeeds is exactly what the manifest declares. */
const manifest: readonly TopicSpec[] = topicManifest(parseCityConfig({ city: JSON.parse(readFileSync(join(cityConfig, 'city.json'), 'utf8')), departments }));
const topics = manifest.map(({ name }) => name);
const services = ['credit-record', 'list-designation', 'publicity', 'joint-discipline', 'credit-repair', 'commitment'];
const credentials = [...services, ...departments.map(({ source }) => source), 'operator'];
const groups = [...credentials, 'creditctl', 'testing'].flatMap((name) => [name, `${name}.rebuild.1`, `${name}-other`]);
const onBroker = (names: readonly string[]): string[] => names.map((name) => environment.topicPrefix + name);

const writes = (who: string): string[] => manifest.filter(({ writers }) => writers.includes(who)).map(({ name }) => name);
const readsBack = (who: string, { kind, writers }: TopicSpec): boolean => writers.includes(who) && (kind === 'events' || kind === 'state');
const reads = (who: string): string[] => (who === 'operator' ? topics : manifest.filter((topic) => topic.readers.includes(who) || readsBack(who, topic)).map(({ name }) => name));
const joins = (who: string): string[] => groups.filter((group) => group === who || group.startsWith(`${who}.`));

describe.each(credentials)('the credential of %s', (who) => {
  let attempts: KafkaAttempts;
  beforeAll(async () => {
    expect(credentialOf(who)).toBeDefined();
    attempts = await kafkaAttempts(environment.brokers, credentialOf(who));
  });
  afterAll(() => attempts?.close());

  it('writes the topics declared, and no other', async () => expect((await attempts.mayWrite(onBroker(topics))).sort()).toEqual(onBroker(writes(who)).sort()));
  it('reads the topics declared, and no other', async () => expect((await attempts.mayRead(onBroker(topics))).sort()).toEqual(onBroker(reads(who)).sort()));
  it('joins its own groups, and no other', async () => expect(await attempts.mayJoin(onBroker(groups))).toEqual(onBroker(joins(who))));
  it('makes topics only when it is the operator\'s', async () => {
    const wanted = onBroker([`credit.intake.${randomUUID()}.v1`]);
    expect(await attempts.mayCreate(wanted)).toEqual(who === 'operator' ? wanted : []);
    expect(await attempts.mayCreate(['somebody.elses'])).toEqual([]);
  });
});

describe('a caller without a credential of ours', () => {
  it('is refused when it shows none', async () => {
    await expect(kafkaAttempts(environment.brokers)).rejects.toThrow();
  });
  it.each([['a wrong password', 'credit-record'], ['a name that nobody has', 'nobody']])('is refused with %s', async (_what, username) => {
    await expect(kafkaAttempts(environment.brokers, { username, password: 'wrong' })).rejects.toThrow(/SASL|[Aa]uthentication/);
  });
});
