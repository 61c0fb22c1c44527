import { describe, expect, it } from '@jest/globals';
import { accessRulesOf, isOurRule, OPERATOR, principalsOf, RESERVED_PRINCIPALS } from './access.ts';
import { parseCityConfig } from './city-config.ts';
import { topicManifest } from './manifest.ts';
import { dlqTopic, intakeTopic, noticesTopic, receiptsTopic, screeningsTopic, TOPICS } from './names.ts';

const manifest = topicManifest(parseCityConfig({
  city: { name: '样例市', region: '210500', openingDate: '2026-11-23' },
  departments: [
    { source: 'benxi-a', name: '甲局', uscc: '11210500MB0XY1017D', region: '210500', powers: ['penalty'] },
    { source: 'b', name: '乙局', uscc: '11210500MB0XY10258', region: '210500', powers: ['license', 'matter'] },
  ],
}));
const rules = accessRulesOf(manifest, 't1.');
const of = (principal: string): string[] => rules.filter((rule) => rule.principal === principal).map(({ operation, resource, name, pattern }) => `${operation} ${resource} ${name}${pattern === 'prefixed' ? '…' : ''}`).sort();

describe('access rules from the manifest (S3)', () => {
  it('give a department its intake, its receipts, its notices, the answers to its cases and groups of its own', () => {
    expect(of('b')).toEqual([`read group t1.b`, `read group t1.b.…`, `read topic t1.${noticesTopic('b')}`, `read topic t1.${receiptsTopic('b')}`, `read topic t1.${screeningsTopic('b')}`, `write topic t1.${intakeTopic('b')}`]);
  });

  it('give a service what it is declared to write and read, and its own facts to read back', () => {
    expect(of('publicity')).toEqual([
      'read group t1.publicity', 'read group t1.publicity.…', ...[TOPICS.recordEvents, TOPICS.designationEvents, TOPICS.objectionEvents, TOPICS.commitmentEvents, TOPICS.sandboxState, TOPICS.subjectEvents, TOPICS.publicityEvents].map((name) => `read topic t1.${name}`),
      ...[TOPICS.publicityEvents, dlqTopic(TOPICS.recordEvents, 'publicity'), dlqTopic(TOPICS.subjectEvents, 'publicity'), dlqTopic(TOPICS.designationEvents, 'publicity'), dlqTopic(TOPICS.objectionEvents, 'publicity'), dlqTopic(TOPICS.commitmentEvents, 'publicity')].map((name) => `write topic t1.${name}`),
    ].sort());
  });

  it('let the operator look at everything and write nothing', () => {
    expect(of(OPERATOR).filter((text) => text.startsWith('write'))).toEqual([]);
    expect(of(OPERATOR)).toEqual(expect.arrayContaining(['read topic t1.credit.…', 'create topic t1.credit.…', 'describe group t1.credit-record', 'describe cluster kafka-cluster']));
  });

  it('know each credential once, and let no department bear one of ours', () => {
    expect(principalsOf(manifest)).toEqual(['b', 'benxi-a', 'commitment', 'credit-record', 'credit-repair', 'joint-discipline', 'list-designation', 'operator', 'publicity']);
    expect(principalsOf(manifest).filter((name) => !['b', 'benxi-a'].includes(name) && !RESERVED_PRINCIPALS.includes(name))).toEqual([]);
  });

  it.each([
    ['a stranger on our topic', 'mallory', 'topic', 't1.credit.record.events.v1', true],
    ['our department on every topic', 'b', 'topic', '*', true],
    ['our department on the cluster', 'b', 'cluster', 'kafka-cluster', true],
    ['everybody on every topic', '*', 'topic', '*', true],
    ['a stranger in a group of ours', 'mallory', 'group', 't1.publicity.rebuild.1', true],
    ['our department under another prefix', 'b', 'topic', 't2.credit.intake.b.v1', false],
    ['our department without a prefix', 'b', 'topic', 'credit.intake.b.v1', false],
    ['its group under another prefix', 'b', 'group', 't2.b', false],
    ['a stranger elsewhere', 'mallory', 'topic', 'weather', false],
  ])('%s: ours to take away = %s %s %s %s', (_name, principal, resource, name, ours) => {
    expect(isOurRule({ principal, resource, name }, manifest, 't1.')).toBe(ours);
  });
});
