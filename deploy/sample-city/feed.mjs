// Feeds the sample city's day to a running system by its three public ways — files, single records, Kafka events — and prints the account.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { GatewayClient } from './gateway-client.mjs';
import { printAccount } from './account.mjs';

const day = (name) => new URL(`day/${name}`, import.meta.url);
const FILES = [
  ['benxi-market-regulation', 'registration', 'registrations.benxi-market-regulation.csv', 'text/csv; charset=utf-8'],
  ['benxi-administrative-approval', 'administrative-license', 'licenses.benxi-administrative-approval.csv', 'text/csv; charset=gb18030'],
  ['benxi-market-regulation', 'administrative-penalty', 'penalties.benxi-market-regulation.csv', 'text/csv; charset=gb18030'],
  ['benxi-emergency-management', 'administrative-penalty', 'penalties-2015-columns.benxi-emergency-management.csv', 'text/csv; charset=gb18030'],
];

/** @param {{gatewayUrl: string, creditctl: string, environment: Record<string, string>, print: (line: string) => void}} running how the system is reached; `creditctl` = path of the operator's command */
export async function run({ gatewayUrl, creditctl, environment, print }) {
  const client = new GatewayClient(gatewayUrl);
  const files = [], records = [];
  print('Feeding a day of the sample city by three ways …');
  for (const [source, kind, name, type] of FILES) {
    const begun = performance.now();
    const batch = await client.upload(source, kind, readFileSync(day(name)), type, `sample-${name}`);
    files.push({ source, kind, name, batch, seconds: (performance.now() - begun) / 1000 });
  }
  for (const [i, { source, kind, data }] of JSON.parse(readFileSync(day('records.json'), 'utf8')).entries()) {
    const answer = await client.call('POST', '/v1/records', { token: await client.token(source), body: { kind, data }, key: `sample-record-${i}`, fail: false });
    records.push({ source, docNo: data.docNo, answer });
  }
  const events = await publish(creditctl, environment);
  await printAccount({ client, files, records, events, print, brokers: environment.KAFKA_BROKERS, stateDir: environment.CREDIT_STATE_DIR });
}

/** Sends the events with the operator's own command and collects one receipt each. */
async function publish(creditctl, environment) {
  const { stdout } = await promisify(execFile)(process.execPath, [creditctl, 'publish', '--file', day('events.ndjson').pathname, '--wait', '30', '--json'], { env: { ...process.env, ...environment }, maxBuffer: 1 << 24 });
  return JSON.parse(stdout);
}
