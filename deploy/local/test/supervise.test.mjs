import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { after, describe, it } from 'node:test';
import { makeState } from '../parts/paths.mjs';
import { alive, recorded, remember, running, startTimeOf, stopProcess } from '../parts/processes.mjs';
import { until } from '../parts/say.mjs';
import { answers } from '../parts/services.mjs';
import { keepRunning } from '../parts/supervise.mjs';
import { ownStateFolder } from './state-folder.mjs';

ownStateFolder();
makeState();

const node = (source) => ({ command: process.execPath, args: ['-e', source], stop: { signal: 'SIGTERM', seconds: 1 }, ready: async () => true });
const FOR_EVER = 'setInterval(() => {}, 1000)';

describe('a supervised process', () => {
  it('is started again after a kill -9, and not after a stop', async () => {
    const one = keepRunning({ name: 'patient', ...node(FOR_EVER) });
    after(() => one.stop());
    const first = await until(() => running('patient'), 'the process did not start');
    process.kill(first.pid, 'SIGKILL');
    const second = await until(() => { const r = running('patient'); return r && r.pid !== first.pid ? r : undefined; }, 'the process did not come back', { seconds: 10 });
    assert.equal(one.state.restarts, 1);
    await one.stop();
    assert.equal(alive(second), false);
    assert.equal(running('patient'), undefined);
    await new Promise((resolve) => setTimeout(resolve, 800));
    assert.equal(recorded().length, 0, 'a stopped process stays stopped');
  });

  it('waits longer after each crash: 0.5 s, then 1 s', async () => {
    const one = keepRunning({ name: 'crasher', ...node('process.exit(3)') });
    after(() => one.stop());
    const began = Date.now();
    await until(() => one.state.restarts >= 2, 'two restarts did not happen', { seconds: 10, everyMs: 10 });
    const took = Date.now() - began;
    assert.ok(took >= 1500 && took < 4000, `two restarts took ${took} ms`);
    await one.stop();
  });

  it('that refuses its configuration (exit 78) fails the wait for readiness with the end of its log', async () => {
    const spec = { name: 'refuser', ...node('console.error("PORT: not a number"); process.exit(78)'), ready: async () => false };
    const one = keepRunning(spec);
    after(() => one.stop());
    await assert.rejects(one.ready({ seconds: 10 }), /refuses its configuration:\n\s+PORT: not a number/);
    await one.stop();
  });

  it('is not taken for ready while somebody else answers on its port', async () => {
    const stranger = createServer((_request, answer) => answer.end('ok')).listen(0, '127.0.0.1');
    await new Promise((resolve) => stranger.once('listening', resolve));
    const leave = () => new Promise((resolve) => { stranger.close(resolve); stranger.closeAllConnections(); });
    after(leave);
    const { port } = stranger.address();
    const source = `const again = () => require('node:http').createServer((_, answer) => answer.end('ok')).once('error', () => setTimeout(again, 100)).listen(${port}, '127.0.0.1'); again();`;
    const one = keepRunning({ name: 'late', ...node(source), port, ready: () => answers(`http://127.0.0.1:${port}/`) });
    after(() => one.stop());
    await until(() => running('late'), 'the process did not start');
    await assert.rejects(one.ready({ seconds: 2 }), /late was not ready within 2 s/);
    await leave();
    await one.ready({ seconds: 20 });
    await one.stop();
  });

  it('that ignores SIGTERM is killed with its whole group', async () => {
    const source = `process.on('SIGTERM', () => {}); require('node:child_process').spawn(process.execPath, ['-e', '${FOR_EVER}'], { stdio: 'ignore' }); ${FOR_EVER}`;
    const one = keepRunning({ name: 'stubborn', ...node(source) });
    const record = await until(() => running('stubborn'), 'the process did not start');
    const inGroup = () => spawnGroup(record.pid);
    await until(async () => (await inGroup()).length === 2, 'the grandchild did not start', { seconds: 10 });
    await one.stop();
    await until(async () => (await inGroup()).length === 0, 'the grandchild outlived its group', { seconds: 5 });
  });
});

/** The live pids of a process group. */
function spawnGroup(group) {
  return new Promise((resolve) => {
    const ps = spawn('ps', ['-eo', 'pid=,pgid=,stat=']);
    let text = '';
    ps.stdout.on('data', (bytes) => { text += bytes; });
    ps.on('close', () => resolve(text.trim().split('\n').map((line) => line.trim().split(/\s+/)).filter(([, g, stat]) => Number(g) === group && !stat.startsWith('Z')).map(([pid]) => Number(pid))));
  });
}

describe('a pid file', () => {
  it('names a process by pid and start time: a reused pid is not stopped', async () => {
    const record = { ...remember('stranger', process.pid), startTime: '1' };
    assert.equal(alive(record), false);
    assert.equal(await stopProcess(record, { seconds: 1 }), true);
    assert.ok(startTimeOf(process.pid), 'this very process still runs');
  });
});
