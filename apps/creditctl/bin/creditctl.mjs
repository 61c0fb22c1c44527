#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const app = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const main = join(app, 'dist/main.js');
const projectNode = join(app, '../../node_modules/node/bin/node');

if (!existsSync(main)) {
  process.stderr.write('creditctl is not built yet: run `npm run build` first. 尚未构建，请先运行 npm run build。\n');
  process.exit(78);
}
if (Number(process.versions.node.split('.')[0]) < 24 && existsSync(projectNode)) {
  const child = spawnSync(projectNode, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exit(child.status ?? 1);
}
await import(main);
