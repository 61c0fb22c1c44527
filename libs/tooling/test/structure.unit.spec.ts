import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { checkTopLevel, PROJECT_CHECKS, readProjects, type ProjectFacts, type StructureFault } from '../src/structure.ts';

const root = resolve(__dirname, '../../..');
const tables = '## Owns\n## State table\n## Events in and out\n## Failure table\n## Environment';
const sound: ProjectFacts = {
  folder: 'apps/alpha', tags: ['type:app', 'scope:alpha'], entries: [], readme: tables,
  files: ['README.md', 'src/main.ts', 'src/alpha.module.ts', 'src/domain/thing/thing.ts', 'src/domain/thing/thing.unit.spec.ts', 'test/integration/thing.int.spec.ts'],
};
const faultsOf = (project: ProjectFacts): StructureFault[] => PROJECT_CHECKS.flatMap((check) => check(project));
const withFile = (file: string): ProjectFacts => ({ ...sound, files: [...sound.files, file] });

describe('the layout checks can fail', () => {
  it('find nothing in a sound service', () => expect(faultsOf(sound)).toEqual([]));
  it.each<[StructureFault['rule'], ProjectFacts]>([
    ['project-tags', { ...sound, tags: [] }],
    ['project-tags', { ...sound, tags: ['type:app', 'scope:beta'] }],
    ['service-rooms', withFile('src/entities/thing.ts')],
    ['service-rooms', withFile('src/constants.ts')],
    ['service-rooms', { ...sound, files: ['src/main.ts'] }],
    ['catch-all-folder', withFile('src/domain/utils/dates.ts')],
    ['barrel', withFile('src/domain/index.ts')],
    ['spec-suffix', withFile('src/domain/thing.spec.ts')],
    ['spec-suffix', withFile('src/outbound/thing.int.spec.ts')],
    ['service-readme', { ...sound, readme: '## Owns' }],
  ])('%s', (rule, project) => expect(faultsOf(project).map((fault) => fault.rule)).toEqual([rule]));
  it('top-level', () => expect(checkTopLevel(['apps', '.swcrc', 'tools'])).toEqual([{ rule: 'top-level', path: 'tools' }]));
  it('a declared entry of a lib is no barrel', () => expect(faultsOf({ folder: 'libs/beta', tags: ['type:platform', 'scope:beta'], entries: ['src/index.ts'], files: ['src/index.ts'], readme: '' })).toEqual([]));
});

describe('the layout of this workspace', () => {
  const projects = readProjects(root);
  it('sees the projects', () => expect(projects.map((project) => project.folder)).toEqual(expect.arrayContaining(['apps/credit-record', 'libs/kernel', 'deploy/local'])));
  it.each(projects.map((project) => [project.folder, project] as const))('%s', (_folder, project) => expect(faultsOf(project)).toEqual([]));
  it('top level', () => expect(checkTopLevel(readdirSync(root))).toEqual([]));
});
