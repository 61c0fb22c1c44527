import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { ESLint } from 'eslint';
import config from '../dependency-cruiser.mjs';
import { IMPORT_PROOFS, LEGAL_IMPORTS, LEGAL_LINES, LINT_PROOFS } from './proofs.mjs';

const root = resolve(import.meta.dirname, '../../..');

const write = (base, file, text) => {
  mkdirSync(dirname(join(base, file)), { recursive: true });
  writeFileSync(join(base, file), text);
};

/** A workspace with the real libs' names, entries and tags, and two small services; npm packages resolve to the real ones. */
function makeWorkspace() {
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

/** All import proofs in one cruise: each proof has its own copy of the file it spoils (proof.ts → proof-N.ts). */
async function judgeImports() {
  const base = makeWorkspace();
  try {
    const placed = [...IMPORT_PROOFS, ...LEGAL_IMPORTS].map((proof, n) => {
      const own = (text) => text.replaceAll('proof', `proof-${n}`);
      write(base, own(proof.file), own(proof.code));
      for (const [file, code] of Object.entries(proof.more ?? {})) write(base, own(file), own(code));
      return { ...proof, at: own(proof.file) };
    });
    const { forbidden, options } = config;
    const { tsConfig: _editor, enhancedResolveOptions, ...cruiseOptions } = options;
    const result = await cruise(['apps', 'libs'], { ...cruiseOptions, baseDir: base, ruleSet: { forbidden }, validate: true, enhancedResolveOptions },
      { exportsFields: enhancedResolveOptions.exportsFields, conditionNames: enhancedResolveOptions.conditionNames, mainFields: enhancedResolveOptions.mainFields });
    const violations = result.output.summary.violations;
    return placed.map((proof) => ({ ...proof, fired: [...new Set(violations.filter((violation) => violation.from === proof.at || violation.cycle?.some((step) => step.name === proof.at)).map((violation) => violation.rule.name))].sort() }));
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

async function judgeLines() {
  execFileSync(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), 'show', 'projects'], { cwd: root, stdio: 'ignore', env: { ...process.env, NX_DAEMON: 'false' } });
  process.chdir(root);
  const overrideConfigFile = join(root, 'libs/tooling/eslint.config.mjs');
  const untyped = { languageOptions: { parserOptions: { projectService: false } }, rules: { '@typescript-eslint/no-floating-promises': 'off' } };
  const typed = { languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['libs/kernel/src/proof.ts'] } } } };
  const needsTypes = (proof) => proof.rule === '@typescript-eslint/no-floating-promises';
  const engine = { true: new ESLint({ cwd: root, overrideConfigFile, overrideConfig: [{ files: ['**/*.ts'], ...typed }] }), false: new ESLint({ cwd: root, overrideConfigFile, overrideConfig: [{ files: ['**/*.ts'], ...untyped }] }) };
  const judged = [];
  for (const proof of [...LINT_PROOFS, ...LEGAL_LINES]) {
    const [result] = await engine[needsTypes(proof)].lintText(proof.code, { filePath: join(root, proof.file) });
    judged.push({ ...proof, code: proof.code.slice(0, 200), fired: [...new Set(result.messages.map((message) => message.ruleId ?? `fatal: ${message.message}`))] });
  }
  return judged;
}

/** Prints {imports, lines}: every proof with the rules that fired on it. Run by test/fences.unit.spec.ts. */
const answer = { imports: await judgeImports(), lines: await judgeLines(), rules: config.forbidden.map((rule) => rule.name) };
process.stdout.write(JSON.stringify(answer));
