import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = join(__dirname, '../../..');
const journeys = readdirSync(join(root, 'apps/journeys/src')).filter((name) => name.endsWith('.e2e.spec.ts')).map((name) => join(root, 'apps/journeys/src', name));

/** In a process of its own: Jest loads the sequencer as a module, a spec could not. */
const sorted = (paths: readonly string[], slow: readonly string[]): string[] => {
  const source = `
    import Sequencer from ${JSON.stringify(join(root, 'libs/tooling/jest/dates-last.mjs'))};
    const { paths, slow } = JSON.parse(process.argv[1]);
    const context = { config: { id: 'order', cacheDirectory: '/nowhere' }, hasteFS: { getSize: (path) => (slow.includes(path.split('/').pop()) ? 9 : 1) } };
    console.log(JSON.stringify(new Sequencer({}).sort(paths.map((path) => ({ path, context }))).map(({ path }) => path)));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', source, JSON.stringify({ paths, slow })], { cwd: root, encoding: 'utf8' });
  if (stderr) throw new Error(stderr);
  return (JSON.parse(stdout) as string[]).map((path) => basename(path));
};

describe('the order of the suites', () => {
  it('journeys that move the business date run last, the same way each time, however long they took before', () => {
    const movers = ['breach', 'expiry', 'notices', 'repair-restart', 'time'].map((name) => `${name}.e2e.spec.ts`);
    expect(sorted(journeys, movers).slice(-movers.length)).toEqual(movers);
    expect(sorted([...journeys].reverse(), []).slice(-movers.length)).toEqual(movers);
  });

  it('the others keep the order of Jest, the long ones first', () => {
    const order = sorted(journeys, ['recalls.e2e.spec.ts']);
    expect(order).toHaveLength(journeys.length);
    expect(order[0]).toBe('recalls.e2e.spec.ts');
  });
});
