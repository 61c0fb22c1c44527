import { EXIT } from '../exit.ts';
import { emit, table } from '../output.ts';
import { SERVICES } from '../services.ts';
import type { CommandContext } from './command-context.ts';

/** One service at a glance; ages in seconds. What it could not tell is absent. */
interface ServiceStatus {
  service: string;
  address: string | null;
  /** ready · not ready · no answer */
  state: string;
  /** Failing checks of readiness with their sentence. */
  failing: Record<string, string>;
  pendingAge?: number;
  outboxAge?: number;
  leaseAge?: number;
  parked?: number;
  burdening?: number;
  refused?: number;
  overdue?: number;
  memoryMiB?: number;
  upSince?: string;
}

const ANSWER_MS = 4_000;
const COLUMNS = { service: 'service', state: 'state', upSince: 'up since', pending: 'oldest pending', outbox: 'oldest unsent', lease: 'lease renewed', parked: 'parked', refused: 'refused', overdue: 'overdue', memory: 'MiB' };

/** 概况 — one screen: who is ready, how old is what waits, what is parked, what is owed to the public. Anything not ready → exit 1. */
export async function status(context: CommandContext): Promise<number> {
  const { gatewayUrl, services } = context.settings;
  const asked = [...SERVICES.map((name) => [name, services[name]] as const), ['gateway', gatewayUrl] as const];
  const all = await Promise.all(asked.map(([name, address]) => look(name, address)));
  const rows = all.map((one) => ({ ...one, pending: seconds(one.pendingAge), outbox: seconds(one.outboxAge), lease: seconds(one.leaseAge), memory: one.memoryMiB, parked: withBurdening(one) }));
  const troubles = all.flatMap(({ service, failing }) => Object.entries(failing).map(([check, sentence]) => `  ${service} ${check}: ${sentence}`));
  emit(context.output, { services: all }, [table(rows, COLUMNS), ...troubles, ...advice(all)].join('\n'));
  return all.every(({ state }) => state === 'ready') ? EXIT.ok : EXIT.failed;
}

const withBurdening = ({ parked, burdening }: ServiceStatus): string => (parked === undefined ? '' : burdening ? `${parked} (${burdening} burdening)` : String(parked));
const seconds = (value: number | undefined): string => (value === undefined ? '' : Number.isFinite(value) ? `${value.toFixed(1)} s` : 'never');

function advice(all: readonly ServiceStatus[]): string[] {
  const sum = (member: 'parked' | 'refused' | 'overdue'): number => all.reduce((total, one) => total + (one[member] ?? 0), 0);
  return [
    ...(all.some(({ address }) => address === null) ? ['  a service without an address is not asked: set CREDIT_RECORD_URL, LIST_DESIGNATION_URL, PUBLICITY_URL, JOINT_DISCIPLINE_URL, CREDIT_GATEWAY_URL, or start the local stack · 未给出地址的服务未查询'] : []),
    ...(sum('parked') > 0 ? ['  parked 停放: creditctl dlq list'] : []),
    ...(sum('refused') > 0 ? ['  refused 被拒: deploy/ops/RUNBOOK.md, OutboxRefused'] : []),
    ...(sum('overdue') > 0 ? ['  overdue 逾期未公示: GET /v1/publicity/late?state=waiting'] : []),
  ];
}

async function look(service: string, address: string | undefined): Promise<ServiceStatus> {
  if (!address) return { service, address: null, state: 'no address', failing: {} };
  try {
    const [ready, metrics] = await Promise.all([get(`${address}/health/ready`), get(`${address}/metrics`)]);
    const { status: state, checks = {} } = JSON.parse(ready) as { status: string; checks?: Record<string, string> };
    return { service, address, state: state === 'ok' ? 'ready' : 'not ready', failing: Object.fromEntries(Object.entries(checks).filter(([, result]) => result !== 'ok')), ...figures(metrics) };
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name;
    return { service, address, state: 'no answer', failing: { [address]: cause } };
  }
}

const get = async (url: string): Promise<string> => (await fetch(url, { signal: AbortSignal.timeout(ANSWER_MS) })).text();

/** The figures of the screen out of the Prometheus text. */
export function figures(text: string): Omit<ServiceStatus, 'service' | 'address' | 'state' | 'failing'> {
  const values = (series: string): number[] => [...text.matchAll(new RegExp(`^${series}(?:\\{.*\\})? (\\S+)$`, 'gm'))].map(([, value]) => (value === '+Inf' ? Infinity : Number(value)));
  const worst = (member: string, series: string) => (values(series).length === 0 ? {} : { [member]: Math.max(...values(series)) });
  const total = (member: string, series: string) => (new RegExp(`^# TYPE ${series} `, 'm').test(text) ? { [member]: values(series).reduce((sum, value) => sum + value, 0) } : {});
  const [memory] = values('credit_process_resident_memory_bytes');
  const [started] = values('credit_process_start_time_seconds');
  return {
    ...worst('pendingAge', 'credit_event_pending_age_seconds'), ...worst('outboxAge', 'credit_outbox_age_seconds'), ...worst('leaseAge', 'credit_relay_lease_age_seconds'),
    ...total('parked', 'credit_parked_keys'), ...total('burdening', 'credit_parked_burdening_keys'), ...total('refused', 'credit_outbox_refused'), ...total('overdue', 'credit_publications_overdue'),
    ...(memory === undefined ? {} : { memoryMiB: Math.round(memory / 1_048_576) }), ...(started === undefined ? {} : { upSince: new Date(started * 1_000).toISOString().slice(0, 19) + 'Z' }),
  };
}
