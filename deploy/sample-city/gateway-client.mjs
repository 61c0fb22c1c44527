// What a department system needs to talk to the gateway: a token, an idempotency key, and patience until a batch is through.
import { randomUUID } from 'node:crypto';

export class GatewayClient {
  constructor(url) { this.url = url; this.tokens = new Map(); }

  /** Token of a department (role source), of an officer of it (`sub`), or of a role without department; the sandbox issues them to anybody. */
  async token(dept, roles = ['source'], sub) {
    const key = `${dept}/${roles}/${sub}`;
    if (!this.tokens.has(key)) this.tokens.set(key, (await this.call('POST', '/v1/sandbox/token', { body: { ...(dept && { dept }), ...(sub && { sub }), roles } })).body.token);
    return this.tokens.get(key);
  }

  /** One request; a problem document becomes an error only when `fail` says so. @returns {{status: number, headers: Headers, body: any}} */
  async call(method, path, { token, body, raw, type, key, fail = true } = {}) {
    const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(method === 'POST' && { 'idempotency-key': key ?? randomUUID() }), ...((raw ?? body) !== undefined && { 'content-type': type ?? 'application/json' }) };
    const response = await fetch(this.url + path, { method, headers, body: raw ?? (body === undefined ? undefined : JSON.stringify(body)) });
    const text = await response.text();
    const answer = { status: response.status, headers: response.headers, body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text };
    if (fail && !response.ok) throw new Error(`${method} ${path} → ${response.status} ${answer.body?.code ?? ''} ${answer.body?.detail ?? text.slice(0, 200)}`);
    return answer;
  }

  /** Every page of a list. */
  async all(path, token, limit = 200) {
    const items = [];
    for (let after = ''; ;) {
      const { body } = await this.call('GET', `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${after && `&after=${encodeURIComponent(after)}`}`, { token });
      items.push(...body.items);
      if (!body.next) return items;
      after = body.next;
    }
  }

  /** Uploads a file and waits until every row is accounted for. @returns {Promise<object>} the finished batch */
  async upload(source, kind, raw, type, key) {
    const token = await this.token(source);
    const { headers } = await this.call('POST', `/v1/batches?kind=${kind}`, { token, raw, type, key });
    const location = headers.get('location');
    for (const end = Date.now() + 120_000; ;) {
      const { body } = await this.call('GET', location, { token });
      if (body.status === 'done' || body.status === 'refused') return body;
      if (Date.now() > end) throw new Error(`batch ${body.id} is still ${body.status} after two minutes`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}
