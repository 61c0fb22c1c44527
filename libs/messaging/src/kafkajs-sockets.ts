import net from 'node:net';
import type { Socket } from 'node:net';
import tls from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

const KEEP_ALIVE_MS = 60_000;

/**
 * Makes the client's sockets and remembers them: after an outage KafkaJS leaves a connection behind that `disconnect` does not close and that keeps
 * the process alive (measured: one per consumer whose broker was killed). What is destroyed is first told that its peer has ended: KafkaJS listens to
 * `end` only, and without it keeps the connection's time-out check of every 100 ms for ever.
 */
export function rememberedSockets(): { factory: ISocketFactory; destroyAll(): void } {
  const open = new Set<Socket>();
  const factory: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    const socket = ssl ? tls.connect({ host, port, ...(net.isIP(host) ? {} : { servername: host }), ...ssl }, onConnect) : net.connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    return socket;
  };
  return { factory, destroyAll: () => open.forEach(endNow) };
}

function endNow(socket: Socket): void {
  socket.emit('end');
  socket.destroy();
}
