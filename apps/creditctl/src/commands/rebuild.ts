import { CommandFailure, EXIT } from '../exit.ts';
import { call, tokenFor } from '../http.ts';
import { emit } from '../output.ts';
import { opsAddress, SERVICES } from '../services.ts';
import type { CommandContext } from './command-context.ts';

interface RebuildAnswer {
  differences?: number;
  [member: string]: unknown;
}

/** 重建 — builds a read model anew beside the old one; with `verify` it is compared, not switched. Differences → exit 3. */
export async function rebuild(context: CommandContext, projection: string, options: { verify?: boolean; service?: string }): Promise<number> {
  const services = options.service ? [options.service] : SERVICES;
  const { service, answer } = await ask(context, services, { projection, verify: options.verify === true });
  const facts = Object.entries(answer).map(([name, value]) => `  ${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
  emit(context.output, { service, projection, ...answer }, [`${service}/${projection} ${options.verify ? 'verified 已核对' : 'rebuilt 已重建'}`, ...facts].join('\n'));
  return (answer.differences ?? 0) > 0 ? EXIT.differences : EXIT.ok;
}

/** The owner is the service that knows the projection; the others answer 404. @throws CommandFailure PROJECTION.UNKNOWN */
async function ask(context: CommandContext, services: readonly string[], body: { projection: string; verify: boolean }): Promise<{ service: string; answer: RebuildAnswer }> {
  const token = await tokenFor(context.settings, { roles: ['operator'], sub: 'creditctl' });
  for (const service of services) {
    try {
      return { service, answer: await call<RebuildAnswer>(opsAddress(context.settings, service), '/rebuild', { method: 'POST', body, token }) };
    } catch (error) {
      if (!(error instanceof CommandFailure) || !/answered 404/.test(error.message)) throw error;
    }
  }
  throw new CommandFailure(EXIT.failed, 'PROJECTION.UNKNOWN', `no service owns a read model "${body.projection}" (asked: ${services.join(', ') || 'none'})`, `没有服务拥有读模型“${body.projection}”`);
}
