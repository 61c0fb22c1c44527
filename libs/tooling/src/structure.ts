import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One broken promise of the layout: which rule, which path. */
export interface StructureFault {
  rule: 'project-tags' | 'service-rooms' | 'catch-all-folder' | 'barrel' | 'spec-suffix' | 'service-readme' | 'top-level';
  path: string;
}

/** What the checks need to know about a project. `files` are paths relative to the project, with `/`. */
export interface ProjectFacts {
  folder: string;
  tags: readonly string[];
  entries: readonly string[];
  files: readonly string[];
  readme: string;
}

const ROOMS = ['domain', 'application', 'inbound', 'outbound'];
const CATCH_ALL = ['shared', 'common', 'utils', 'util', 'helpers', 'misc'];
const SUFFIX = /\.(unit|contract|int|e2e|chaos|restore|tls)\.spec\.ts$/;
const TOP_LEVEL = ['package.json', 'package-lock.json', 'nx.json', 'tsconfig.base.json', 'docker-compose.yml', 'README.md', 'apps', 'libs', 'deploy', 'node_modules'];
const SECTION = { owns: /^#{1,4} .*\bowns\b/im, states: /^#{1,4} .*\bstates?\b/im, events: /^#{1,4} .*\bevents?\b/im, failures: /^#{1,4} .*\bfailures?\b/im, environment: /^#{1,4} .*\benv/im };
const NOT_SERVICES = ['apps/creditctl', 'apps/journeys', 'apps/bench'];

const isService = (project: ProjectFacts): boolean => project.folder.startsWith('apps/') && !NOT_SERVICES.includes(project.folder);
const isFlat = (project: ProjectFacts): boolean => !project.files.some((file) => ROOMS.some((room) => file.startsWith(`src/${room}/`)));

/** Type and scope tags: without them the module boundaries of Nx let everything through. The scope is the folder's name. */
export function checkTags(project: ProjectFacts): StructureFault[] {
  const name = project.folder.split('/').at(-1);
  const ok = project.tags.some((tag) => tag.startsWith('type:')) && (project.folder.startsWith('deploy/') || project.tags.includes(`scope:${name}`));
  return ok ? [] : [{ rule: 'project-tags', path: project.folder }];
}

/** A service has the rooms of architecture.md §2 and no others; a flat one says "flat" in its README. */
export function checkRooms(project: ProjectFacts): StructureFault[] {
  if (!isService(project)) return [];
  if (isFlat(project)) return /\bflat\b/i.test(project.readme) ? [] : [{ rule: 'service-rooms', path: `${project.folder}/README.md` }];
  const strangers = project.files.filter((file) => file.startsWith('src/')).filter((file) => {
    const [, first, ...rest] = file.split('/');
    if (rest.length > 0) return !ROOMS.includes(first ?? '');
    return !/^(main|[a-z-]+\.module|[a-z-]+\.settings|[a-z-]+\.unit\.spec)\.ts$/.test(first ?? '');
  });
  return strangers.map((file) => ({ rule: 'service-rooms', path: `${project.folder}/${file}` }));
}

/** Folders that collect what has no owner do not exist. */
export function checkCatchAll(project: ProjectFacts): StructureFault[] {
  const folders = new Set(project.files.flatMap((file) => file.split('/').slice(0, -1).flatMap((part, at, parts) => (CATCH_ALL.includes(part) ? [parts.slice(0, at + 1).join('/')] : []))));
  return [...folders].map((folder) => ({ rule: 'catch-all-folder', path: `${project.folder}/${folder}` }));
}

/** An index.ts is a declared entry of a lib, or it does not exist. */
export function checkBarrels(project: ProjectFacts): StructureFault[] {
  const barrels = project.files.filter((file) => /(^|\/)index\.ts$/.test(file) && !project.entries.includes(file));
  return barrels.map((file) => ({ rule: 'barrel', path: `${project.folder}/${file}` }));
}

/** A spec without a suite suffix is run by nobody; a spec with servers lives under test/. */
export function checkSpecs(project: ProjectFacts): StructureFault[] {
  const wrong = project.files.filter((file) => /\.(spec|test)\.ts$/.test(file) && (!SUFFIX.test(file) || (/\.(int|e2e|chaos|restore|tls)\.spec\.ts$/.test(file) && file.startsWith('src/') && project.folder !== 'apps/journeys')));
  return wrong.map((file) => ({ rule: 'spec-suffix', path: `${project.folder}/${file}` }));
}

/** A service README has its five tables: owns, state table, events, failure table, environment. */
export function checkReadme(project: ProjectFacts): StructureFault[] {
  if (!isService(project)) return [];
  const wanted = isFlat(project) ? [SECTION.failures, SECTION.environment] : Object.values(SECTION);
  return wanted.every((section) => section.test(project.readme)) ? [] : [{ rule: 'service-readme', path: `${project.folder}/README.md` }];
}

/** The visible top level is closed: dotfiles are tolerated. */
export function checkTopLevel(names: readonly string[]): StructureFault[] {
  return names.filter((name) => !name.startsWith('.') && !TOP_LEVEL.includes(name)).map((path) => ({ rule: 'top-level', path }));
}

export const PROJECT_CHECKS = [checkTags, checkRooms, checkCatchAll, checkBarrels, checkSpecs, checkReadme];

const walk = (base: string, at = ''): string[] =>
  readdirSync(join(base, at), { withFileTypes: true }).flatMap((entry) => {
    const path = at ? `${at}/${entry.name}` : entry.name;
    if (['node_modules', 'dist', 'coverage'].includes(entry.name)) return [];
    return entry.isDirectory() ? walk(base, path) : [path];
  });

/** Reads every project of the workspace: apps/*, libs/*, deploy/local. */
export function readProjects(root: string): ProjectFacts[] {
  const folders = [...['apps', 'libs'].flatMap((group) => readdirSync(join(root, group), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => `${group}/${entry.name}`)), 'deploy/local'];
  return folders.map((folder) => {
    const manifest = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { nx?: { tags?: string[] }; exports?: Record<string, Record<string, string>> };
    const readme = join(root, folder, 'README.md');
    return {
      folder,
      tags: manifest.nx?.tags ?? [],
      entries: Object.values(manifest.exports ?? {}).map((entry) => (entry['@credit/source'] ?? '').replace(/^\.\//, '')),
      files: walk(join(root, folder)),
      readme: existsSync(readme) ? readFileSync(readme, 'utf8') : '',
    };
  });
}
