import { createServer, type AddressInfo, type Socket } from 'node:net';
import { once } from 'node:events';
import { eventually } from '@credit/testing';
import { rememberedSockets } from './kafkajs-sockets.ts';

describe('remembered sockets', () => {
  it('destroyAll ends what is open, and says so to who listens to the end', async () => {
    const server = createServer((peer) => peer.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const sockets = rememberedSockets();
    let ended = 0;
    const socket = sockets.factory({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, ssl: undefined as never, onConnect: () => undefined });
    socket.on('end', () => { ended += 1; });
    await once(socket, 'connect');
    sockets.destroyAll();
    await once(socket, 'close');
    expect({ ended, destroyed: socket.destroyed }).toEqual({ ended: 1, destroyed: true });
    server.close();
  });

  it('a connection whose questions stay unanswered is ended, one that is answered or asks nothing is not', async () => {
    let mute = false;
    const server = createServer((peer) => peer.on('error', () => undefined).on('data', (bytes) => mute || peer.write(bytes))).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { factory, destroyAll } = rememberedSockets(500);
    const open = async (): Promise<Socket> => {
      const socket = factory({ host: '127.0.0.1', port: (server.address() as AddressInfo).port, ssl: undefined as never, onConnect: () => undefined });
      await once(socket, 'connect');
      return socket.resume();
    };
    const [asking, quiet] = [await open(), await open()];
    const questions = setInterval(() => asking.write('?'), 50);
    await new Promise((resolve) => setTimeout(resolve, 1_200));
    expect([asking.destroyed, quiet.destroyed]).toEqual([false, false]);
    mute = true;
    await eventually(() => asking.destroyed, 'the connection without answers is ended', { timeoutMs: 5_000 });
    expect(quiet.destroyed).toBe(false);
    clearInterval(questions);
    destroyAll();
    server.close();
  });
});
