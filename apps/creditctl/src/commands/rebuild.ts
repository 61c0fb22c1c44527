import { CommandFailure, EXIT } from '../exit.ts';
import { call, tokenFor } from '../http.ts';
import { emit } from '../output.ts';
import { serviceAddress } from '../services.ts';
import type { CommandContext } from './command-context.ts';

interface RebuildAnswer {
  differences?: number;
  [member: string]: unknown;
}

/** The service that owns each rebuildable read model. */
const OWNERS: Record<string, string> = { record_view: 'credit-record', public_entry_view: 'publicity' };

/** 重建 — builds a read model anew beside the old one; with `verify` it is compared, not switched. Differences → exit 3. */
export async function rebuild(context: CommandContext, projection: string, options: { verify?: boolean; service?: string }): Promise<number> {
  const service = options.service ?? OWNERS[projection];
  if (!service) throw new CommandFailure(EXIT.usage, 'PROJECTION.UNKNOWN', `who owns "${projection}"? give --service; known: ${Object.keys(OWNERS).join(', ')}`, `不知道“${projection}”属于哪个服务，请用 --service 指明`);
  const bearer = await tokenFor(context.settings, { roles: ['operator'] });
  const answer = await call<RebuildAnswer>(serviceAddress(context.settings, service), '/ops/rebuild', { method: 'POST', body: { projection, verify: options.verify === true }, token: bearer });
  const facts = Object.entries(answer).map(([name, value]) => `  ${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
  emit(context.output, { service, projection, ...answer }, [`${service}/${projection} ${options.verify ? 'verified 已核对' : 'rebuilt 已重建'}`, ...facts].join('\n'));
  return (answer.differences ?? 0) > 0 ? EXIT.differences : EXIT.ok;
}
