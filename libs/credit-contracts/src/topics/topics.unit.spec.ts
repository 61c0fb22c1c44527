import { describe, expect, it } from '@jest/globals';
import { DomainError } from '@credit/kernel';
import { allEventTypes } from '../events/registry.ts';
import { parseCityConfig } from './city-config.ts';
import { topicManifest } from './manifest.ts';
import { dlqTopic, intakeTopic, isSourceName, noticesTopic, prefixed, receiptsTopic, screeningsTopic, sourceOfIntakeTopic, TOPICS, unprefixed } from './names.ts';

const A = { source: 'benxi-a', name: '甲局', uscc: '11210500MB0XY1017D', region: '210500', powers: ['penalty'] };
const B = { source: 'b', name: '乙局', uscc: '11210500MB0XY10258', region: '210500', powers: ['license', 'matter'], parent: 'benxi-a', speaksFor: ['11210500MB0XY10258', '11210502MB0XY1105Q'] };
const CITY = { name: '样例市', region: '210500', openingDate: '2026-11-23' };
const config = (change: object = {}, departments: object[] = [A, B]): unknown => ({ city: { ...CITY, ...change }, departments });

describe('topic names', () => {
  it('carry the source and give it back', () => {
    expect(intakeTopic('benxi-a')).toBe('credit.intake.benxi-a.v1');
    expect(sourceOfIntakeTopic('credit.intake.benxi-a.v1')).toBe('benxi-a');
    expect([receiptsTopic('b'), TOPICS.recordEvents, dlqTopic(intakeTopic('b'), 'credit-record')].map(sourceOfIntakeTopic)).toEqual([undefined, undefined, undefined]);
    expect(dlqTopic(TOPICS.recordEvents, 'publicity')).toBe('credit.record.events.v1.publicity.dlq');
  });

  it('take a prefix and lose it', () => {
    expect(prefixed(TOPICS.recordEvents, 't1.')).toBe('t1.credit.record.events.v1');
    expect([unprefixed('t1.credit.record.events.v1', 't1.'), unprefixed('credit.x', 't1.'), unprefixed('x', '')]).toEqual(['credit.record.events.v1', undefined, 'x']);
  });

  it.each([['a', true], ['benxi-market-regulation', true], ['A', false], ['-a', false], ['a-', false], ['a_b', false], ['', false], ['a'.repeat(64), false], ['a.b', false]])('source %j: %s', (source, valid) => {
    expect(isSourceName(source)).toBe(valid);
  });
});

describe('topic manifest (decisions 11, 29; architecture §3.9.13)', () => {
  const manifest = topicManifest(parseCityConfig(config()));
  const of = (name: string): (typeof manifest)[number] => manifest.find((t) => t.name === name)!;

  it('names each topic once, lower case with dots and hyphens', () => {
    expect(new Set(manifest.map((t) => t.name)).size).toBe(manifest.length);
    for (const { name } of manifest) expect(name).toMatch(/^credit\.[a-z0-9.-]+$/);
  });

  it.each([
    [intakeTopic('benxi-a'), 3, 'delete', 30 * 86_400_000, 262_144, ['benxi-a'], ['credit-record']],
    [receiptsTopic('b'), 3, 'delete', 30 * 86_400_000, 1_048_588, ['credit-record'], ['b']],
    [noticesTopic('benxi-a'), 1, 'delete', 30 * 86_400_000, 1_048_588, ['list-designation'], ['benxi-a']],
    [TOPICS.recordEvents, 6, 'delete', -1, 1_048_588, ['credit-record'], ['list-designation', 'publicity', 'credit-repair', 'commitment']],
    [TOPICS.publicityEvents, 6, 'delete', -1, 1_048_588, ['publicity'], ['credit-repair']],
    [screeningsTopic('b'), 3, 'delete', 30 * 86_400_000, 1_048_588, ['joint-discipline'], ['b']],
    [TOPICS.matterEvents, 6, 'delete', -1, 1_048_588, ['credit-record'], ['list-designation', 'joint-discipline', 'commitment']],
    [TOPICS.commitmentEvents, 6, 'delete', -1, 1_048_588, ['commitment'], ['credit-record', 'list-designation', 'publicity']],
    [TOPICS.listState, 3, 'compact', -1, 1_048_588, ['list-designation'], ['joint-discipline']],
    [TOPICS.disciplineEvents, 6, 'delete', -1, 1_048_588, ['joint-discipline'], ['credit-record', 'credit-repair']],
    [TOPICS.objectionEvents, 6, 'delete', -1, 1_048_588, ['credit-repair'], ['credit-record', 'list-designation', 'joint-discipline', 'publicity']],
    [TOPICS.repairEvents, 6, 'delete', -1, 1_048_588, ['credit-repair'], ['credit-record', 'list-designation', 'commitment']],
    [TOPICS.sandboxState, 3, 'compact', -1, 1_048_588, ['credit-record'], ['credit-record', 'list-designation', 'publicity', 'joint-discipline', 'credit-repair', 'commitment']],
    [dlqTopic(intakeTopic('b'), 'credit-record'), 1, 'delete', 90 * 86_400_000, 2_097_152, ['credit-record'], ['operators']],
    [dlqTopic(TOPICS.subjectEvents, 'publicity'), 1, 'delete', 90 * 86_400_000, 2_097_152, ['publicity'], ['operators']],
  ])('%s', (name, partitions, cleanup, retentionMs, maxMessageBytes, writers, readers) => {
    expect(of(name)).toMatchObject({ partitions, cleanup, retentionMs, maxMessageBytes, writers, readers });
  });

  it('gives a topic of answers to departments that handle matters, and to no other', () => {
    expect([of(screeningsTopic('b')), of(screeningsTopic('benxi-a'))].map((topic) => topic !== undefined)).toEqual([true, false]);
  });

  it('gives every event type its topic, and a .dlq to every group that works on one', () => {
    for (const { type, topic } of allEventTypes()) {
      const homes = manifest.filter((t) => t.kind !== 'dlq' && t.types.includes(type));
      expect([type, homes.length > 0]).toEqual([type, true]);
      if (topic !== undefined) expect(homes.map((t) => t.name)).toEqual([topic]);
    }
    const worked = manifest.filter((t) => t.kind === 'intake' || t.kind === 'events').flatMap((t) => t.readers.map((group) => dlqTopic(t.name, group)));
    expect(manifest.filter((t) => t.kind === 'dlq').map((t) => t.name).sort()).toEqual(worked.sort());
  });
});

describe('city configuration', () => {
  it('knows of which kinds a department is', () => {
    expect(parseCityConfig(config({}, [{ ...A, kinds: ['market-regulation', 'drug-administration'] }, B])).departments.map(({ kinds }) => kinds)).toEqual([['market-regulation', 'drug-administration'], undefined]);
  });

  it('is read; speaksFor defaults to the own code', () => {
    const { departments } = parseCityConfig(config());
    expect(departments.map((d) => d.speaksFor)).toEqual([['11210500MB0XY1017D'], ['11210500MB0XY10258', '11210502MB0XY1105Q']]);
  });

  it.each<[string, unknown, string]>([
    ['no object', 7, ''],
    ['no city', { departments: [A] }, '/city'],
    ['no departments', { city: CITY, departments: [] }, '/departments'],
    ['opening day that does not exist', config({ openingDate: '2026-02-30' }), '/city/openingDate'],
    ['upper case source', config({}, [{ ...A, source: 'Benxi' }]), '/departments/0/source'],
    ['source that bears a name of ours', config({}, [{ ...A, source: 'operator' }]), '/departments/0/source'],
    ['wrong code', config({}, [A, { ...B, uscc: '11210500MB0XY10259' }]), '/departments/1/uscc'],
    ['speaks for a wrong code', config({}, [{ ...A, speaksFor: ['11210500MB0XY1017D', 'x'] }]), '/departments/0/speaksFor/1'],
    ['a kind of department that nobody knows', config({}, [{ ...A, kinds: ['market-regulation', 'police'] }]), '/departments/0/kinds/1'],
    ['same source twice', config({}, [A, { ...B, source: 'benxi-a' }]), '/departments/1'],
    ['same code twice', config({}, [A, { ...A, source: 'c' }]), '/departments/1'],
    ['oversees a wrong code', config({}, [A, { ...B, oversees: ['x'] }]), '/departments/1/oversees/0'],
    ['two superiors of one unit', config({}, [{ ...A, oversees: ['11210502MB0XY1105Q'] }, { ...B, oversees: ['11210502MB0XY1105Q'] }]), '/departments/1/oversees/0'],
    ['unknown parent', config({}, [{ ...A, parent: 'nobody' }]), '/departments/0/parent'],
    ['department without name', config({}, [{ ...A, name: undefined }]), '/departments/0/name'],
  ])('%s → CITY_CONFIG_INVALID with its pointer', (_name, json, pointer) => {
    try {
      parseCityConfig(json);
      throw new Error('accepted');
    } catch (error) {
      expect(error).toBeInstanceOf(DomainError);
      expect(error).toMatchObject({ code: 'CITY_CONFIG_INVALID', pointer });
    }
  });
});
