import { spawnSync } from 'node:child_process';
import { hostname } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { clientIdOf, hasEnded } from './client-id.ts';

const self = { host: 'node-1', pid: process.pid, startedAt: 1_000 };
const died = spawnSync(process.execPath, ['-e', '0']).pid;

describe('client ids tell which process is behind them, and whether it has ended', () => {
  it.each<[string, string, boolean]>([
    ['a pid of this host that is nobody\'s', clientIdOf('publicity', { ...self, pid: died }), true],
    ['our pid, in an earlier life', clientIdOf('publicity', { ...self, startedAt: 999 }), true],
    ['ourselves', clientIdOf('publicity', self), false],
    ['another process of this host that lives', clientIdOf('publicity', { ...self, pid: process.ppid }), false],
    ['one that may not be signalled', clientIdOf('publicity', { ...self, pid: 1 }), false],
    ['another host', clientIdOf('publicity', { ...self, host: 'node-2', pid: died }), false],
    ['a client that is not ours', 'kcat', false],
    ['a name that looks like one', 'a@node-1/0x1/5', false],
  ])('%s', (_, clientId, ended) => expect(hasEnded(clientId, self)).toBe(ended));

  it('this process calls itself by host, pid and start', () => {
    expect(clientIdOf('publicity')).toBe(`publicity@${hostname()}/${process.pid}/${Math.round(performance.timeOrigin)}`);
    expect(hasEnded(clientIdOf('publicity'))).toBe(false);
  });
});
