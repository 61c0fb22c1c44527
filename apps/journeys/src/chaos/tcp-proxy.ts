/**
 * A network that can be broken on purpose, as a process of its own: `node tcp-proxy.ts control=<port> kafka=<port> postgres=<port>`, CREDIT_STATE_DIR in the environment.
 * Each name listens on 127.0.0.1:<port> and leads to the process of that name of the stack (its pid file says where). `POST /<name>/<mode>?ms=<n>` on the control port:
 * pass · delay (each byte `ms` later) · hole (nothing passes, either way, until `pass`) · mute (questions pass, their answers never arrive: that connection is lost for ever) ·
 * forget (half-open: what is connected now never carries another byte and is not told; new connections work) · cut (what is connected now is reset) · away (reset and refused until `pass`).
 */
import { readFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { join } from 'node:path';

type Mode = 'pass' | 'delay' | 'hole' | 'mute' | 'away';
interface Line { mode: Mode; delayMs: number; pairs: Set<Pair> }
interface Pair { client: Socket; server: Socket; lost: boolean; pump: () => void }

const lines = new Map<string, Line>();

/** Bytes of one direction in order, each held back until it may pass; `null` = the end. */
function stream(line: Line, pair: Pair, from: Socket, to: Socket, answers: boolean): () => void {
  const waiting: { due: number; bytes: Buffer | null }[] = [];
  let timer: NodeJS.Timeout | undefined;
  const pump = (): void => {
    clearTimeout(timer);
    while (waiting.length > 0 && line.mode !== 'hole') {
      const wait = waiting[0]!.due - performance.now();
      if (wait > 0 && line.mode === 'delay') return void (timer = setTimeout(pump, wait));
      const { bytes } = waiting.shift()!;
      if (answers && line.mode === 'mute') pair.lost = true;
      if (pair.lost) continue;
      if (bytes === null) to.end();
      else to.write(bytes);
    }
  };
  const take = (bytes: Buffer | null): void => {
    waiting.push({ due: performance.now() + line.delayMs, bytes });
    pump();
  };
  from.on('data', take);
  from.on('end', () => take(null));
  return pump;
}

function accept(name: string, line: Line, client: Socket): void {
  client.on('error', () => undefined);
  if (line.mode === 'away') return void client.resetAndDestroy();
  const { port } = JSON.parse(readFileSync(join(process.env['CREDIT_STATE_DIR']!, 'run', `${name}.pid.json`), 'utf8')) as { port: number };
  const server = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
  const pair: Pair = { client, server, lost: false, pump: () => undefined };
  line.pairs.add(pair);
  const [questions, answers] = [stream(line, pair, client, server, false), stream(line, pair, server, client, true)];
  pair.pump = () => (questions(), answers());
  for (const socket of [client, server]) socket.setNoDelay(true);
  server.on('error', () => !pair.lost && line.mode !== 'hole' && client.resetAndDestroy());
  server.on('close', () => !pair.lost && line.mode !== 'hole' && client.destroySoon());
  client.on('close', () => (line.pairs.delete(pair), server.destroy()));
}

function set(line: Line, mode: string, delayMs: number): void {
  if (mode === 'forget') for (const pair of line.pairs) pair.lost = true;
  else if (mode === 'cut') for (const { client } of line.pairs) client.resetAndDestroy();
  else Object.assign(line, { mode, delayMs });
  if (mode === 'away') for (const { client } of line.pairs) client.resetAndDestroy();
  for (const { pump, client, server, lost } of line.pairs) {
    pump();
    if (line.mode !== 'hole' && server.destroyed && !lost) client.destroySoon();
  }
}

for (const [name, text] of process.argv.slice(2).map((argument) => argument.split('='))) {
  const port = Number(text);
  if (name === 'control') {
    createHttp((request, response) => {
      const { pathname, searchParams } = new URL(request.url!, 'http://proxy');
      const [, which, mode] = pathname.split('/');
      const line = lines.get(which!);
      if (line) set(line, mode!, Number(searchParams.get('ms') ?? 0));
      response.writeHead(line ? 204 : 404).end();
    }).listen(port, '127.0.0.1');
  } else {
    const line: Line = { mode: 'pass', delayMs: 0, pairs: new Set() };
    lines.set(name!, line);
    createServer({ allowHalfOpen: true }, (client) => {
      try {
        accept(name!, line, client);
      } catch {
        client.resetAndDestroy(); // its process is just being started again
      }
    }).listen(port, '127.0.0.1');
  }
}
