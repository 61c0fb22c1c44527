import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '../../..');

/** Named value imports of npm packages in one file: [package, name]. */
export function namedImports(text) {
  const source = ts.createSourceFile('file.ts', text, ts.ScriptTarget.Latest);
  return source.statements.filter((statement) => ts.isImportDeclaration(statement) && !statement.importClause?.isTypeOnly).flatMap((statement) => {
    const name = statement.moduleSpecifier.text;
    const bindings = statement.importClause?.namedBindings;
    if (/^(\.|node:|@credit\/)/.test(name) || !bindings || !ts.isNamedImports(bindings)) return [];
    return bindings.elements.filter((element) => !element.isTypeOnly).map((element) => [name, (element.propertyName ?? element.name).text]);
  });
}

/**
 * Prints what would not start: Jest runs the sources as CommonJS, where every property of a CommonJS package can be imported by name;
 * plain Node finds only the names its lexer sees. Lists {file, package, name} that plain Node does not find.
 */
async function missingNames() {
  const files = globSync(['apps/*/src/**/*.ts', 'libs/*/src/**/*.ts'], { cwd: root }).filter((file) => !/\.spec\.ts$/.test(file) && !/^(libs\/testing|apps\/journeys)\//.test(file));
  const modules = new Map();
  const load = async (name) => {
    if (!modules.has(name)) modules.set(name, await import(import.meta.resolve(name, pathToFileURL(join(root, 'package.json')))));
    return modules.get(name);
  };
  const missing = [];
  for (const file of files) {
    for (const [name, imported] of namedImports(readFileSync(join(root, file), 'utf8'))) {
      if (!(imported in (await load(name)))) missing.push({ file, package: name, name: imported });
    }
  }
  return missing;
}

if (process.argv[1] === import.meta.filename) process.stdout.write(JSON.stringify(await missingNames()));
