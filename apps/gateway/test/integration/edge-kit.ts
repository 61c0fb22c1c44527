import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve, join } from 'node:path';
import { tmpdir } from 'node:os';
import { ensureSecrets, sandboxIssuer } from '@credit/access';
import { parseSettings, serveEdge, type RunningService } from '@credit/service-host/edge';
import { gateway, gatewaySettings } from '../../src/gateway.module.ts';
import { UPSTREAMS, type Upstream } from '../../src/inbound/http/routes.ts';

export interface Seen { method: string; url: string; headers: IncomingHttpHeaders; body: Buffer; bytes: number }
export type Behaviour = (request: IncomingMessage, response: ServerResponse, seen: Seen) => void;

const answerOk: Behaviour = (_request, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');

/** A service as small as can be; remembers every call, and the first 64 KiB of each body. */
export class SmallService {
  readonly calls: Seen[] = [];
  /** What it does once the body is there. */
  behave: Behaviour = answerOk;
  /** What it does as soon as the headers are there; true = nothing more is read. */
  early: (request: IncomingMessage, response: ServerResponse) => boolean = () => false;
  url = '';
  private server!: Server;

  async start(): Promise<this> {
    this.server = createServer((incoming, response) => {
      const seen: Seen = { method: incoming.method!, url: incoming.url!, headers: incoming.headers, body: Buffer.alloc(0), bytes: 0 };
      this.calls.push(seen);
      if (this.early(incoming, response)) return;
      incoming.on('data', (part: Buffer) => {
        seen.bytes += part.length;
        if (seen.body.length < 65_536) seen.body = Buffer.concat([seen.body, part]);
      }).on('error', () => undefined).on('end', () => this.behave(incoming, response, seen));
    });
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  forget(): void {
    this.calls.length = 0;
    this.behave = answerOk;
    this.early = () => false;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

export interface Answer { status: number; headers: IncomingHttpHeaders; bytes: Buffer; body: any }
export interface Call { method?: string; headers?: Record<string, string>; body?: Buffer | string; stream?: (write: (part: Buffer) => Promise<void>) => Promise<void> }

/** One request over an own connection, its path sent exactly as given. */
export const call = (base: string, path: string, { method = 'GET', headers = {}, body, stream }: Call = {}): Promise<Answer> => new Promise((done, fail) => {
  const { hostname, port } = new URL(base);
  let answered = false;
  const sent = request({ hostname, port, path, method, headers, agent: false }, (response) => {
    const parts: Buffer[] = [];
    answered = true;
    response.on('data', (part: Buffer) => parts.push(part)).on('error', fail).on('end', () => {
      const bytes = Buffer.concat(parts);
      done({ status: response.statusCode!, headers: response.headers, bytes, body: /json/.test(response.headers['content-type'] ?? '') && bytes.length > 0 ? JSON.parse(bytes.toString().replace(/^\uFEFF/, '')) : undefined });
    });
  });
  sent.setMaxListeners(0);
  sent.on('error', (error) => (answered ? undefined : fail(error)));
  const write = (part: Buffer): Promise<void> => new Promise((next) => (answered || sent.write(part) ? next() : void sent.once('drain', next).once('response', () => next()).once('close', next)));
  if (stream) void stream(write).then(() => sent.end());
  else sent.end(body);
});

/** The real gateway before small services, one for each that it forwards to. */
export interface EdgeUnderTest {
  behind: Readonly<Record<Upstream, SmallService>>;
  record: SmallService;
  publicity: SmallService;
  url: string;
  token(roles?: 'source'[]): Promise<Record<string, string>>;
  /** Another gateway with other settings before the same services. */
  another(env: Record<string, string>): Promise<RunningService>;
  /** Settings and keys as in production. */
  production(): Record<string, string>;
  stop(): Promise<void>;
}

export async function edgeUnderTest(): Promise<EdgeUnderTest> {
  const secrets = mkdtempSync(join(tmpdir(), 'edge-'));
  await ensureSecrets(secrets);
  const behind = Object.fromEntries(await Promise.all(UPSTREAMS.map(async (name) => [name, await new SmallService().start()] as const))) as Record<Upstream, SmallService>;
  const urls = (): Record<string, string> => Object.fromEntries(UPSTREAMS.map((name) => [`${name.toUpperCase().replaceAll('-', '_')}_URL`, behind[name].url]));
  const another = (env: Record<string, string>): Promise<RunningService> => serveEdge({
    ...gateway(parseSettings(gatewaySettings, {
      PORT: '0', LOG_LEVEL: 'silent', CREDIT_SECRETS_DIR: secrets, CREDIT_CITY_CONFIG: resolve(__dirname, '../../../../deploy/sample-city/config'), ...urls(), CREDIT_SEARCH_LIMIT_PER_MINUTE: '100000', CREDIT_RATE_LIMIT_PER_MINUTE: '1000000', ...env,
    })),
    ownsProcess: false,
  });
  const service = await another({});
  const issuer = sandboxIssuer({ privateKeyFile: join(secrets, 'issuer-private.jwk.json') });
  return {
    behind, record: behind['credit-record'], publicity: behind.publicity, url: service.url, another,
    token: async (roles = ['source']) => ({ authorization: `Bearer ${(await issuer.issue({ sub: 'edge', dept: 'benxi', roles })).token}` }),
    production: () => {
      const file = join(secrets, 'production-jwks.json');
      const { keys } = JSON.parse(readFileSync(join(secrets, 'jwks.json'), 'utf8'));
      writeFileSync(file, JSON.stringify({ keys: keys.map((key: object) => ({ ...key, kid: 'city-2026-1' })) }));
      return { CREDIT_MODE: 'production', CREDIT_ISSUER: 'https://issuer.example', CREDIT_JWKS_FILE: file };
    },
    stop: async () => {
      await service.stop();
      await Promise.all(Object.values(behind).map((one) => one.stop()));
    },
  };
}
