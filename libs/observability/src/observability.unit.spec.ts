import { describe, expect, it } from '@jest/globals';
import { childTraceparent, createLogger, createMetrics, newTraceparent, traceIdOf } from './index.ts';
import type { Logger } from './index.ts';

const ID = '11010519491231002X';
const logged = (write: (logger: Logger) => void, level: 'debug' | 'info' = 'info'): any[] => {
  const lines: string[] = [];
  write(createLogger({ service: 's', level, destination: { write: (line: string) => void lines.push(line) } }));
  return lines.map((line) => JSON.parse(line));
};

describe('the logger', () => {
  it('writes one JSON object per line with level word, RFC 3339 time and service', () => {
    const [line] = logged((logger) => logger.info({ code: 'X' }, 'hello'));
    expect(line).toMatchObject({ level: 'info', service: 's', code: 'X', msg: 'hello' });
    expect(line.time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it.each<[string, (logger: Logger) => void]>([
    ['the text', (l) => l.info(`person ${ID}`)],
    ['the text beside fields', (l) => l.info({ code: 'X' }, `person ${ID}`)],
    ['full-width digits', (l) => l.info('１１０１０５１９４９１２３１００２Ｘ')],
    ['a field', (l) => l.warn({ key: ID })],
    ['a deep field', (l) => l.warn({ a: { b: [{ c: `x${ID}y` }] } })],
    ['a name of a field', (l) => l.warn({ [ID]: 1 })],
    ['a number', (l) => l.warn({ n: 440524188001010014n })],
    ['an error', (l) => l.error({ err: new Error(`no ${ID}`, { cause: new Error(ID) }) })],
    ['a child binding', (l) => l.child({ eventId: ID }).error('x')],
  ])('masks an identity number in %s', (_where, write) => {
    const text = JSON.stringify(logged(write));
    expect(text).not.toMatch(/11010519491231002X|440524188001010014|１１０１０５１９４９/);
    expect(text).toContain('*');
  });

  it('never writes payloads, credentials or bytes, and bounds what it writes', () => {
    const [line] = logged((l) => l.info({ data: { a: 'secret' }, payload: 'secret', authorization: 'secret', bytes: Buffer.from('secret'), raw: Buffer.from('secret'), list: Array.from({ length: 80 }, (_, i) => i), long: 'x'.repeat(9_000) }));
    expect(JSON.stringify(line)).not.toContain('secret');
    expect(line.list).toHaveLength(51);
    expect(line.long.length).toBeLessThan(4_100);
  });

  it('keeps type, code and stack of an error, survives loops, and stays silent below its level', () => {
    const loop: Record<string, unknown> = {};
    loop['self'] = loop;
    const [error, looped, ...rest] = logged((l) => {
      l.error({ err: Object.assign(new TypeError('bad'), { code: '23505', constraint: 'c_pk', detail: 'Key (name)=(x)' }) });
      l.info({ loop });
      l.debug('no');
    });
    expect(error.err).toMatchObject({ type: 'TypeError', code: '23505', constraint: 'c_pk', message: 'bad' });
    expect(JSON.stringify(error)).not.toContain('Key (name)');
    expect(looped.loop).toBeDefined();
    expect(rest).toEqual([]);
  });
});

describe('metrics', () => {
  it('carry the prefix and the service, and the same name gives the same series', async () => {
    const metrics = createMetrics('publicity');
    metrics.counter('events_processed_total', 'h', ['type']).inc({ type: 'a' });
    metrics.counter('credit_events_processed_total', 'h', ['type']).inc({ type: 'a' }, 2);
    expect(await metrics.text()).toContain('credit_events_processed_total{type="a",service="publicity"} 3');
    expect(() => metrics.gauge('Bad Name', 'h')).toThrow(TypeError);
  });

  it('show the figures of the process without a timer', async () => {
    const metrics = createMetrics('s');
    expect(await metrics.text()).toMatch(/credit_process_resident_memory_bytes\{service="s"\} \d+/);
    const cpu = async (): Promise<number> => Number(/cpu_seconds_total\{service="s"\} ([\d.]+)/.exec(await metrics.text())![1]);
    const before = await cpu();
    const after = await cpu();
    expect(after).toBeGreaterThanOrEqual(before);
    expect(after).toBeLessThan(before * 1.5 + 1); // counted from the start of the process, not added up per scrape
  });

  it('are asked for at the scrape, and what cannot be learnt keeps its last value and does not keep the scrape from answering', async () => {
    const metrics = createMetrics('s');
    let value = 1;
    metrics.gauge('credit_asked', 'h', [], async (gauge) => {
      if (value === 3) throw new Error('the database is away');
      gauge.set(value);
    });
    expect(await metrics.text()).toContain('credit_asked{service="s"} 1');
    value = 2;
    expect(await metrics.text()).toContain('credit_asked{service="s"} 2');
    value = 3;
    metrics.gauge('credit_never', 'h', [], () => new Promise(() => undefined));
    expect(await metrics.text()).toContain('credit_asked{service="s"} 2');
  }, 10_000);
});

describe('trace context', () => {
  it('keeps the trace and changes the span; anything malformed begins a new trace', () => {
    const parent = newTraceparent();
    const child = childTraceparent(parent);
    expect(traceIdOf(child)).toBe(traceIdOf(parent));
    expect(child).not.toBe(parent);
    for (const bad of [undefined, '', 'x', `00-${'0'.repeat(32)}-${'1'.repeat(16)}-01`, `00-${'1'.repeat(32)}-${'0'.repeat(16)}-01`]) {
      expect(traceIdOf(bad)).toBeUndefined();
      expect(traceIdOf(childTraceparent(bad))).toMatch(/^[0-9a-f]{32}$/);
    }
  });
});
