import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';
import { creditPlugin } from './eslint-rules/index.mjs';
import { LIB_IMPORTS, PLATFORM } from './fences/tables.mjs';

const SPECS = ['**/*.spec.ts', '**/test/**/*.ts', 'libs/testing/**/*.ts'];
const without = (rule) => ({ rules: { [rule]: 'off' } });
const on = (files, rules, ignores) => ({ files, ...(ignores ? { ignores } : {}), rules });

/** A lib's specs may use @credit/testing, which stands on that lib: a cycle of projects, never of run-time files (testing-only-in-specs holds that). */
const TESTING_CYCLES = [['@credit/testing', '@credit/*']];

const scopes = (folders) => folders.map((folder) => `scope:${folder}`);
const depConstraints = [
  { sourceTag: 'type:kernel', onlyDependOnLibsWithTags: ['type:kernel'] },
  { sourceTag: 'type:rulebook', onlyDependOnLibsWithTags: ['type:kernel', 'type:rulebook'] },
  { sourceTag: 'type:contract', onlyDependOnLibsWithTags: ['type:kernel', 'type:rulebook', 'type:contract'] },
  ...PLATFORM.map((lib) => ({ sourceTag: `scope:${lib}`, onlyDependOnLibsWithTags: [...scopes(LIB_IMPORTS[lib]), `scope:${lib}`, 'type:testing'] })),
  { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:kernel', 'type:rulebook', 'type:contract', 'type:platform', 'type:testing'] },
  { sourceTag: 'type:tooling', onlyDependOnLibsWithTags: ['type:tooling'] },
  { sourceTag: 'type:app', onlyDependOnLibsWithTags: ['type:kernel', 'type:rulebook', 'type:contract', 'type:platform', 'type:testing'] },
  { sourceTag: 'type:bench', onlyDependOnLibsWithTags: ['type:kernel', 'type:contract', 'type:platform', 'type:testing'] },
  { sourceTag: 'type:journeys', onlyDependOnLibsWithTags: ['type:kernel', 'type:contract', 'type:testing'] },
];

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.nx/**', '.local/**', '**/coverage/**'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: process.cwd() } },
    plugins: { '@nx': nx, credit: creditPlugin },
    rules: {
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/no-floating-promises': 'error',
      '@nx/enforce-module-boundaries': ['error', { enforceBuildableLibDependency: false, allow: [], allowCircularSelfDependency: true, ignoredCircularDependencies: TESTING_CYCLES, depConstraints }],
      'max-lines': ['error', { max: 250 }],
      'credit/no-topic-literal': 'error',
      'credit/todo-has-id': 'error',
    },
  },
  on(['libs/credit-contracts/**/*.ts', 'apps/journeys/**/*.ts'], { 'credit/no-topic-literal': 'off' }),
  on(['libs/credit-contracts/src/**/*.ts'], { 'credit/supported-validators': 'error' }, [...SPECS, 'libs/credit-contracts/src/schema/**']),
  on(['apps/*/src/domain/**/*.ts', 'libs/rulebook/src/**/*.ts'], { 'credit/pure-domain': 'error' }, SPECS),
  on(['libs/kernel/src/**/*.ts'], { 'credit/pure-domain': ['error', { dateArithmetic: true }] }, SPECS),
  on(['apps/*/src/application/**/*.ts'], { 'max-lines-per-function': ['error', { max: 60 }] }, SPECS),
  on(['apps/*/src/inbound/**/*.ts', 'apps/gateway/src/**/*.ts', 'libs/service-host/src/**/*.ts'], { 'credit/dto-is-a-value-import': 'error' }, SPECS),
  on(['apps/*/src/inbound/kafka/**/*.ts'], { 'credit/no-swallowed-error': 'error' }, SPECS),
  on(['apps/*/src/**/*.ts', 'libs/persistence/src/**/*.ts', 'libs/messaging/src/**/*.ts'], { 'credit/no-orm-writes': 'error' }, SPECS),
  { files: ['libs/rulebook/src/**/*.ts', 'libs/credit-contracts/src/events/field-descriptions.ts'], ...without('max-lines') },
  on(SPECS, { 'max-lines': ['error', { max: 400 }], 'credit/no-skipped-tests': 'error' }),
  {
    files: ['**/*.mjs', '**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off', '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true, caughtErrors: 'none' }] },
  },
);
