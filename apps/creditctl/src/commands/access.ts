import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { principalsOf, topicManifest, type AccessRule } from '@credit/contracts/topics';
import { settleAccess, type AccessPlan } from '@credit/messaging';
import { EXIT } from '../exit.ts';
import { kafkaOptions, passwordFile } from '../kafka.ts';
import { emit, table } from '../output.ts';
import { readCity, type Settings } from '../settings.ts';
import type { CommandContext } from './command-context.ts';

const COLUMNS = { action: 'action', principal: 'credential', operation: 'may', resource: 'what', name: 'name' };

/** 权限计划 — compares users and rights on the broker with the manifest; changes nothing. Differences → exit 3. */
export async function planAccess(context: CommandContext): Promise<number> {
  const { settings } = context;
  const plan = await settleAccess(kafkaOptions(settings, 'operator'), topicManifest(readCity(settings)));
  emit(context.output, { applied: false, ...plan }, text(plan, false));
  return plan.users.length + plan.grant.length + plan.revoke.length > 0 ? EXIT.differences : EXIT.ok;
}

/** 落实权限 — gives each service, each department and the operator a password (made at first, kept in `<state>/secrets`) and exactly the rights of the manifest. Needs the administrator's credential. */
export async function applyAccess(context: CommandContext): Promise<number> {
  const { settings } = context;
  const manifest = topicManifest(readCity(settings));
  const passwords = new Map(principalsOf(manifest).map((principal) => [principal, ensurePassword(settings, principal)]));
  const plan = await settleAccess(kafkaOptions(settings, 'admin'), manifest, passwords);
  emit(context.output, { applied: true, ...plan }, text(plan, true));
  return EXIT.ok;
}

function ensurePassword(settings: Settings, principal: string): string {
  const file = passwordFile(settings, principal);
  if (!existsSync(file)) {
    mkdirSync(settings.secretsDir, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600, flag: 'wx' });
  }
  return readFileSync(file, 'utf8').trim();
}

function text({ users, grant, revoke, unchanged }: AccessPlan, applied: boolean): string {
  const rows = grant.map((rule: AccessRule) => ({ ...rule, action: applied ? 'granted 已授' : 'grant 待授', name: rule.name + (rule.pattern === 'prefixed' ? '…' : '') }));
  return [
    ...users.map((name) => `${applied ? 'made 已建' : 'make 待建'} user ${name}`), ...(rows.length > 0 ? [table(rows, COLUMNS)] : []), ...revoke.map((words) => `${applied ? 'revoked 已撤' : 'revoke 待撤'} ${words}`),
    `${users.length} users · ${grant.length} to grant · ${revoke.length} to revoke · ${unchanged} unchanged 无变化`,
  ].join('\n');
}
