import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EventEnvelope } from '../src/events/envelope.ts';

const src = join(__dirname, '../src');

/** Set to write what is generated or newly frozen; what is frozen already is never changed. */
export const update = process.env['UPDATE_CONTRACTS'] === '1';

export interface Sample { readonly file: string; readonly bytes: string; readonly key: string; readonly envelope: EventEnvelope }

const jsonFiles = (folder: string): string[] => readdirSync(join(src, folder)).filter((f) => f.endsWith('.json')).sort();
const read = (folder: string, file: string): string => readFileSync(join(src, folder, file), 'utf8');

/** Every frozen sample: key and envelope. */
export const samples = (): Sample[] =>
  jsonFiles('events/samples').map((file) => {
    const bytes = read('events/samples', file);
    return { file, bytes, ...(JSON.parse(bytes) as { key: string; envelope: EventEnvelope }) };
  });

/** Baseline schemas of one type, oldest first. */
export const baselines = (type: string): Record<string, unknown>[] =>
  jsonFiles('events/baseline').filter((f) => f.startsWith(`${type}.`) || f.startsWith(`${type}~`)).map((f) => JSON.parse(read('events/baseline', f)) as Record<string, unknown>);

export const freezeBaseline = (type: string, schema: unknown): void => writeFileSync(join(src, 'events/baseline', `${type}.json`), `${JSON.stringify(schema, null, 1)}\n`);

export const sha256 = (bytes: string): string => createHash('sha256').update(bytes).digest('hex');

const HASHES = join(src, 'events/samples/FROZEN');

/** File name → SHA-256 of every sample that was ever frozen. */
export const frozenHashes = (): Map<string, string> => new Map(readFileSync(HASHES, 'utf8').split('\n').filter(Boolean).map((line) => line.split('  ').reverse() as [string, string]));

export const writeFrozenHashes = (hashes: ReadonlyMap<string, string>): void =>
  writeFileSync(HASHES, [...hashes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([file, hash]) => `${hash}  ${file}\n`).join(''));

/** Sources that declare classes of contract fields. */
export const classSources = (): { file: string; text: string }[] =>
  ['events', 'events/intake', 'subject', 'topics'].flatMap((folder) =>
    readdirSync(join(src, folder)).filter((f) => f.endsWith('.ts') && !f.includes('.spec.')).map((f) => ({ file: `${folder}/${f}`, text: read(folder, f) })).filter(({ text }) => /^export class /m.test(text) && /^ {2}@/m.test(text)));

export const descriptionsFile = join(src, 'events/field-descriptions.ts');
