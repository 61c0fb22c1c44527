import { readdirSync } from 'node:fs';
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export type { Counter, Gauge, Histogram } from 'prom-client';

/** Reads the present value when somebody scrapes. What it throws, or has not answered within 3 s, leaves the last value. */
export type Collect = (gauge: Gauge<string>) => void | Promise<void>;

/** Series of one service, exposed at `/metrics`. Asking twice for a name gives the same series. Labels never hold subject ids. */
export interface Metrics {
  counter(name: string, help: string, labels?: readonly string[]): Counter<string>;
  gauge(name: string, help: string, labels?: readonly string[], collect?: Collect): Gauge<string>;
  /** Default buckets suit durations in seconds, 1 ms … 10 s. */
  histogram(name: string, help: string, labels?: readonly string[], buckets?: readonly number[]): Histogram<string>;
  /** Prometheus text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

const COLLECT_MS = 3_000;
const DURATIONS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const NAME = /^credit_[a-z][a-z0-9_]*$/;

function seriesName(name: string): string {
  const full = name.startsWith('credit_') ? name : `credit_${name}`;
  if (!NAME.test(full)) throw new TypeError(`not a metric name: ${name}`);
  return full;
}

/** A server that is away must not keep the scrape from answering: that is when somebody looks. */
async function collectInTime(gauge: Gauge<string>, collect: Collect): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, COLLECT_MS)));
  await Promise.race([(async () => collect(gauge))().catch(() => undefined), late]);
  clearTimeout(timer);
}

const openFiles = (): number => {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return Number.NaN; // only Linux tells
  }
};

/** The process figures that matter, read only when somebody scrapes: no timers, an idle process stays idle. */
function addProcessFigures(register: Registry): void {
  const registers = [register];
  const startedAt = Date.now() / 1000 - process.uptime();
  new Gauge({ name: 'credit_process_resident_memory_bytes', help: 'Resident memory', registers, collect() { this.set(process.memoryUsage.rss()); } });
  new Gauge({ name: 'credit_process_heap_used_bytes', help: 'Used JavaScript heap', registers, collect() { this.set(process.memoryUsage().heapUsed); } });
  new Gauge({ name: 'credit_process_start_time_seconds', help: 'Start of the process, seconds since the epoch; a change is a restart', registers }).set(startedAt);
  new Gauge({ name: 'credit_process_open_files', help: 'Open file descriptors (Linux)', registers, collect() { this.set(openFiles()); } });
  new Counter({
    name: 'credit_process_cpu_seconds_total', help: 'User and system CPU time', registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  new Counter({
    name: 'credit_process_event_loop_busy_seconds_total', help: 'Time in which the event loop was not waiting', registers,
    collect() {
      this.reset();
      this.inc(performance.eventLoopUtilization().active / 1000);
    },
  });
}

/** A registry whose series carry `service`. Names get the prefix `credit_` when it is missing. @throws TypeError on a malformed name */
export function createMetrics(service: string): Metrics {
  const register = new Registry();
  register.setDefaultLabels({ service });
  addProcessFigures(register);
  const registers = [register];
  const once = <T>(name: string, create: (full: string) => T): T => {
    const full = seriesName(name);
    return (register.getSingleMetric(full) as T | undefined) ?? create(full);
  };
  return {
    counter: (name, help, labels = []) => once(name, (full) => new Counter({ name: full, help, labelNames: [...labels], registers })),
    gauge: (name, help, labels = [], collect) => once(name, (full) => new Gauge<string>({
      name: full, help, labelNames: [...labels], registers,
      ...(collect === undefined ? {} : { async collect() { await collectInTime(this, collect); } }),
    })),
    histogram: (name, help, labels = [], buckets = DURATIONS) =>
      once(name, (full) => new Histogram({ name: full, help, labelNames: [...labels], buckets: [...buckets], registers })),
    text: () => register.metrics(),
    contentType: register.contentType,
  };
}
