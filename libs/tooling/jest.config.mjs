import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';

const rootDir = resolve(import.meta.dirname, '../..');
const tooling = '<rootDir>/libs/tooling';

const swcrc = JSON.parse(readFileSync(resolve(rootDir, '.swcrc'), 'utf8'));
delete swcrc.exclude; // .swcrc leaves specs out of builds only
swcrc.module = { type: 'commonjs' }; // inside Jest the same sources run as CommonJS (ADR 0001)
swcrc.jsc.rewriteRelativeImportExtensions = false; // Jest resolves the .ts specifiers itself
swcrc.sourceMaps = 'inline';

/** Packages without a CommonJS build: Jest transforms them. Kept complete by test/esm-only.unit.spec.ts. */
export const esmOnly = [
  '@borewit', '@jsep-plugin', '@nestjs', '@tokenizer', 'ansi-regex', 'ansi-styles', 'cliui', 'commander', 'content-disposition', 'cookie', 'file-type',
  'get-east-asian-width', 'jose', 'string-width', 'strip-ansi', 'strtok3', 'token-types', 'uint8array-extras', 'uuid', 'wrap-ansi', 'yargs', 'yargs-parser',
];

const common = {
  rootDir,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@credit/source', 'node', 'node-addons'] },
  transform: { '^.+\\.[jt]s$': ['@swc/jest', { ...swcrc, swcrc: false }] },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${esmOnly.join('|')})/)`],
  modulePathIgnorePatterns: ['<rootDir>/(apps|libs|deploy)/[^/]+/dist/', '<rootDir>/\\.local/', '<rootDir>/\\.nx/'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', '/\\.generated/'],
};

/** One suite = one suffix. Servers come from the environment: a suite that cannot run fails with one sentence, it is never skipped. */
const suite = (displayName, suffix, more = {}) => ({
  ...common,
  displayName,
  testMatch: [`<rootDir>/{apps,libs,deploy}/**/*.${suffix}.spec.ts`],
  ...more,
});

export default {
  rootDir,
  testSequencer: `${import.meta.dirname}/jest/dates-last.mjs`,
  maxWorkers: Math.max(2, availableParallelism() - 1), // never in band: a spec that leaves something open ends with its worker, not with a run that hangs
  projects: [
    suite('unit', 'unit'),
    suite('contract', 'contract'),
    suite('int', 'int', { globalSetup: `${tooling}/jest/int.setup.mjs`, setupFilesAfterEnv: [`${tooling}/jest/int.timeout.cjs`] }),
    suite('e2e', 'e2e', { globalSetup: `${tooling}/jest/e2e.setup.mjs`, setupFilesAfterEnv: [`${tooling}/jest/e2e.timeout.cjs`] }),
    suite('restore', 'restore', { globalSetup: `${tooling}/jest/restore.setup.mjs`, setupFilesAfterEnv: [`${tooling}/jest/restore.timeout.cjs`] }),
    suite('tls', 'tls', { globalSetup: `${tooling}/jest/tls.setup.mjs`, setupFilesAfterEnv: [`${tooling}/jest/e2e.timeout.cjs`] }),
    suite('chaos', 'chaos', { globalSetup: `${tooling}/jest/chaos.setup.mjs`, setupFilesAfterEnv: [`${tooling}/jest/chaos.timeout.cjs`] }),
  ],
};
