import net from 'node:net';
import type { Socket } from 'node:net';
import tls from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

const KEEP_ALIVE_MS = 60_000;
/** Longer than any answer takes: a join waits for the slowest member's rebalance time-out (20 s). */
const SILENT_MS = 30_000;
const LOOKS = 5;

/**
 * Makes the client's sockets and remembers them: after an outage KafkaJS leaves a connection behind that `disconnect` does not close and that keeps
 * the process alive (measured: one per consumer whose broker was killed). What is destroyed is first told that its peer has ended: KafkaJS listens to
 * `end` only, and without it keeps the connection's time-out check of every 100 ms for ever.
 * A connection whose questions stay unanswered for `silentMs` is half-open: KafkaJS times the request out and asks again on the same dead connection, for ever (R19). It is ended here.
 */
export function rememberedSockets(silentMs = SILENT_MS): { factory: ISocketFactory; destroyAll(): void } {
  const open = new Set<Socket>();
  const factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    const socket = ssl ? tls.connect({ host, port, ...(net.isIP(host) ? {} : { servername: host }), ...ssl }, onConnect) : net.connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    endWhenSilent(socket, silentMs);
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    return socket;
  };
  return { factory, destroyAll: () => open.forEach(endNow) };
}

/** Counts on the timer, not on the wall clock; a process that was frozen looks once more before it judges. */
function endWhenSilent(socket: Socket, silentMs: number): void {
  let heard = 0;
  let asked = 0;
  let unanswered = 0;
  const look = setInterval(() => {
    const waiting = socket.bytesWritten > asked || unanswered > 0;
    unanswered = socket.bytesRead > heard || !waiting ? 0 : unanswered + 1;
    heard = socket.bytesRead;
    asked = socket.bytesWritten;
    if (unanswered > LOOKS) endNow(socket);
  }, silentMs / LOOKS);
  look.unref();
  socket.once('close', () => clearInterval(look));
}

function endNow(socket: Socket): void {
  socket.emit('end');
  socket.destroy();
}
