import { connect, createServer } from 'node:net';
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

/** Opens a TCP connection, sends bytes, resolves with the first answer (a Buffer), or undefined when there is none within a second. */
export function ask(host, port, bytes) {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const done = (value) => { socket.destroy(); resolve(value); };
    socket.setTimeout(1000, () => done(undefined));
    socket.once('error', () => done(undefined));
    socket.once('close', () => resolve(undefined));
    socket.once('connect', () => socket.write(bytes));
    socket.once('data', done);
  });
}
