import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { caseData, eventually } from '@credit/testing';
import type { KafkaClient } from '@credit/testing/servers';
import { addDays, today } from './harness/calendar.ts';
import { departmentFor, type Department } from './harness/department.ts';
import { ask, call, serverFaults, tokenFor } from './harness/gateway.ts';
import { cityKafka } from './harness/kafka.ts';
import { ReceiptDesk } from './harness/receipts.ts';
import { ownerOf } from './harness/repairs.ts';
import { freshFirm } from './harness/subjects.ts';

/** 自主申报、授权、诚信教育 — as a firm and the departments live it. */
describe('a firm declares what it is good at, and is taught before it is admitted', () => {
  const firm = freshFirm();
  let kafka: KafkaClient;
  let regulator: Department;
  let counter: Department;
  let date: string;
  let owner: string;
  let officer: string;
  let subjectId: string;
  let declaration: any;

  const answered = <T>(probe: () => Promise<T | undefined | false>, what: string): Promise<T> => eventually(probe, what, { timeoutMs: 30_000, intervalMs: 150 }) as Promise<T>;
  const read = async (purpose: string) => call('GET', `/v1/self-declarations?subjectId=${subjectId}&purpose=${purpose}`, { token: officer });

  /** What the counter reports over Kafka, with the last receipt that came of it. */
  const reported = async (type: string, data: object) => {
    const id = await counter.publish(type, { subjectName: firm.name, subjectClass: 'LEGAL_ENTITY', uscc: firm.uscc, ...data });
    return counter.receipt(id, ({ state }) => (state as string) !== 'forwarded');
  };

  beforeAll(async () => {
    kafka = cityKafka();
    const desk = new ReceiptDesk(kafka);
    [regulator, counter] = [departmentFor(kafka, desk, 'market-regulation'), departmentFor(kafka, desk, 'administrative-approval')];
    await desk.open([regulator.source, counter.source]);
    date = await today();
    await regulator.registers(firm);
    [owner, officer] = [await ownerOf(firm), await tokenFor({ dept: counter.source, roles: ['case-officer'] })];
  });
  afterAll(async () => {
    await kafka?.close();
    expect(serverFaults).toEqual([]);
  });

  it('it declares a certificate online, with its commitment to the truth of it, and authorises one purpose', async () => {
    const body = {
      category: 'QUALIFICATION', title: '质量管理体系认证', content: 'GB/T 19001 认证证书', referenceNo: `申-${randomUUID()}`, truthCommitment: '本单位承诺所申报信息真实、完整。',
      authorisation: { purposes: ['administrative-approval'], from: date, until: addDays(date, 365) },
    };
    const without = { ...body, truthCommitment: undefined };
    expect((await call('POST', '/v1/self-declarations', { token: owner, body: without })).status).toBe(400);
    declaration = await answered(async () => {
      const answer = await call('POST', '/v1/self-declarations', { token: owner, body });
      if (answer.body?.code === 'COMMITMENT.SUBJECT_UNKNOWN') return undefined;
      expect(answer.status).toBe(201);
      return answer.body;
    }, 'the firm is known to commitment');
    ({ subjectId } = declaration.subject);
    expect(await ask('GET', `/v1/commitments/${declaration.commitmentId}`, { token: owner })).toMatchObject({ status: 'tracking', content: body.truthCommitment, disclosure: 'NOT_PUBLIC' });
  });

  it('the counter reads it for that purpose and for no other', async () => {
    expect((await read('administrative-approval')).body.items).toMatchObject([{ declarationId: declaration.declarationId, content: 'GB/T 19001 认证证书', verified: false }]);
    expect(await read('financing')).toMatchObject({ status: 403, body: { code: 'AUTHORISATION.NOT_GIVEN' } });
  });

  it('the regulator compares it with the original and verifies it: who reads sees by whom and how', async () => {
    const looked = { method: 'ORIGINAL_DOCUMENT', reference: '证书 00126Q30001R0M', on: date, validUntil: addDays(date, 30) };
    const verifier = await tokenFor({ dept: regulator.source, roles: ['case-officer'] });
    expect(await ask('POST', `/v1/self-declarations/${declaration.declarationId}/verification`, { token: verifier, body: looked })).toMatchObject({ status: 'declared', verified: true });
    const { reference: _, ...shown } = looked;
    expect((await read('administrative-approval')).body.items).toMatchObject([{ verified: true, verification: { ...shown, department: regulator.source } }]);
  });

  it('the firm recalls its authorisation: the very next read is refused, and the firm sees who read and who asked in vain', async () => {
    expect((await call('POST', `/v1/self-declarations/${declaration.declarationId}/authorisation-recall`, { token: owner, body: {} })).status).toBe(200);
    expect(await read('administrative-approval')).toMatchObject({ status: 403, body: { code: 'AUTHORISATION.RECALLED' } });
    const { items } = await ask('GET', '/v1/self-declarations/reads', { token: owner });
    expect(items.map((r: any) => [r.purpose, r.outcome, r.department])).toEqual([['administrative-approval', 'recalled', counter.source], ['administrative-approval', 'read', counter.source], ['financing', 'not-authorised', counter.source], ['administrative-approval', 'read', counter.source]]);
  });

  it('the counter brings another declaration over Kafka, with what the firm signed: it is there with its truth commitment, once, and in a report when another department verified it', async () => {
    const data = {
      category: 'CONTRACT', title: '合同履约情况', content: '某年度合同全部履行', referenceNo: `申-${randomUUID()}`, declaredOn: date, truthCommitment: '本单位承诺所申报信息真实、完整。', authorisation: { purposes: ['credit-report'], from: date, until: addDays(date, 30) },
    };
    expect(await reported('self-declaration', data)).toMatchObject({ state: 'accepted' });
    const { items } = await ask('GET', '/v1/self-declarations', { token: owner });
    expect(items.map((d: any) => [d.category, d.truth])).toEqual([['QUALIFICATION', 'stands'], ['CONTRACT', 'stands']]);
    expect((await call('POST', '/v1/self-declarations', { token: owner, body: data })).body.declarationId).toBe(items[1].declarationId);
    expect(await reported('self-declaration', { ...data, referenceNo: `申-${randomUUID()}`, authorisation: { ...data.authorisation, purposes: ['marketing'] } })).toMatchObject({ state: 'rejected', findings: [{ code: 'AUTHORISATION.PURPOSE_UNKNOWN' }] });
    expect(await read('credit-report')).toMatchObject({ status: 200, body: { items: [] } });
    const looked = (token: string) => call('POST', `/v1/self-declarations/${items[1].declarationId}/verification`, { token, body: { method: 'ISSUER_CONFIRMED', reference: '复函 12', on: date } });
    expect(await looked(officer)).toMatchObject({ status: 403, body: { code: 'DECLARATION.OWN_VERIFICATION' } });
    expect((await looked(await tokenFor({ dept: regulator.source, roles: ['case-officer'] }))).status).toBe(200);
    expect((await read('credit-report')).body.items).toMatchObject([{ declarationId: items[1].declarationId, verified: true }]);
  });

  it('of two cases at the counter one is without education: the share says so', async () => {
    const [taught, untaught] = [`示教-${randomUUID()}`, `示教-${randomUUID()}`];
    const coverage = async (): Promise<any> => (await ask('GET', `/v1/integrity-education/coverage?from=${date}&to=${date}`, { token: officer })).items[0] ?? { cases: 0, without: 0 };
    const before = await coverage();
    const material = await ask('POST', '/v1/education-materials', { token: await tokenFor({ dept: counter.source, roles: ['approver'] }), body: { materialCode: `JY-${randomUUID().slice(0, 8).toUpperCase()}`, title: '守法诚信经营告知', text: '依法经营，诚实守信。' } });
    for (const caseId of [taught, untaught]) await counter.publish('case-opened', caseData({ party: firm, caseId, openedOn: date, matterKind: 'administrative-license', purpose: '办理食品经营许可' }));
    const lesson = { subject: { subjectId }, caseId: taught, occasion: 'APPROVAL', materialCode: material.materialCode, materialVersion: material.version };
    expect((await call('POST', '/v1/integrity-education', { token: officer, body: lesson })).status).toBe(201);
    const { subject: _, ...told } = lesson;
    expect(await reported('integrity-education', { ...told, givenOn: date })).toMatchObject({ state: 'accepted' });
    expect((await call('POST', '/v1/integrity-education', { token: officer, body: { ...lesson, materialVersion: 9 } })).body.code).toBe('EDUCATION.MATERIAL_UNKNOWN');
    const after = await answered(async () => {
      const now = await coverage();
      return now.cases >= before.cases + 2 && now;
    }, 'both cases are counted');
    expect([after.cases - before.cases, after.without - before.without]).toEqual([2, 1]);
    expect((await ask('GET', '/v1/integrity-education', { token: owner })).items).toMatchObject([{ caseId: taught, materialCode: material.materialCode }]);
  });
});
