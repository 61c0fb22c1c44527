import { emit } from '../output.ts';
import { EXIT } from '../exit.ts';
import { issueToken } from '../http.ts';
import type { CommandContext } from './command-context.ts';

export interface TokenOptions {
  dept?: string;
  role: string[];
  subject?: string;
  sub?: string;
}

/** 令牌 — a sandbox token; text form is the bare token, fit for `$(creditctl token …)`. */
export async function token(context: CommandContext, { dept, role, subject, sub }: TokenOptions): Promise<number> {
  const roles = role.length > 0 ? role : ['source'];
  const issued = await issueToken(context.settings, { roles, ...(dept ? { dept } : {}), ...(subject ? { subject } : {}), ...(sub ? { sub } : {}) });
  emit(context.output, { token: issued, dept: dept ?? null, roles }, issued);
  return EXIT.ok;
}
