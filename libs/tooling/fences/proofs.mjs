/**
 * One forbidden line per rule. `import` proofs are judged by dependency-cruiser in a throw-away workspace that has the real layout,
 * `lint` proofs by ESLint with the real configuration and the real project graph. Each must fire exactly its rule.
 */
const imports = (rule, file, target) => ({ kind: 'import', rule, file, code: `import ${JSON.stringify(target)};\n` });

export const IMPORT_PROOFS = [
  imports('lib-kernel-imports', 'libs/kernel/src/proof.ts', '@credit/rulebook'),
  imports('lib-kernel-npm', 'libs/kernel/src/proof.ts', 'rxjs'),
  imports('lib-rulebook-imports', 'libs/rulebook/src/proof.ts', '@credit/contracts/events'),
  imports('lib-rulebook-npm', 'libs/rulebook/src/proof.ts', 'rxjs'),
  imports('lib-credit-contracts-imports', 'libs/credit-contracts/src/proof.ts', '@credit/persistence'),
  imports('lib-credit-contracts-npm', 'libs/credit-contracts/src/proof.ts', '@nestjs/common'),
  imports('lib-observability-imports', 'libs/observability/src/proof.ts', '@credit/persistence'),
  imports('lib-persistence-imports', 'libs/persistence/src/proof.ts', '@credit/messaging'),
  imports('lib-messaging-imports', 'libs/messaging/src/proof.ts', '@credit/access'),
  imports('lib-access-imports', 'libs/access/src/proof.ts', '@credit/messaging'),
  { kind: 'import', rule: 'lib-service-host-imports', file: 'libs/service-host/src/proof.ts', code: "import '../../../apps/alpha/src/domain/thing.ts';\n" },
  { kind: 'import', rule: 'lib-testing-imports', file: 'libs/testing/src/proof.ts', code: "import '../../../apps/alpha/src/domain/thing.ts';\n" },
  imports('lib-tooling-imports', 'libs/tooling/src/proof.ts', '@credit/kernel'),
  imports('kafkajs-has-an-owner', 'libs/persistence/src/proof.ts', 'kafkajs'),
  imports('jose-has-an-owner', 'libs/service-host/src/proof.ts', 'jose'),
  imports('prom-client-has-an-owner', 'libs/messaging/src/proof.ts', 'prom-client'),
  imports('pino-has-an-owner', 'libs/messaging/src/proof.ts', 'pino'),
  imports('typeorm-has-an-owner', 'libs/service-host/src/proof.ts', 'typeorm'),
  imports('pg-has-an-owner', 'libs/service-host/src/proof.ts', 'pg'),
  imports('room-domain-rooms', 'apps/alpha/src/domain/proof.ts', '../application/do-thing.ts'),
  imports('room-domain-libs', 'apps/alpha/src/domain/proof.ts', '@credit/contracts/events'),
  imports('room-domain-npm', 'apps/alpha/src/domain/proof.ts', 'rxjs'),
  imports('room-domain-node', 'apps/alpha/src/domain/proof.ts', 'node:crypto'),
  imports('room-application-rooms', 'apps/alpha/src/application/proof.ts', '../inbound/thing.controller.ts'),
  imports('room-application-libs', 'apps/alpha/src/application/proof.ts', '@credit/messaging'),
  imports('room-application-npm', 'apps/alpha/src/application/proof.ts', '@nestjs/common'),
  imports('room-application-node', 'apps/alpha/src/application/proof.ts', 'node:fs'),
  imports('room-application-store-types', 'apps/alpha/src/application/proof.ts', '../outbound/thing.store.ts'),
  imports('room-inbound-rooms', 'apps/alpha/src/inbound/proof.ts', '../outbound/thing.store.ts'),
  imports('room-inbound-npm', 'apps/alpha/src/inbound/proof.ts', 'ajv'),
  imports('room-outbound-rooms', 'apps/alpha/src/outbound/proof.ts', '../inbound/thing.controller.ts'),
  imports('room-outbound-libs', 'apps/alpha/src/outbound/proof.ts', '@credit/service-host'),
  imports('room-outbound-npm', 'apps/alpha/src/outbound/proof.ts', '@nestjs/common'),
  imports('no-app-to-app', 'apps/alpha/src/proof.ts', '../../beta/src/domain/thing.ts'),
  imports('composition-root', 'apps/alpha/src/proof.ts', './alpha.module.ts'),
  imports('testing-only-in-specs', 'apps/alpha/src/proof.ts', '@credit/testing'),
  imports('tooling-is-not-runtime', 'apps/alpha/src/proof.ts', '../../../libs/tooling/src/presets.ts'),
  imports('resolvable', 'apps/alpha/src/proof.ts', './nowhere.ts'),
  { kind: 'import', rule: 'no-cycle', file: 'apps/alpha/src/proof.ts', code: "import './proof-back.ts';\n", more: { 'apps/alpha/src/proof-back.ts': "import './proof.ts';\n" } },
];

/** What must stay legal: a fence that forbids everything proves nothing. */
export const LEGAL_IMPORTS = [
  { file: 'apps/alpha/src/domain/legal.ts', code: "import '@credit/kernel';\nimport '@credit/rulebook';\nimport '@credit/contracts/subject';\nimport './thing.ts';\n" },
  { file: 'apps/alpha/src/application/legal.ts', code: "import '../domain/thing.ts';\nimport '@credit/persistence';\nimport '@credit/contracts/events';\nimport 'node:crypto';\nimport type { ThingStore } from '../outbound/thing.store.ts';\nexport type Known = ThingStore;\n" },
  { file: 'apps/alpha/src/inbound/legal.ts', code: "import '../application/do-thing.ts';\nimport '@nestjs/common';\nimport 'class-validator';\nimport '@credit/messaging';\n" },
  { file: 'apps/alpha/src/outbound/legal.ts', code: "import '../domain/thing.ts';\nimport 'typeorm';\nimport '@credit/persistence';\n" },
  { file: 'apps/alpha/src/domain/legal.unit.spec.ts', code: "import '@credit/testing';\nimport 'fast-check';\n" },
  { file: 'libs/credit-contracts/src/legal.ts', code: "import '@credit/kernel';\nimport '@credit/rulebook';\nimport 'class-validator';\n" },
];

const lint = (rule, file, code) => ({ kind: 'lint', rule, file, code });

export const LINT_PROOFS = [
  lint('@nx/enforce-module-boundaries', 'libs/rulebook/src/proof.ts', "import '@credit/contracts/events';\n"),
  lint('@nx/enforce-module-boundaries', 'libs/observability/src/proof.ts', "import '@credit/messaging';\n"),
  lint('@nx/enforce-module-boundaries', 'apps/journeys/src/proof.ts', "import '@credit/persistence';\n"),
  lint('@nx/enforce-module-boundaries', 'apps/bench/src/proof.ts', "import '@credit/rulebook';\n"),
  lint('@nx/enforce-module-boundaries', 'apps/publicity/src/proof.ts', "import '../../../libs/kernel/src/index.ts';\n"),
  lint('@typescript-eslint/no-floating-promises', 'libs/kernel/src/proof.ts', 'Promise.resolve(1);\n'),
  lint('credit/pure-domain', 'apps/publicity/src/domain/proof.ts', 'export const now = () => new Date();\n'),
  lint('credit/pure-domain', 'apps/publicity/src/domain/proof.ts', 'export const chance = () => Math.random();\n'),
  lint('credit/pure-domain', 'apps/publicity/src/domain/proof.ts', 'export const mode = () => process.env.MODE;\n'),
  lint('credit/pure-domain', 'libs/kernel/src/proof.ts', 'export const now = () => Date.now();\n'),
  lint('credit/pure-domain', 'libs/rulebook/src/proof.ts', "export const day = new Date('2026-01-01');\n"),
  lint('credit/no-topic-literal', 'apps/publicity/src/outbound/proof.ts', "export const topic = 'credit.record.events.v1';\n"),
  lint('credit/no-topic-literal', 'libs/messaging/src/proof.ts', 'export const topic = (source: string) => `credit.intake.${source}.v1`;\n'),
  lint('credit/no-topic-literal', 'libs/messaging/test/integration/proof.int.spec.ts', "export const topic = 'credit.record.events.v1';\n"),
  lint('credit/dto-is-a-value-import', 'apps/publicity/src/inbound/http/proof.controller.ts',
    "import { Body } from '@nestjs/common';\nimport type { SearchDto } from './search.dto.ts';\nexport class C { search(@Body() body: SearchDto) { return body; } }\n"),
  lint('credit/no-swallowed-error', 'apps/publicity/src/inbound/kafka/proof.consumer.ts', 'export const handle = (work: () => void) => { try { work(); } catch (error) { console.log(error); } };\n'),
  lint('credit/no-swallowed-error', 'apps/publicity/src/inbound/kafka/proof.consumer.ts', 'export const handle = async (work: Promise<void>) => { await work.catch((error) => console.log(error)); };\n'),
  lint('credit/no-orm-writes', 'apps/publicity/src/outbound/proof.ts', 'export const keep = async (repository: { save(row: object): Promise<void> }) => { await repository.save({}); };\n'),
  lint('credit/supported-validators', 'libs/credit-contracts/src/events/proof.ts', "import { IsEmail } from 'class-validator';\nexport class V1 { @IsEmail() mail: string; }\n"),
  lint('credit/no-skipped-tests', 'apps/publicity/src/domain/proof.unit.spec.ts', "it.skip('later', () => {});\n"),
  lint('credit/no-skipped-tests', 'apps/publicity/src/domain/proof.unit.spec.ts', "describe.only('now', () => {});\n"),
  lint('credit/todo-has-id', 'apps/publicity/src/domain/proof.ts', '// TODO: some day\nexport const a = 1;\n'),
  lint('max-lines', 'apps/publicity/src/outbound/proof.ts', `${'export {};\n'.repeat(251)}`),
  lint('max-lines-per-function', 'apps/publicity/src/application/proof.ts', `export function long() {\n${'  long();\n'.repeat(60)}}\n`),
];

/** Lines close to a forbidden one that must pass. */
export const LEGAL_LINES = [
  lint(null, 'libs/kernel/src/legal.ts', 'export const day = (ms: number) => new Date(ms).toISOString() + Date.UTC(2026, 1, 1);\n'),
  lint(null, 'apps/publicity/src/domain/legal.ts', 'export interface Row { process: string }\nexport const show = (row: Row) => row.process + Math.max(1, 2);\n'),
  lint(null, 'apps/publicity/src/inbound/kafka/legal.consumer.ts', 'export const handle = (work: () => void) => { try { work(); } catch (error) { if (error instanceof RangeError) return; throw error; } };\n'),
  lint(null, 'apps/publicity/src/inbound/http/legal.controller.ts',
    "import { Body, Res } from '@nestjs/common';\nimport type { FastifyReply } from 'fastify';\nimport { SearchDto } from './search.dto.ts';\nexport class C { search(@Body() body: SearchDto, @Res() reply: FastifyReply) { return [body, reply]; } }\n"),
  lint(null, 'apps/journeys/src/legal.ts', "export const topic = 'credit.record.events.v1';\n"),
  lint(null, 'apps/publicity/src/domain/legal2.ts', '// TODO(#7): a later issue\nexport const a = new Map<string, string>().delete("x");\n'),
];
