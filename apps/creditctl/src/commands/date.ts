import { isLocalDate } from '@credit/kernel';
import { CommandFailure, EXIT } from '../exit.ts';
import { call, tokenFor } from '../http.ts';
import { emit } from '../output.ts';
import { need } from '../settings.ts';
import type { CommandContext } from './command-context.ts';

/** 沙箱日期 — shows the business date, or moves it forward for the whole system (answers when every service reports it). */
export async function date(context: CommandContext, wanted?: string): Promise<number> {
  if (wanted !== undefined && !isLocalDate(wanted)) throw new CommandFailure(EXIT.usage, 'DATE.INVALID', `"${wanted}" is no date YYYY-MM-DD`, `“${wanted}”不是 YYYY-MM-DD 日期`);
  const gateway = need(context.settings, 'gatewayUrl');
  const bearer = await tokenFor(context.settings, { roles: ['operator'] });
  const now = wanted === undefined
    ? await call<{ date: string }>(gateway, '/v1/sandbox/date', { token: bearer })
    : await call<{ date: string }>(gateway, '/v1/sandbox/date', { method: 'POST', body: { date: wanted }, token: bearer });
  emit(context.output, now, `business date 业务日期 ${now.date}`);
  return EXIT.ok;
}
