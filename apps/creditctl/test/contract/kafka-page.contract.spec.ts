import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parseCityConfig, topicManifest, type TopicSpec } from '@credit/contracts/topics';

const root = join(__dirname, '../../../..');
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const city = parseCityConfig({ city: JSON.parse(text('deploy/sample-city/config/city.json')), departments: JSON.parse(text('deploy/sample-city/config/departments.json')) });
const sources = city.departments.map(({ source }) => source);

const DAY_MS = 86_400_000;
const people = (names: readonly string[]): string => (names.length === 0 ? 'nobody yet' : names.every((name) => sources.includes(name)) ? 'the department' : names.join(', '));
const family = (types: readonly string[]): string => [...new Set(types.map((type) => `\`${type.split('.').slice(0, 2).join('.')}.*\``))].join(', ');
const nameFor = (name: string): string => name.replace(/^(credit\.(?:intake|receipts|notices|screenings)\.)(.+?)(\.v1)/, '$1<source>$3');
const rowOf = (t: TopicSpec): string => `| ${[`\`${nameFor(t.name)}\``, t.key, t.partitions, t.cleanup === 'compact' ? 'compacted' : t.retentionMs < 0 ? 'for ever' : `${t.retentionMs / DAY_MS} days`,
  `${Math.round(t.maxMessageBytes / 1024)} KiB`, people(t.writers), people(t.readers), family(t.types)].join(' | ')} |`;

describe('deploy/ops/KAFKA.md', () => {
  it('shows the topics of the manifest, all of them and as they are', () => {
    const section = /^## Topics$([\s\S]*?)^## /m.exec(text('deploy/ops/KAFKA.md'))![1]!;
    const shown = section.split('\n').filter((line) => line.startsWith('| `'));
    expect(shown).toEqual([...new Set(topicManifest(city).map(rowOf))]);
  });
});
