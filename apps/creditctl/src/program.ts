import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { applyAccess, planAccess } from './commands/access.ts';
import type { CommandContext } from './commands/command-context.ts';
import { date } from './commands/date.ts';
import * as dlq from './commands/dlq.ts';
import { kcatConfig } from './commands/kcat-config.ts';
import { publish } from './commands/publish.ts';
import { rebuild } from './commands/rebuild.ts';
import { reconcile } from './commands/reconcile.ts';
import { receipts } from './commands/receipts.ts';
import { status } from './commands/status.ts';
import { token } from './commands/token.ts';
import { applyManifest, planManifest } from './commands/topics.ts';
import { verify } from './commands/verify.ts';
import { CommandFailure, EXIT } from './exit.ts';

const seconds = (text: string): number => {
  const value = Number(text);
  if (!(value > 0)) throw new InvalidArgumentError('not a number of seconds');
  return value;
};
const collect = (value: string, before: string[]): string[] => [...before, ...value.split(',')];
const dryRun = () => new Option('--dry-run', 'show, change nothing · 只显示，不改变');
const filter = () => new Option('--filter <name=value>', 'only those whose member equals, e.g. code=HANDLER.FAILED · 筛选').default([]).argParser((value: string, before: string[]) => [...before, value]);
const service = () => new Option('--service <name>', 'one service · 仅此服务');

/** The command tree. `run` receives the exit code of the command that was named. */
function commandTree(context: CommandContext, run: (code: Promise<number>) => void): Command {
  const program = new Command('creditctl').description('Operator command line of the credit backbone · 信用平台运维命令行')
    .option('--json', 'print JSON documents · 以 JSON 输出')
    .hook('preAction', (_program, action) => { context.output.json = action.optsWithGlobals()['json'] === true; });

  program.command('status').description('one screen: ready, ages, parked, late · 概况').action(() => run(status(context)));

  const topics = program.command('topics').description('topics of the manifest · 主题');
  topics.command('plan').description('what apply would do · 列出将要做的变更').action(() => run(planManifest(context)));
  topics.command('apply').description('create what is missing, set what differs · 创建缺失主题并校正设置').addOption(dryRun())
    .action((options: { dryRun?: boolean }) => run(options.dryRun ? planManifest(context) : applyManifest(context)));

  const access = program.command('access').description('users and rights on the brokers, from the manifest · 账号与权限');
  access.command('plan').description('what apply would do; differences → exit 3 · 列出将要做的变更').action(() => run(planAccess(context)));
  access.command('apply').description('give every credential its password and exactly its rights · 建立账号并落实权限').addOption(dryRun())
    .action((options: { dryRun?: boolean }) => run(options.dryRun ? planAccess(context) : applyAccess(context)));

  const parked = program.command('dlq').description('parked events of the services · 停放的事件');
  parked.command('list').description('what is parked · 停放清单').addOption(service()).addOption(filter()).action((options: dlq.DlqOptions) => run(dlq.list(context, options)));
  parked.command('show <id>').description('one parked event · 查看一条').addOption(service()).action((id: string, options: dlq.DlqOptions) => run(dlq.show(context, id, { ...options, filter: [] })));
  parked.command('replay [ids...]').description('handle again, in order per aggregate · 重放').option('--reason <text>', 'why · 理由').option('--all', 'every one that the filter lets through · 全部').addOption(service()).addOption(filter()).addOption(dryRun())
    .action((ids: string[], options: dlq.DlqOptions) => run(dlq.replay(context, ids, options)));
  parked.command('discard [ids...]').description('give up for ever · 放弃').option('--reason <text>', 'why; kept with your name · 理由').option('--all', 'every one that the filter lets through · 全部').addOption(service()).addOption(filter()).addOption(dryRun())
    .action((ids: string[], options: dlq.DlqOptions) => run(dlq.discard(context, ids, options)));

  program.command('token').description('a sandbox token · 沙箱令牌').option('--dept <source>', 'department · 部门代码').option('--role <role>', 'role, may be repeated · 角色', collect, [])
    .option('--subject <id>', 'subjectId of a firm · 主体').option('--sub <name>', 'who · 使用者').action((options: { dept?: string; role: string[] }) => run(token(context, options)));

  program.command('publish [file]').description('publish statements to a department\'s intake topic · 报送数据（.json .ndjson .csv，- 为标准输入）')
    .option('--source <source>', 'department, unless each statement says it · 部门代码').option('--type <type>', 'e.g. administrative-penalty · 类型').option('--key <key>', 'Kafka key, else the social credit code · 键')
    .option('--file <file>', 'same as the argument · 同参数').option('--wait <seconds>', 'wait for one receipt per event · 等待回执', seconds).option('--strict', 'exit 1 when a receipt is rejected · 有退回则退出码为 1').addOption(dryRun())
    .action((file: string | undefined, options: { file?: string }) => run(publish(context, { ...options, ...(file ? { file } : {}) })));

  program.command('receipts <source>').description('receipts of a department · 回执').option('--follow', 'stay and print new ones · 持续').action((source: string, options: { follow?: boolean }) => run(receipts(context, source, options)));
  program.command('rebuild <projection>').description('build a read model anew beside the old one · 重建读模型').option('--verify', 'compare only; differences → exit 3 · 只核对').addOption(service())
    .action((projection: string, options: { verify?: boolean }) => run(rebuild(context, projection, options)));
  program.command('reconcile').description('after a restore that lost commits: list what is lost, publish the state anew · 恢复后对账').addOption(service()).addOption(dryRun())
    .action((options: { service?: string; dryRun?: boolean }) => run(reconcile(context, options)));
  program.command('date [date]').description('show or move the sandbox\'s business date · 查看或推进沙箱日期').action((wanted?: string) => run(date(context, wanted)));
  program.command('verify <file>').description('a signed answer to a screening or a lapse certificate: word for word ours, still valid, complete? · 验证比对答复、效果终止证明的签名').option('--key <file>', 'public key (JWK) for work without a server, else asked from the gateway · 公钥文件')
    .action((file: string, options: { key?: string }) => run(verify(context, file, options)));
  program.command('kcat-config <source>').description('write a configuration for kcat -F, for a department or for "operator" · 生成 kcat 配置').action((source: string) => run(kcatConfig(context, source)));
  return program;
}

/** Runs one command line and gives the exit code; failures are printed with code, English and Chinese text (as JSON with --json). */
export async function runProgram(argv: readonly string[], context: CommandContext): Promise<number> {
  let running: Promise<number> = Promise.resolve(EXIT.ok);
  context.output.json = argv.includes('--json');
  const program = commandTree(context, (code) => { running = code; });
  program.exitOverride().configureOutput({ writeOut: (text) => context.output.write(text), writeErr: (text) => context.output.complain(text) });
  for (const command of everyCommand(program)) command.exitOverride().configureOutput({ writeOut: (text) => context.output.write(text), writeErr: (text) => context.output.complain(text) }).option('--json', 'print JSON · 以 JSON 输出');
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return await running;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const failure = error instanceof CommandFailure ? error : unexpected(error);
    const { code, message, userMessage, details } = failure;
    context.output.complain(context.output.json ? `${JSON.stringify({ error: { code, message, userMessage, ...(details === undefined ? {} : { details }) } })}\n` : `${code}: ${message}\n${userMessage}\n`);
    return failure.exit;
  }
}

const everyCommand = (command: Command): Command[] => command.commands.flatMap((child) => [...(child.commands.length === 0 ? [child] : []), ...everyCommand(child)]);

function unexpected(error: unknown): CommandFailure {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const unreachable = /^KafkaJS(Connection|NumberOfRetries|Brokers)/.test(name) || /ECONNREFUSED/.test(message);
  return new CommandFailure(unreachable ? EXIT.unreachable : EXIT.failed, unreachable ? 'KAFKA.UNREACHABLE' : 'COMMAND.FAILED', `${name}: ${message}`, unreachable ? 'Kafka 没有应答' : '命令执行失败');
}
