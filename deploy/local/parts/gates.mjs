import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runLine } from './command.mjs';
import { readJson, root } from './paths.mjs';
import { complain, say } from './say.mjs';

/** The shell line of a script of the root package.json. */
export const script = (name) => JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts[name];

/** Counts cases over gates: each gate is one case, and each test of its Jest run is one more. */
export function createTally(signal) {
  const total = { passed: 0, failed: 0 };

  const count = (name, passed, began, note = '') => {
    total[passed ? 'passed' : 'failed'] += 1;
    say(`${passed ? 'passed' : 'FAILED'}  ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)${note}`);
    return passed;
  };

  return {
    total,
    /** A gate that is a shell line; its output is shown when it fails. */
    async line(name, line, env) {
      const began = Date.now();
      const { code, output } = await runLine(line, { env, signal, quiet: true });
      if (code !== 0) process.stdout.write(`${output.trimEnd()}\n`);
      return count(name, code === 0, began);
    },
    /** A gate that is a function; throwing fails it. */
    async step(name, fn) {
      const began = Date.now();
      try {
        await fn();
        return count(name, true, began);
      } catch (error) {
        if (signal?.aborted) throw error;
        complain(error);
        return count(name, false, began);
      }
    },
    /** A gate that is a Jest project; skipped tests and suites that could not run count as failed. */
    async jest(project, { env, args = '' } = {}) {
      const began = Date.now();
      const file = join(tmpdir(), `credit-jest-${process.pid}-${project}.json`);
      const { code } = await runLine(`jest --config libs/tooling/jest.config.mjs --selectProjects ${project} --json --outputFile=${file} ${args}`, { env, signal, quiet: false });
      const result = readJson(file);
      rmSync(file, { force: true });
      const lame = (result?.numRuntimeErrorTestSuites ?? 0) + (result?.numPendingTests ?? 0) + (result?.numTodoTests ?? 0);
      total.passed += result?.numPassedTests ?? 0;
      total.failed += (result?.numFailedTests ?? 0) + lame;
      const green = code === 0 && result?.success === true && lame === 0 && result.numPassedTests > 0;
      return count(project, green, began, result ? `: ${result.numPassedTests} passed, ${result.numFailedTests} failed, ${lame} skipped or unable to run` : ': Jest gave no result');
    },
    /** Counts a gate that could not run, because an earlier one failed. */
    notRun(name, why) {
      total.failed += 1;
      say(`FAILED  ${name}: could not run (${why})`);
    },
    /** The closing line and the exit code. */
    close() {
      process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
      process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
    },
  };
}

/** The gates without servers: lint, types, build, unit and contract tests. */
export async function withoutServers(tally) {
  await tally.line('types', script('typecheck'));
  const built = await tally.line('build', `${script('build')} --outputStyle=static`);
  await Promise.all([tally.line('lint and fences', script('lint')), tally.jest('unit')]); // lint uses one core; what it prints when it fails comes in one piece
  await tally.jest('contract');
  return built;
}
