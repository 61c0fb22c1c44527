import { text } from 'node:stream/consumers';
import { runProgram } from './program.ts';
import { readSettings } from './settings.ts';

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

const awake = setInterval(() => {}, 60_000);
const code = await runProgram(process.argv.slice(2), {
  settings: readSettings(process.env, process.env['INIT_CWD'] ?? process.cwd()),
  output: { json: false, write: (line) => void process.stdout.write(line), complain: (line) => void process.stderr.write(line) },
  nowMs: () => Date.now(),
  readInput: () => text(process.stdin),
  stop: stop.signal,
});
clearInterval(awake);
process.stdout.write('', () => process.stderr.write('', () => process.exit(code)));
