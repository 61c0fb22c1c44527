import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { figures, status } from './status.ts';

const METRICS = `# TYPE credit_event_pending_age_seconds gauge
credit_event_pending_age_seconds{topic="a",service="publicity"} 0
credit_event_pending_age_seconds{topic="b",service="publicity"} 61.4
# TYPE credit_relay_lease_age_seconds gauge
credit_relay_lease_age_seconds{lane="facts",service="publicity"} +Inf
# TYPE credit_parked_keys gauge
credit_parked_keys{service="publicity"} 2
# TYPE credit_parked_burdening_keys gauge
credit_parked_burdening_keys{service="publicity"} 1
# TYPE credit_publications_overdue gauge
# TYPE credit_process_resident_memory_bytes gauge
credit_process_resident_memory_bytes{service="publicity"} 157286400
`;
const HEALTH = { status: 'failing', service: 'publicity', checks: { database: 'ok', consumer: 'the broker does not answer' } };

describe('creditctl status', () => {
  let server: Server;
  let url: string;
  const printed: string[] = [];
  const contextOf = (settings: object, json = false): any => ({ settings: { services: {}, ...settings }, output: { json, write: (text: string) => printed.push(text), complain: () => undefined } });

  beforeAll(async () => {
    server = createServer((request, response) => {
      response.statusCode = request.url === '/metrics' ? 200 : 503;
      response.end(request.url === '/metrics' ? METRICS : JSON.stringify(HEALTH));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => void server.close());

  it('takes the worst age and the sum of counts; an empty series is 0, an absent one is not shown', () => {
    expect(figures(METRICS)).toEqual({ pendingAge: 61.4, leaseAge: Infinity, parked: 2, burdening: 1, overdue: 0, memoryMiB: 150 });
    expect(figures('')).toEqual({});
  });

  it('shows one line per service, what fails and what to do; anything not ready ends with 1', async () => {
    printed.length = 0;
    expect(await status(contextOf({ services: { publicity: url }, gatewayUrl: 'http://127.0.0.1:9' }))).toBe(1);
    expect(printed.join('')).toMatch(/publicity +not ready +61\.4 s +never +2 \(1 burdening\) +0 +150/);
    for (const told of [/publicity consumer: the broker does not answer/, /credit-record +no address/, /gateway +no answer/, /creditctl dlq list/]) expect(printed.join('')).toMatch(told);
  });

  it('prints the same as one JSON document', async () => {
    printed.length = 0;
    await status(contextOf({ services: { publicity: url } }, true));
    expect(JSON.parse(printed.join('')).services).toContainEqual(expect.objectContaining({ service: 'publicity', state: 'not ready', parked: 2, failing: { consumer: 'the broker does not answer' } }));
  });
});
