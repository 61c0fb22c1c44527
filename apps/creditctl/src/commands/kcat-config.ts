import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handlesMatters, intakeTopic, noticesTopic, OPERATOR, prefixed, receiptsTopic, screeningsTopic, TOPICS } from '@credit/contracts/topics';
import { emit } from '../output.ts';
import { EXIT } from '../exit.ts';
import { credentialOf } from '../kafka.ts';
import { need, needSource, readCity, type Settings } from '../settings.ts';
import type { CommandContext } from './command-context.ts';

/** kcat 配置 — writes `<state>/kcat/<source>.conf` (0600), so that no recipe changes when the broker asks for a password. */
export async function kcatConfig(context: CommandContext, source: string): Promise<number> {
  const { settings } = context;
  if (source !== OPERATOR && settings.cityConfig) needSource(readCity(settings), source);
  const brokers = need(settings, 'brokers');
  const lines = [`# librdkafka settings of ${source} for kcat -F; keys go to the same partition as with the Java client`, `bootstrap.servers=${brokers}`, 'partitioner=murmur2_random', ...securityLines(settings, source)];
  const folder = join(settings.stateDir, 'kcat');
  const file = join(folder, `${source}.conf`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${lines.join('\n')}\n`, { mode: 0o600 });
  const answers = answersTo(settings, source);
  emit(context.output, { source, file, ...topicsOf(source, settings.topicPrefix), ...answers }, [`written 已写入 ${file}`, ...linesToTry(source, file, settings.topicPrefix), ...Object.values(answers).map((topic) => `  kcat -F ${file} -C -t ${topic} -o end -q -f '%k %s\\n'`)].join('\n'));
  return EXIT.ok;
}

const topicsOf = (source: string, prefix: string): object =>
  (source === OPERATOR ? {} : { intakeTopic: prefixed(intakeTopic(source), prefix), receiptsTopic: prefixed(receiptsTopic(source), prefix), noticesTopic: prefixed(noticesTopic(source), prefix) });

/** Where the cases of a department that handles matters are answered. */
function answersTo(settings: Settings, source: string): { screeningsTopic?: string } {
  const department = settings.cityConfig ? readCity(settings).departments.find((one) => one.source === source) : undefined;
  return department !== undefined && handlesMatters(department) ? { screeningsTopic: prefixed(screeningsTopic(source), settings.topicPrefix) } : {};
}

function linesToTry(source: string, file: string, prefix: string): string[] {
  if (source === OPERATOR) return [`  kcat -F ${file} -C -t ${prefixed(TOPICS.recordEvents, prefix)} -o beginning -e -q -f '%k %h\\n'`];
  return [
    `  kcat -F ${file} -C -t ${prefixed(receiptsTopic(source), prefix)} -o end -q -f '%k %s\\n'`,
    `  kcat -F ${file} -C -t ${prefixed(noticesTopic(source), prefix)} -o beginning -e -q -f '%k %s\\n'`,
    `  kcat -F ${file} -P -t ${prefixed(intakeTopic(source), prefix)} -k <key> -H ce_specversion=1.0 -H ce_id=$(node -p 'crypto.randomUUID()') -H ce_type=<type> -H ce_source=/departments/${source} -H ce_time=$(date -u +%FT%TZ) -H content-type=application/json penalty.json`,
  ];
}

function securityLines(settings: Settings, source: string): string[] {
  const sasl = credentialOf(settings, source);
  const { caFile, kcatMechanism, security: { ssl } } = settings;
  if (!sasl && !ssl) return [];
  return [
    `security.protocol=${[...(sasl ? ['SASL'] : []), ssl ? 'SSL' : 'PLAINTEXT'].join('_')}`, ...(caFile ? [`ssl.ca.location=${caFile}`] : []),
    ...(sasl ? [`sasl.mechanisms=${kcatMechanism}`, `sasl.username=${sasl.username}`, `sasl.password=${sasl.password}`] : []),
  ];
}
