import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The stack's modules are plain `.mjs` for a Node without anything installed; Jest runs CommonJS, so Node's own runner takes each file. */
const files = readdirSync(__dirname).filter((name) => name.endsWith('.test.mjs'));

describe('deploy/local', () => {
  it('has test files', () => expect(files.length).toBeGreaterThan(0));

  it.each(files)('%s', (file) => {
    const env = { ...process.env };
    delete env.NODE_TEST_CONTEXT;
    const run = spawnSync(process.execPath, ['--test', '--test-reporter=spec', join(__dirname, file)], { encoding: 'utf8', env, timeout: 60_000 });
    if (run.status !== 0) throw new Error(`${run.stdout}\n${run.stderr}`);
    expect(run.stdout).toMatch(/pass [1-9]/);
  }, 65_000);
});
