import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateService } from '../generate-service.mjs';
import { cruiseWorkspace, makeWorkspace, root, untypedLint, warmProjectGraph } from './run-proofs.mjs';

const NAME = 'sample-context';
const folder = `apps/${NAME}`;

/** Prints {files, imports, lint, types}: what the fences, the linter and the type checker say of a freshly generated service (test/generator.unit.spec.ts). */
const base = makeWorkspace();
try {
  const files = generateService(join(base, folder), NAME, '示例', 8199);
  const readme = readFileSync(join(base, folder, 'README.md'), 'utf8');
  const manifest = JSON.parse(readFileSync(join(base, folder, 'package.json'), 'utf8'));
  const imports = (await cruiseWorkspace(base)).filter((violation) => violation.from.startsWith(folder)).map((violation) => `${violation.rule.name}: ${violation.from} → ${violation.to}`);
  warmProjectGraph();
  const linter = untypedLint();
  const lint = [];
  for (const file of files.filter((name) => name.endsWith('.ts'))) {
    const [result] = await linter.lintText(readFileSync(join(base, folder, file), 'utf8'), { filePath: join(root, 'apps/publicity', file) });
    lint.push(...result.messages.map((message) => `${file}:${message.line} ${message.ruleId}`));
  }
  rmSync(join(base, 'node_modules'), { recursive: true });
  writeFileSync(join(base, 'tsconfig.json'), JSON.stringify({ extends: join(root, 'tsconfig.base.json'), include: [`${folder}/src/**/*.ts`] }));
  const checked = spawnSync(process.execPath, [join(root, 'node_modules/typescript7/bin/tsc'), '-p', base], { encoding: 'utf8' });
  const types = checked.stdout.split('\n').filter((line) => line.includes(`${folder}/`));
  process.stdout.write(JSON.stringify({ files, imports, lint, types, readme, tags: manifest.nx.tags }));
} finally {
  rmSync(base, { recursive: true, force: true });
}
