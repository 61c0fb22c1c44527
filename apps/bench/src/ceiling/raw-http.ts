/** The raw ceiling of P7: `node:http`, a body that is parsed, one look into a Map, a small answer. No framework, no token, no signature, no database. Argument: how many codes the Map holds. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listedUscc } from '../stack/list.ts';

const codes = new Map(Array.from({ length: Number(process.argv[2]) }, (_, n) => [listedUscc(n), n]));

const server = createServer((request, response) => {
  const parts: Buffer[] = [];
  request.on('data', (part: Buffer) => parts.push(part));
  request.on('end', () => {
    const { subject } = JSON.parse(Buffer.concat(parts).toString()) as { subject: { uscc: string } };
    const entry = codes.get(subject.uscc);
    const body = JSON.stringify(entry === undefined ? { outcome: 'none' } : { outcome: 'hit', entry });
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }).end(body);
  });
});
server.listen(0, '127.0.0.1', () => process.send!({ port: (server.address() as AddressInfo).port }));
process.on('disconnect', () => process.exit(0));
