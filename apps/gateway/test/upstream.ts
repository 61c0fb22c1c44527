import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A service behind the gateway, as small as can be: it remembers what it was asked and answers what the test says. */
export class Upstream {
  readonly calls: { method: string; url: string; headers: IncomingHttpHeaders; bytes: number }[] = [];
  answer: (url: string, respond: (status: number, body: unknown) => void) => void = (_url, respond) => respond(200, { ok: true });
  private server!: Server;
  url = '';

  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      let bytes = 0;
      request.on('data', (chunk: Buffer) => (bytes += chunk.length)).on('error', () => undefined).on('end', () => {
        this.calls.push({ method: request.method!, url: request.url!, headers: request.headers, bytes });
        this.answer(request.url!, (status, body) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body)));
      });
    });
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  /** The process dies: every connection breaks. */
  breakOff(): void {
    this.server.closeAllConnections();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
