import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit/testing';
import type { KafkaClient } from '@credit/testing/servers';
import { today } from './harness/calendar.ts';
import { creditctl } from './harness/creditctl.ts';
import { departmentFor } from './harness/department.ts';
import { departmentOfKind } from './harness/environment.ts';
import { call, tokenFor, type Answer } from './harness/gateway.ts';
import { cityKafka } from './harness/kafka.ts';
import { DesignatingOffice } from './harness/officers.ts';
import { publicListEntry } from './harness/publicity.ts';
import { ReceiptDesk } from './harness/receipts.ts';
import { ownerOf } from './harness/repairs.ts';
import { MatterDesk } from './harness/screening.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

/** 错误认定: what a wrong listing touched is found to the last effect, put right one by one, and certified when all of it has ended (N5, N6, O98, O99). */
describe('a firm is listed wrongly, and the listing is revoked', () => {
  const [authority, registry] = [departmentOfKind('market-regulation').source, departmentOfKind('natural-resources').source];
  const office = new DesignatingOffice(authority);
  const [inspections, transfers] = [new MatterDesk(authority, 'inspection-planning', '制定年度抽查计划'), new MatterDesk(registry, 'real-estate-transfer', '办理不动产转移登记')];
  const firm = freshFirm();
  /** What this test did, as it did it: kind, effect, recipient. */
  const did = new Set<string>();
  let kafka: KafkaClient;
  let date: string;
  let owner: string;
  let centre: string;
  let entryId: string;
  let measureId: string;
  let folder: string;

  const trace = (token: string): Promise<Answer> => call('GET', `/v1/wrong-listings/list-entry/${entryId}`, { token });
  const certificate = (): Promise<Answer> => call('GET', `/v1/endings/list-entry/${entryId}/lapse-certificate`, { token: owner });
  const lookUp = async (desk: MatterDesk): Promise<any> => {
    const answer = await desk.screenUntil({ uscc: firm.uscc }, 'hit');
    did.add(`look-up-answer ${answer.screeningId} ${desk.source}`);
    for (const { promptId } of answer.prompts) did.add(`prompt ${promptId} ${desk.source}`);
    return answer;
  };

  beforeAll(async () => {
    kafka = cityKafka();
    const desk = new ReceiptDesk(kafka);
    folder = mkdtempSync(join(tmpdir(), 'certificate-'));
    date = await today();
    const regulator = departmentFor(kafka, desk, 'market-regulation');
    await desk.open([regulator.source]);
    await regulator.registers(firm);
    [owner, centre] = [await ownerOf(firm), await tokenFor({ roles: ['credit-centre'] })];
    const penalty = await regulator.tell('administrative-penalty', regulator.penalty({ party: firm, docNo: freshDocNo(), decisionDate: date, penaltyTypes: ['FINE', 'SUSPEND_BUSINESS'] }));
    entryId = await office.lists({ subjectId: penalty.subjectId!, listType: 'FOOD_BLACKLIST', recordIds: [penalty.recordId!] }, freshDocNo('列'));
    did.add(`list-entry ${entryId} ${authority}`);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    return kafka?.close();
  });

  it('meanwhile two departments look it up, one applies and executes a measure, the public sees it', async () => {
    const { prompts } = await lookUp(inspections);
    await lookUp(transfers);
    measureId = await inspections.apply(prompts[0].promptId);
    await inspections.execute(measureId);
    did.add(`measure ${measureId} ${authority}`);
    await publicListEntry(entryId);
    did.add(`list-posting ${entryId} public`);
    expect(await certificate()).toMatchObject({ status: 404, body: { code: 'ENDING.NOT_FOUND' } });
  });

  it('revoked, its trace is exactly what happened, each with a task of whoever has to put it right', async () => {
    expect(await office.secondStep(entryId, 'revocation', { reason: '复核发现处罚的当事人不是该企业' })).toMatchObject({ status: 200, body: { status: 'ended' } });
    const { effects, ending } = await eventually(async () => {
      const { body } = await trace(centre);
      return body.owners?.every(({ answered }: any) => answered) && body.item.docNo !== null ? body : undefined;
    }, 'every owner has answered', { timeoutMs: 30_000 });
    expect(ending).toMatchObject({ code: 'revoked', text: '撤销', on: date });
    expect(effects.map(({ kind, effectId, recipient }: any) => `${kind} ${effectId} ${recipient}`).sort()).toEqual([...did].sort());
    expect(effects.map(({ recipient, task }: any) => [task.status, task.department === (recipient === 'public' ? authority : recipient)])).toEqual(effects.map(() => ['open', true]));
  });

  it('each task is done by its department with a document, by no other', async () => {
    const { body: { effects } } = await trace(await office.handler());
    const clerks = new Map([[authority, await inspections.officer], [registry, await transfers.officer]]);
    for (const { task: { taskId, department } } of effects) {
      const done = (token: string): Promise<Answer> => call('POST', `/v1/correction-tasks/${taskId}/completion`, { token, body: { what: '已恢复原状、书面致歉并告知使用人', docNo: freshDocNo('歉') } });
      expect((await done(clerks.get(department === authority ? registry : authority)!)).body.code).toBe('CORRECTION.NOT_FOUND');
      expect(await done(clerks.get(department)!)).toMatchObject({ status: 200, body: { status: 'done', proof: { on: date } } });
    }
    const { body: { items } } = await call('GET', '/v1/wrong-listings', { token: await office.handler() });
    expect(items.find(({ id }: any) => id === entryId)).toMatchObject({ open: 0, done: did.size });
  });

  it('the certificate is complete when the lifting is confirmed, and holds without any server', async () => {
    const before = (await certificate()).body.certificate;
    expect([before.complete, before.effects.filter(({ acknowledgement }: any) => acknowledgement.state === 'awaited').map(({ effectId }: any) => effectId)]).toEqual([false, [measureId]]);
    expect((await call('POST', `/v1/measures/${measureId}/lift-confirmation`, { token: await inspections.officer })).status).toBe(200);
    const signed = await eventually(async () => {
      const { body } = await certificate();
      return body.certificate.complete ? body : undefined;
    }, 'the certificate is complete', { timeoutMs: 30_000 });

    const [file, key, forged] = ['certificate.json', 'key.json', 'forged.json'].map((name) => join(folder, name)) as [string, string, string];
    writeFileSync(file, JSON.stringify(signed));
    writeFileSync(key, JSON.stringify((await call('GET', '/v1/keys/certificates')).body));
    writeFileSync(forged, readFileSync(file, 'utf8').replace('"revoked"', '"expired"'));
    expect(await creditctl(['verify', file, '--key', key])).toContain('signed, every effect has ended');
    expect(await creditctl(['verify', forged, '--key', key], '', [1])).toContain('not signed by this key');
  });
});
