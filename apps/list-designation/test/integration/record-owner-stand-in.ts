import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RecordStanding } from '../../src/application/confirm-evidence.ts';

/** The one route of credit-record that this service asks, as the specs want it answered. */
export interface OwnerStandIn {
  url: string;
  /** no answer in time */
  away: boolean;
  asked: { recordId: string; authorization: string | undefined }[];
  says(standing: RecordStanding): void;
  close(): Promise<void>;
}

export async function recordOwnerStandIn(): Promise<OwnerStandIn> {
  const standings = new Map<string, RecordStanding>();
  const server = createServer((request, response) => {
    const recordId = /^\/v1\/records\/([^/]+)\/standing$/.exec(request.url ?? '')?.[1];
    if (self.away || recordId === undefined) return void response.writeHead(503).end();
    self.asked.push({ recordId, authorization: request.headers.authorization });
    const standing = standings.get(recordId);
    response.writeHead(standing === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(standing ?? {}));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const self: OwnerStandIn = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, away: false, asked: [],
    says: (standing) => void standings.set(standing.recordId, standing),
    close: () => new Promise((closed) => server.close(() => closed())),
  };
  return self;
}
