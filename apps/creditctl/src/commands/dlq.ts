import { CommandFailure, EXIT } from '../exit.ts';
import { call, tokenFor } from '../http.ts';
import { emit, table } from '../output.ts';
import { opsAddress, SERVICES } from '../services.ts';
import type { CommandContext } from './command-context.ts';

export interface DlqOptions {
  /** One service; absent = every known one. */
  service?: string;
  /** `name=value` pairs that a parked event's members must equal. */
  filter: string[];
  dryRun?: boolean;
  reason?: string;
  /** Every parked event that the filter lets through. */
  all?: boolean;
}

type Parked = Record<string, unknown> & { id: string };
type Found = Parked & { service: string };
type Decided = { service: string; id: string; state: string; code: string };

const COLUMNS = { service: 'service', id: 'id', cause: 'cause', code: 'code', topic: 'topic', partition: 'part', offset: 'offset', type: 'type', attempts: 'tries', parkedAt: 'parked at' };
const PAGE = 200;

/** 停放清单 — what the services parked, oldest first. */
export async function list(context: CommandContext, options: DlqOptions): Promise<number> {
  const found = await select(context, options, await operatorToken(context));
  emit(context.output, { parked: found }, found.length === 0 ? 'nothing is parked · 没有停放的事件' : table(found, COLUMNS));
  return EXIT.ok;
}

/** One parked event with its reason and history. */
export async function show(context: CommandContext, id: string, options: DlqOptions): Promise<number> {
  const { service, ...parked } = await locate(context, id, options, await operatorToken(context));
  const lines = Object.entries(parked).map(([name, value]) => `  ${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
  emit(context.output, { service, ...parked }, [`${service} ${id}`, ...lines].join('\n'));
  return EXIT.ok;
}

/** 重放 — asks the services to handle parked events again; order per aggregate is theirs to keep. */
export const replay = (context: CommandContext, ids: readonly string[], options: DlqOptions): Promise<number> =>
  act(context, ids, options, 'replay', { reason: options.reason?.trim() || 'creditctl dlq replay' });

/** 放弃 — gives parked events up for ever, with a reason that is kept beside who gave it. */
export function discard(context: CommandContext, ids: readonly string[], options: DlqOptions): Promise<number> {
  if (!options.reason?.trim()) throw new CommandFailure(EXIT.usage, 'OPTION.MISSING', 'give --reason: a discarded event is lost for its aggregate', '请用 --reason 说明理由：放弃后该事件不再处理');
  return act(context, ids, options, 'discard', { reason: options.reason.trim() });
}

/** What became of an event: the service says it at once. */
const BECAME: Readonly<Record<string, string>> = {
  done: 'handled · 已处理', requested: 'asked for, not done yet · 已请求', discarded: 'discarded · 已放弃', overtaken: 'overtaken by a newer fact · 已被更新', 'already moved': 'had moved already · 已处理',
};

async function act(context: CommandContext, ids: readonly string[], options: DlqOptions, verb: 'replay' | 'discard', body: object): Promise<number> {
  if (ids.length === 0 && !options.all) throw new CommandFailure(EXIT.usage, 'OPTION.MISSING', 'name ids, or give --all (with --filter)', '请给出编号，或使用 --all（可配 --filter）');
  const token = await operatorToken(context);
  const chosen = options.all ? await select(context, options, token) : await Promise.all(ids.map((id) => locate(context, id, options, token)));
  const events: Decided[] = [];
  for (const { service, id, code } of chosen) {
    const after = options.dryRun ? { state: `would ${verb}`, code } : await decide(context, service, id, verb, body, token, options.all === true);
    events.push({ service, id, state: after.state, code: String(after.code ?? code ?? '') });
  }
  const text = events.map(({ service, id, code, state }) => `${service} ${id} ${code} ${state === 'waiting' ? 'failed again, creditctl dlq show says why · 再次失败' : (BECAME[state] ?? state)}`);
  emit(context.output, { verb, dryRun: options.dryRun === true, events }, text.join('\n') || 'nothing matches · 没有匹配的事件');
  return events.some(({ state }) => state === 'waiting') ? EXIT.failed : EXIT.ok;
}

/** With --all an event may have moved because the one before it did: that is no failure. */
async function decide(context: CommandContext, service: string, id: string, verb: string, body: object, token: string, many: boolean): Promise<{ state: string; code?: unknown }> {
  try {
    return await call<{ state: string; code?: unknown }>(opsAddress(context.settings, service), `/parked/${encodeURIComponent(id)}/${verb}`, { method: 'POST', body, token });
  } catch (error) {
    if (many && error instanceof CommandFailure && error.code === 'PARKED.NOT_WAITING') return { state: 'already moved' };
    throw error;
  }
}

const operatorToken = (context: CommandContext): Promise<string> => tokenFor(context.settings, { roles: ['operator'], sub: 'creditctl' });

const servicesOf = (options: DlqOptions): readonly string[] => (options.service ? [options.service] : SERVICES);

function filterOf(pairs: readonly string[]): (parked: Parked) => boolean {
  const wanted = pairs.map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1) throw new CommandFailure(EXIT.usage, 'FILTER.INVALID', `"${pair}" is not name=value`, `“${pair}”应为 名称=值`);
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  return (parked) => wanted.every(([name, value]) => String(parked[name]) === value);
}

async function select(context: CommandContext, options: DlqOptions, token: string): Promise<Found[]> {
  const matches = filterOf(options.filter);
  const found: Found[] = [];
  for (const service of servicesOf(options)) {
    for (let after: string | undefined = ''; after !== undefined;) {
      const query: string = after === '' ? `?limit=${PAGE}` : `?limit=${PAGE}&after=${encodeURIComponent(after)}`;
      const { items }: { items: Parked[] } = await call(opsAddress(context.settings, service), `/parked${query}`, { token });
      found.push(...items.filter(matches).map((parked) => ({ service, ...parked })));
      after = items.length < PAGE ? undefined : items.at(-1)?.id;
    }
  }
  return found;
}

/** Finds which service parked it: the ids are unique over all. @throws CommandFailure PARKED.UNKNOWN */
async function locate(context: CommandContext, id: string, options: DlqOptions, token: string): Promise<Found> {
  for (const service of servicesOf(options)) {
    try {
      return { service, ...(await call<Parked>(opsAddress(context.settings, service), `/parked/${encodeURIComponent(id)}`, { token })) };
    } catch (error) {
      if (!(error instanceof CommandFailure) || !/answered 404/.test(error.message)) throw error;
    }
  }
  throw new CommandFailure(EXIT.failed, 'PARKED.UNKNOWN', `no service has parked ${id}`, `没有服务停放过 ${id}`);
}
