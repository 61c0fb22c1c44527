import { describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { asyncApiDocument } from '../../src/events/asyncapi.ts';
import { allEventTypes } from '../../src/events/registry.ts';
import { parseCityConfig } from '../../src/topics/city-config.ts';
import { topicManifest } from '../../src/topics/manifest.ts';

const city = parseCityConfig({
  city: { name: '样例市', region: '210500', openingDate: '2026-11-23' },
  departments: [{ source: 'a-b', name: '甲局', uscc: '11210500MB0XY1017D', region: '210500', powers: ['penalty'] }, { source: 'c', name: '乙局', uscc: '11210500MB0XY10258', region: '210500', powers: ['license', 'matter'] }],
});

const judge = (document: unknown): { errors: string[]; channels: number; operations: number; messages: number } => {
  const child = spawnSync(process.execPath, [join(__dirname, 'validate-asyncapi.mjs')], { input: JSON.stringify(document), encoding: 'utf8', timeout: 60_000 });
  if (child.status !== 0) throw new Error(child.stderr);
  return JSON.parse(child.stdout) as ReturnType<typeof judge>;
};

describe('AsyncAPI 3 document', () => {
  it('is accepted by the official parser and names every topic, writer, reader and type', () => {
    const topics = topicManifest(city).filter((t) => t.kind !== 'dlq');
    const verdict = judge(asyncApiDocument(city));
    expect(verdict.errors).toEqual([]);
    expect(verdict).toMatchObject({ channels: topics.length, operations: topics.reduce((n, t) => n + t.writers.length + t.readers.length, 0) });
    const document = asyncApiDocument(city) as { components: { messages: object } };
    expect(Object.keys(document.components.messages).sort()).toEqual(allEventTypes().map((t) => t.type).sort());
  }, 90_000);

  it('and the parser does refuse a broken one', () => {
    const document = asyncApiDocument(city) as { operations: Record<string, { action: string }> };
    Object.values(document.operations)[0]!.action = 'shout';
    expect(judge(document).errors.length).toBeGreaterThan(0);
  }, 90_000);
});
