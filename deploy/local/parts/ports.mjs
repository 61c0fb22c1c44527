import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { StackError, say } from './say.mjs';

/** True when nobody listens on 127.0.0.1:port. */
export function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The wanted port, or the next free one (said aloud); `taken` holds ports promised to others and grows. */
export async function choosePort(what, wanted, taken) {
  let port = wanted;
  while (taken.has(port) || !(await isFree(port))) port += 1;
  taken.add(port);
  if (port !== wanted) say(`port ${wanted} is busy: ${what} takes ${port}`);
  return port;
}

/** A port number from the environment, or the fallback; a malformed value throws with the variable's name. */
export function portFrom(variable, fallback) {
  const text = process.env[variable];
  if (text === undefined || text === '') return fallback;
  if (!/^\d{1,5}$/.test(text) || Number(text) < 1 || Number(text) > 65535) throw new StackError(`${variable}: not a port number: ${text}`);
  return Number(text);
}

const linesOf = (path) => {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
};

/**
 * Whether that very process listens on the port. Two starts may choose the same free port in the same moment; then the other one's process answers there, and only this tells them apart.
 * Undefined where the system does not say.
 */
export function listensOn(pid, port) {
  if (process.platform !== 'linux') {
    const told = spawnSync('lsof', ['-nP', '-a', '-p', String(pid), `-iTCP:${port}`, '-sTCP:LISTEN', '-t'], { encoding: 'utf8', timeout: 5000 });
    return told.error ? undefined : told.stdout.trim() !== '';
  }
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const listening = ['tcp', 'tcp6'].flatMap((kind) => linesOf(`/proc/net/${kind}`)).map((line) => line.trim().split(/\s+/)).filter(([, local, , state]) => state === '0A' && local.endsWith(end));
  const sockets = new Set(listening.map((fields) => `socket:[${fields[9]}]`));
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        return sockets.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch {
        return false; // closed meanwhile
      }
    });
  } catch (error) {
    return error.code === 'ENOENT' ? false : undefined;
  }
}

/** Opens a connection, sends bytes, resolves with the first answer (a Buffer), or undefined when there is none within a second; `ca`: over TLS, believing the authorities of that PEM file only. */
export function ask(host, port, bytes, ca) {
  return new Promise((resolve) => {
    const socket = ca ? connectTls({ host, port, ca: readFileSync(ca) }) : connect({ host, port });
    const done = (value) => { socket.destroy(); resolve(value); };
    socket.setTimeout(1000, () => done(undefined));
    socket.once('error', () => done(undefined));
    socket.once('close', () => resolve(undefined));
    socket.once(ca ? 'secureConnect' : 'connect', () => socket.write(bytes));
    socket.once('data', done);
  });
}
