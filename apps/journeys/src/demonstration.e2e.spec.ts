import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registrationData } from '@credit/testing';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { cityConfig, environment } from './harness/environment.ts';
import { ask, tokenFor } from './harness/gateway.ts';

const sample = join(environment.root, 'deploy/sample-city');
const story = (name: string) => JSON.parse(readFileSync(join(sample, `day/${name}.json`), 'utf8'));
const { court, opened, penalty, office } = story('discipline');
const { wrong } = story('repair');
const { keeper, breaker } = story('commitment');

/** A part of `npm start`, as the start runs it. @returns what it printed */
async function demonstrated(part = 'discipline.mjs'): Promise<string> {
  const running = {
    gatewayUrl: environment.gatewayUrl, creditctl: join(environment.root, 'apps/creditctl/bin/creditctl.mjs'),
    environment: { CREDIT_GATEWAY_URL: environment.gatewayUrl, KAFKA_BROKERS: environment.brokers, CREDIT_TOPIC_PREFIX: environment.topicPrefix, CREDIT_CITY_CONFIG: cityConfig, CREDIT_STATE_DIR: environment.stateDir },
  };
  const script = `const { run } = await import(${JSON.stringify(pathToFileURL(join(sample, part)).href)}); await run({ ...${JSON.stringify(running)}, print: (line) => console.log(line) });`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], { env: process.env, maxBuffer: 1 << 24 });
  return stdout;
}

describe('what npm start shows after the first day', () => {
  let city: CityAtWork;
  let printed: string;
  beforeAll(async () => {
    city = await cityAtWork();
    for (const { subjectName: name, uscc } of [court.data, penalty.data, wrong.penalty.data, ...[keeper, breaker].map((firm) => ({ subjectName: firm.name, uscc: firm.uscc }))]) expect((await city.registrar.tell('registration', registrationData({ name, uscc, subjectClass: 'LEGAL_ENTITY', legalRepName: '示例' } as never))).state).toMatch(/^accepted|duplicate/);
  });
  afterAll(() => city?.close());

  it('a court lists a firm, its case at the registry is hit by the code and not by the name, a measure is applied and executed', async () => {
    printed = await demonstrated();
    expect(printed).toMatch(/比对 look-up hit by uscc; list version \d+, \d+ ms old; signed until /);
    expect(printed).toMatch(/依据 chain .* → （2026）辽05执0312号 → .* → JUDGMENT_DEFAULTER → .*民事诉讼法/);
    expect(printed).toContain('by the name alone: needs-human, 0 prompts');
    expect(printed).toMatch(/提示 prompt {2}M-A3a .*→ applied/);
    expect(printed).toMatch(/惩戒 measure [0-9a-f-]{36} → executed/);
  });

  it('a firm is listed by the market regulator from evidence to the public column, each step printed with an address to look at', async () => {
    for (const word of ['依据 evidence', '提出 proposed', '告知 notice', '申辩 defence', '复核 review', '决定 decision', '送达 served', '公布 public']) expect(printed).toContain(word);
    const address = /(\S+\/v1\/public\/entries\/[0-9a-f-]{36})/.exec(printed)![1]!;
    expect(await (await fetch(address)).json()).toMatchObject({ kind: 'list-entry', subject: { uscc: penalty.data.uscc }, content: { docNo: office.docNo } });
  });

  it('shown again after an interruption, it meets what is there: one designation, one prompt', async () => {
    const designations = (text: string) => text.match(/v1\/designations\/[0-9a-f-]{36}/g);
    expect(designations(await demonstrated())).toEqual(designations(printed));
    const { items } = await ask('GET', '/v1/prompts?state=applied', { token: await tokenFor({ dept: opened.source, roles: ['case-officer'] }) });
    expect(items.filter((prompt: any) => prompt.matter.matterId === opened.data.caseId)).toHaveLength(1);
  });

  it('a penalty is repaired and a debt paid, each certificate fills; a wrong listing is revoked and its trace printed; done again, it ends the same way', async () => {
    for (const again of [false, true]) {
      const text = await demonstrated('repair.mjs');
      expect(text).toContain('public address 410, read by a department 410');
      expect(text).toMatch(/签收 confirmed 修复: 3\/3 services answered; .*0 still to confirm → complete; .*signed, every effect has ended/);
      if (!again) expect(text).toMatch(/证明 certificate 修复: .*记录已被部门查阅.*1 still to confirm benxi-credit-centre → not complete/);
      if (!again) expect(text).toMatch(/解除 lifted {4}提前移出: 3\/3 .*惩戒措施.*1 still to confirm benxi-real-estate-registry → not complete/);
      expect(text).toMatch(/确认 confirmed 提前移出: 3\/3 .*0 still to confirm → complete/);
      expect(text).toMatch(/比对答复 · benxi-real-estate-registry · since \S+ → open, due \S+, benxi-real-estate-registry/);
      expect(text).toMatch(/追踪 trace {5}3 effects, one task each to put it right; look-up now: none/);
    }
  });

  it('one promise is kept and one is broken: heard, decided by another, on the watch list, and released by repair; done again, it shows what is there', async () => {
    for (const again of [false, true]) {
      const text = await demonstrated('commitment.mjs');
      expect(text).toMatch(/回执 receipt {3}signed: /);
      expect(text).toMatch(/履行 kept .* → kept, a record of the register: FULL/);
      expect(text).toMatch(/违诺 breached {2}本市监违诺〔2026〕0001号, by another officer, after the term until \S+ has passed/);
      if (!again) expect(text).toMatch(/限制 barred {4}a further promise: 422 COMMITMENT.BARRED/);
      if (!again) expect(text).toMatch(/重点关注 watch 本市监关注〔2026〕0001号 .*→ in-force/);
      expect(text).toMatch(/修复 repaired {2}off the watch list \(ended.*may promise again: \d{20}/);
    }
  });
});
