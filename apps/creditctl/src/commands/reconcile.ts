import { EXIT } from '../exit.ts';
import { call, tokenFor } from '../http.ts';
import { emit, table } from '../output.ts';
import { opsAddress, SERVICES } from '../services.ts';
import type { CommandContext } from './command-context.ts';

interface Report {
  dryRun: boolean;
  read: number;
  lost: { topic: string; aggregateId: string; version: number; type: string | null; eventId: string; time: string; outcome: string }[];
  rebased: number;
  ended: number;
}

const COLUMNS = { service: 'service', topic: 'topic', aggregateId: 'aggregate', version: 'version', type: 'type', time: 'time', outcome: 'outcome' };

/** 对账 — after a restore that lost commits: what the topics know and the services no longer do; without `dryRun` the owners publish their state anew. Something still to mend → exit 3. */
export async function reconcile(context: CommandContext, options: { service?: string; dryRun?: boolean }): Promise<number> {
  const token = await tokenFor(context.settings, { roles: ['operator'], sub: 'creditctl' });
  const reports: (Report & { service: string })[] = [];
  for (const service of options.service ? [options.service] : SERVICES) {
    reports.push({ service, ...(await call<Report>(opsAddress(context.settings, service), '/reconcile', { method: 'POST', body: { dryRun: options.dryRun === true }, token })) });
  }
  const rows = reports.flatMap(({ service, lost }) => lost.map((fact) => ({ service, ...fact, outcome: options.dryRun && fact.outcome !== 'mended' ? `would be ${fact.outcome}` : fact.outcome })));
  const sums = reports.map(({ service, read, lost, rebased, ended }) => `${service}: ${read} facts read, ${lost.length} lost 丢失, ${rebased} ${options.dryRun ? 'to rebase 待重述' : 'rebased 已重述'}, ${ended} ${options.dryRun ? 'to end 待终止' : 'ended 已终止'}`);
  emit(context.output, { services: reports }, [...(rows.length > 0 ? [table(rows, COLUMNS)] : []), ...sums].join('\n'));
  return options.dryRun && reports.some(({ rebased, ended }) => rebased + ended > 0) ? EXIT.differences : EXIT.ok;
}
