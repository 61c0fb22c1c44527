import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

const templates = join(import.meta.dirname, 'generators/service');
const camel = (name) => name.replaceAll(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());
const capital = (text) => text[0].toUpperCase() + text.slice(1);

/** What the templates may say about a service. @throws Error with one sentence when an argument is unusable */
export function wordsOf(name, zh, port) {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name ?? '')) throw new Error('the name is lower case with hyphens, e.g. credit-repair');
  if (!/[\u4e00-\u9fff]/.test(zh ?? '') || /['"`\\]/.test(zh)) throw new Error('the second argument is the Chinese name of the context, e.g. 信用修复');
  if (!(Number(port) >= 1024 && Number(port) <= 65_535)) throw new Error('the third argument is a port, e.g. 8105');
  const snake = name.replaceAll('-', '_');
  return {
    __name__: name, __zh__: zh, __port__: String(Number(port)), __camel__: camel(name), __Name__: capital(camel(name)), __snake__: snake, __SNAKE__: snake.toUpperCase(),
    __CODE__: snake.toUpperCase(), __DATABASE_VARIABLE__: `${snake.toUpperCase()}_DATABASE_URL`,
  };
}

const fill = (text, words) => Object.entries(words).reduce((filled, [word, value]) => filled.replaceAll(word, value), text);

/** Writes a service with every room, its README tables and a first aggregate into `folder`. Returns the files. @throws Error when the folder exists */
export function generateService(folder, name, zh, port) {
  const words = wordsOf(name, zh, port);
  if (existsSync(folder)) throw new Error(`${folder} exists already`);
  return readdirSync(templates, { recursive: true }).filter((file) => file.endsWith('.template')).sort().map((template) => {
    const file = fill(template.replace(/\.template$/, ''), words);
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), fill(readFileSync(join(templates, template), 'utf8'), words));
    return file;
  });
}

if (process.argv[1] === import.meta.filename) {
  const [name, zh, port, into] = process.argv.slice(2);
  try {
    const folder = resolve(into ?? join(import.meta.dirname, '../../apps', wordsOf(name, zh, port).__name__));
    for (const file of generateService(folder, name, zh, port)) process.stdout.write(`${join(folder, file)}\n`);
    if (!into) process.stdout.write('next: npm install (links the workspace package), then list the service in deploy/local/parts/services.mjs and the gateway\n');
  } catch (error) {
    process.stderr.write(`${error.message}\nusage: node libs/tooling/generate-service.mjs <name> "<中文>" <port>\n`);
    process.exitCode = 2;
  }
}
