import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { listAssumptions } from './src/texts.ts';

/** Prints every POLICY-ASSUMPTION of the code: id, place, sentence. */
const root = resolve(import.meta.dirname, '../..');
const paths = globSync(['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'], { cwd: root }).filter((path) => !/\.spec\.ts$|^libs\/tooling\//.test(path)).sort();
for (const { id, path, line, text } of listAssumptions(paths.map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') })))) process.stdout.write(`${id}\n  ${path}:${line}\n  ${text}\n`);
