import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
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
});
