import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect as connectPlain } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { intakeTopic } from '@credit/contracts/topics';
import { kafkaAttempts } from '@credit/testing/servers';
import { today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { creditctl } from './harness/creditctl.ts';
import { environment } from './harness/environment.ts';
import { credentialOf, kafkaAs } from './harness/kafka.ts';
import { publicEntryOf } from './harness/publicity.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

const caFile = process.env['KAFKA_SSL_CA_FILE'] ?? '';
const [host, port] = environment.brokers.split(':') as [string, string];
const scratch = mkdtempSync(join(tmpdir(), 'other-authority-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** An authority that nobody asked for, with the same name as ours. */
function otherAuthority(): string {
  execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-subj', '/CN=credit local authority', '-days', '2', '-keyout', join(scratch, 'key.pem'), '-out', join(scratch, 'ca.pem')], { stdio: 'ignore' });
  return readFileSync(join(scratch, 'ca.pem'), 'utf8');
}

/** What comes of a connection with the operator's own password, and this trust; nothing = no TLS. */
const reaches = (trust: { ssl?: true | { ca: string } }): Promise<string> =>
  kafkaAttempts(environment.brokers, credentialOf('operator'), trust).then(async (attempts) => (await attempts.close(), 'answered'), (error: Error) => error.message);

describe('Kafka over TLS', () => {
  let city: CityAtWork;
  beforeAll(async () => {
    expect(environment.kafkaAuth).toBe('scram');
    city = await cityAtWork();
  });
  afterAll(() => city?.close());

  it('carries a penalty from its department to its receipt and the public page', async () => {
    const firm = freshFirm();
    const docNo = freshDocNo();
    await city.registrar.registers(firm);
    const receipt = await city.registrar.tell('administrative-penalty', city.registrar.penalty({ party: firm, docNo, decisionDate: await today() }));
    expect(receipt.state).toBe('accepted');
    expect(await publicEntryOf(receipt.recordId!)).toMatchObject({ content: { docNo } });
  });

  it('carries the operator\'s command line, and the files for kcat name protocol and authority', async () => {
    expect(await creditctl(['topics', 'plan', '--json'])).toContain('"conflicts":[]');
    const { file } = JSON.parse(await creditctl(['kcat-config', city.registrar.source, '--json'])) as { file: string };
    const lines = readFileSync(file, 'utf8').split('\n');
    expect(lines).toEqual(expect.arrayContaining(['security.protocol=SASL_SSL', `ssl.ca.location=${caFile}`]));
  });

  it('carries what is sent and what is read back, also headers, byte for byte', async () => {
    const department = kafkaAs(city.registrar.source);
    const operator = kafkaAs('operator');
    const value = Buffer.from(Array.from({ length: 100_000 }, (_, n) => n % 251));
    const { partition, offset } = await department.send(intakeTopic(city.registrar.source), { key: 'tls', value, headers: { note: '经由加密通道' } });
    const seen = (await operator.readAll([intakeTopic(city.registrar.source)])).find((record) => record.partition === partition && record.offset === offset);
    expect({ same: seen?.value?.equals(value), headers: seen?.headers }).toEqual({ same: true, headers: { note: '经由加密通道' } });
    await Promise.all([department.close(), operator.close()]);
  });

  it('is refused by a client that believes another authority, or those of the system only', async () => {
    expect(await reaches({ ssl: { ca: readFileSync(caFile, 'utf8') } })).toBe('answered');
    expect(await reaches({ ssl: { ca: otherAuthority() } })).toMatch(/certificate|self-signed|issuer|signature/i);
    expect(await reaches({ ssl: true })).toMatch(/certificate|self-signed|issuer/i);
  });

  it('answers nobody who does not speak it', async () => {
    expect(await reaches({})).not.toBe('answered');
    const apiVersions = Buffer.from([0, 0, 0, 10, 0, 18, 0, 0, 0, 0, 0, 1, 0xff, 0xff]);
    const heard = await new Promise<Buffer>((resolve) => {
      const parts: Buffer[] = [];
      const socket = connectPlain({ host, port: Number(port) }, () => socket.write(apiVersions));
      socket.on('data', (part) => parts.push(part)).on('error', () => undefined).on('close', () => resolve(Buffer.concat(parts)));
    });
    expect(heard.length === 0 || heard[0] === 0x15).toBe(true); // nothing, or a TLS alert
  });

  it.each([['TLSv1.3', true], ['TLSv1.2', true], ['TLSv1.1', false]] as const)('%s is spoken: %s, with a certificate for this very address', async (version, spoken) => {
    const shown = await new Promise<string>((resolve) => {
      const socket: TLSSocket = connect({ host, port: Number(port), ca: readFileSync(caFile), minVersion: version, maxVersion: version, ciphers: 'DEFAULT@SECLEVEL=0' }, () => {
        resolve(`${socket.getProtocol()} ${socket.getPeerCertificate().subjectaltname}`);
        socket.destroy();
      });
      socket.on('error', () => resolve('refused'));
    });
    expect(shown).toBe(spoken ? `${version} DNS:localhost, IP Address:127.0.0.1` : 'refused');
  });
});
