import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { ESLint } from 'eslint';
import config from '../dependency-cruiser.mjs';
import { IMPORT_PROOFS, LEGAL_IMPORTS, LEGAL_LINES, LINT_PROOFS } from './proofs.mjs';

export const root = resolve(import.meta.dirname, '../../..');
const overrideConfigFile = join(root, 'libs/tooling/eslint.config.mjs');

const write = (base, file, text) => {
  mkdirSync(dirname(join(base, file)), { recursive: true });
  writeFileSync(join(base, file), text);
};

/** A workspace with the real libs' names, entries and tags, and two small services; npm packages resolve to the real ones. */
export function makeWorkspace() {
  mkdirSync(join(root, '.local'), { recursive: true });
  const base = mkdtempSync(join(root, '.local/fence-proofs-'));
  for (const folder of readdirSync(join(root, 'libs'))) {
    const manifest = join(root, 'libs', folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const json = JSON.parse(readFileSync(manifest, 'utf8'));
    write(base, `libs/${folder}/package.json`, JSON.stringify(json));
    for (const entry of Object.values(json.exports ?? {})) write(base, join('libs', folder, entry['@credit/source']), 'export {};\n');
    mkdirSync(join(base, 'node_modules/@credit'), { recursive: true });
    symlinkSync(join(base, 'libs', folder), join(base, 'node_modules', json.name));
  }
  write(base, 'libs/tooling/src/presets.ts', 'export {};\n');
  for (const app of ['alpha', 'beta']) {
    write(base, `apps/${app}/src/domain/thing.ts`, 'export {};\n');
    write(base, `apps/${app}/src/application/do-thing.ts`, 'export {};\n');
    write(base, `apps/${app}/src/inbound/thing.controller.ts`, 'export {};\n');
    write(base, `apps/${app}/src/outbound/thing.store.ts`, 'export interface ThingStore { id: string }\n');
    write(base, `apps/${app}/src/${app}.module.ts`, 'export {};\n');
  }
  return base;
}

/** Violations of the import fences in a workspace made by makeWorkspace. */
export async function cruiseWorkspace(base) {
  const { forbidden, options } = config;
  const { tsConfig: _editor, enhancedResolveOptions, ...cruiseOptions } = options;
  const { exportsFields, conditionNames, mainFields } = enhancedResolveOptions;
  const result = await cruise(['apps', 'libs'], { ...cruiseOptions, baseDir: base, ruleSet: { forbidden }, validate: true, enhancedResolveOptions }, { exportsFields, conditionNames, mainFields });
  return result.output.summary.violations;
}

/** Run as a program it prints {imports, lines, rules}: every proof with the rules that fired on it (test/fences.unit.spec.ts). */
async function judgeImports() {
  const base = makeWorkspace();
  // each proof has its own copy of the file it spoils: proof.ts → proof-N.ts
  try {
    const placed = [...IMPORT_PROOFS, ...LEGAL_IMPORTS].map((proof, n) => {
      const own = (text) => text.replaceAll('proof', `proof-${n}`);
      write(base, own(proof.file), own(proof.code));
      for (const [file, code] of Object.entries(proof.more ?? {})) write(base, own(file), own(code));
      return { ...proof, at: own(proof.file) };
    });
    const violations = await cruiseWorkspace(base);
    return placed.map((proof) => ({ ...proof, fired: [...new Set(violations.filter((violation) => violation.from === proof.at || violation.cycle?.some((step) => step.name === proof.at)).map((violation) => violation.rule.name))].sort() }));
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/** The real lint configuration without type information, for texts that lie in no tsconfig. */
export function untypedLint() {
  const untyped = { languageOptions: { parserOptions: { projectService: false } }, rules: { '@typescript-eslint/no-floating-promises': 'off' } };
  return new ESLint({ cwd: root, overrideConfigFile, overrideConfig: [{ files: ['**/*.ts'], ...untyped }] });
}

/** Nx judges boundaries only with a project graph in its cache (versions.md, trap 2). */
export function warmProjectGraph() {
  execFileSync(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), 'show', 'projects'], { cwd: root, stdio: 'ignore', env: { ...process.env, NX_DAEMON: 'false' } });
  process.chdir(root);
}

async function judgeLines() {
  warmProjectGraph();
  const typed = { languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['libs/kernel/src/proof.ts'] } } } };
  const needsTypes = (proof) => proof.rule === '@typescript-eslint/no-floating-promises';
  const engine = { true: new ESLint({ cwd: root, overrideConfigFile, overrideConfig: [{ files: ['**/*.ts'], ...typed }] }), false: untypedLint() };
  const judged = [];
  for (const proof of [...LINT_PROOFS, ...LEGAL_LINES]) {
    const [result] = await engine[needsTypes(proof)].lintText(proof.code, { filePath: join(root, proof.file) });
    judged.push({ ...proof, code: proof.code.slice(0, 200), fired: [...new Set(result.messages.map((message) => message.ruleId ?? `fatal: ${message.message}`))] });
  }
  return judged;
}

if (process.argv[1] === import.meta.filename) {
  const answer = { imports: await judgeImports(), lines: await judgeLines(), rules: config.forbidden.map((rule) => rule.name) };
  process.stdout.write(JSON.stringify(answer));
}
