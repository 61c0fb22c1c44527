import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, syntheticUscc } from '@credit/testing';
import { today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { environment } from './harness/environment.ts';
import { call, tokenFor } from './harness/gateway.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

/** One row of deploy/ops/METRICS.md. */
interface Row {
  name: string;
  kind: string;
  labels: string[];
  of: string;
}
const catalogue: Row[] = [...readFileSync(join(environment.root, 'deploy/ops/METRICS.md'), 'utf8').matchAll(/^\| `(\w+)` \| (\w+) \|([\w, ]*)\| ([\w-]+) \|/gm)]
  .map(([, name, kind, labels, of]) => ({ name: name!, kind: kind!, labels: labels!.split(',').map((label) => label.trim()).filter(Boolean), of: of! }));

const services = ['credit-record', 'list-designation', 'publicity', 'joint-discipline', 'credit-repair', 'commitment', 'gateway'];
const rowsOf = (service: string): Row[] => catalogue.filter(({ of }) => of === 'all' || of === service || (of === 'services' && service !== 'gateway'));
const scrape = async (service: string): Promise<string> => (await fetch(`http://127.0.0.1:${environment.ports[service]}/metrics`)).text();
const typesIn = (text: string): Record<string, string> => Object.fromEntries([...text.matchAll(/^# TYPE (\w+) (\w+)$/gm)].map(([, name, kind]) => [name!, kind!]));
const samplesIn = (text: string): { series: string; labels: Record<string, string>; value: string }[] => [...text.matchAll(/^(\w+)\{(.*)\} (\S+)$/gm)]
  .map(([, series, labels, value]) => ({ series: series!, value: value!, labels: Object.fromEntries([...labels!.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, label, text]) => [label!, text!])) }));

describe('metrics', () => {
  let city: CityAtWork;
  const firm = freshFirm();
  const docNo = freshDocNo();

  beforeAll(async () => {
    city = await cityAtWork();
    await city.registrar.registers(firm);
    await city.registrar.publish('administrative-penalty', city.registrar.penalty({ party: firm, docNo, decisionDate: await today() }));
    await city.registrar.publish(`credit.intake.${randomUUID()}.v1`, { docNo });
    const token = await tokenFor({ dept: city.registrar.source, roles: ['source'] });
    await call('GET', `/v1/receipts/${randomUUID()}`, { token });
    await call('POST', '/v1/public/search', { body: { query: syntheticUscc(7) } });
  });
  afterAll(() => city?.close());

  it.each(services)('%s exposes exactly the series of METRICS.md', async (service) => {
    expect(typesIn(await scrape(service))).toEqual(Object.fromEntries(rowsOf(service).map(({ name, kind }) => [name, kind])));
  });

  it('what happened is counted, by department, type and client class', async () => {
    const has = async (service: string, sample: RegExp): Promise<boolean> => sample.test(await scrape(service));
    const { source } = city.registrar;
    await eventually(() => has('credit-record', new RegExp(`credit_receipts_total\\{source="${source}",state="(accepted|accepted-with-warnings)"`)), 'the accepted statement is counted');
    await eventually(() => has('credit-record', new RegExp(`credit_receipts_rejected_total\\{source="${source}",code="TYPE_UNKNOWN"`)), 'the rejected statement is counted');
    await eventually(() => has('publicity', /credit_events_processed_total\{topic="credit\.record\.events\.v1",type="credit\.record\.recorded\.v1"/), 'the decision of publicity is counted');
    for (const service of ['gateway', 'credit-record']) expect(await scrape(service)).toMatch(/credit_http_errors_total\{method="GET",route="\/v1\/receipts\/:id",client="source",status="404"/);
  });

  it.each(services)('labels of %s are those of the catalogue and hold no id of anybody', async (service) => {
    const labelsOf = new Map(rowsOf(service).flatMap(({ name, kind, labels }) => (kind === 'histogram' ? ['_bucket', '_sum', '_count'].map((end) => [name + end, labels] as const) : [[name, labels] as const])));
    const samples = samplesIn(await scrape(service));
    expect(samples.length).toBeGreaterThan(20);
    for (const { series, labels } of samples) {
      const { service: own, le: _bucket, ...rest } = labels;
      expect({ series, labels: Object.keys(rest).sort(), own }).toEqual({ series, labels: [...labelsOf.get(series)!].sort(), own: service });
      for (const text of Object.values(rest)) expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-|\d{15}|[0-9A-Z]{18}/);
    }
    expect(JSON.stringify(samples)).not.toContain(firm.uscc);
  });
});
