import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@credit/testing';
import { addMonths, today } from './harness/calendar.ts';
import { cityAtWork, type CityAtWork } from './harness/city.ts';
import { creditctl } from './harness/creditctl.ts';
import { departmentWith } from './harness/environment.ts';
import { call, tokenFor, type Answer } from './harness/gateway.ts';
import { publicEntryOf } from './harness/publicity.ts';
import { applyFor, committed, ownerOf, rectified, RepairingOffice } from './harness/repairs.ts';
import { freshDocNo, freshFirm } from './harness/subjects.ts';

/** 效果终止证明: the firm fetches what its repair has ended, and who was told of it (N5, B31). */
describe('the certificate of a repaired penalty', () => {
  const firm = freshFirm();
  const folder = mkdtempSync(join(tmpdir(), 'certificate-'));
  /** The credit centre reads the record: it is told when the record ends, and confirms. */
  const CENTRE = departmentWith(['correction']).source;
  let city: CityAtWork;
  let owner: string;
  let recordId: string;
  let caseId: string;

  const certificate = (token = owner): Promise<Answer> => call('GET', `/v1/repairs/${caseId}/lapse-certificate`, { token });

  beforeAll(async () => {
    city = await cityAtWork();
    await city.registrar.registers(firm);
    owner = await ownerOf(firm);
    const receipt = await city.other.tell('administrative-penalty', city.other.penalty({ party: firm, docNo: freshDocNo(), decisionDate: addMonths(await today(), -5), fineAmountWan: '2' }));
    recordId = receipt.recordId!;
    await publicEntryOf(recordId);
    expect((await call('GET', `/v1/records/${recordId}`, { token: await tokenFor({ dept: CENTRE, roles: ['credit-centre'] }) })).status).toBe(200);
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    return city?.close();
  });

  it('is refused while nothing is granted', async () => {
    const date = await today();
    const applied = await applyFor(owner, { kind: 'record', id: recordId }, [rectified(date), committed(date)]);
    caseId = applied.body.caseId;
    expect(await certificate()).toMatchObject({ status: 409, body: { code: 'REPAIR.NOT_GRANTED', details: { status: 'submitted' } } });
  });

  it('names after the grant what has ended where, and who has not confirmed yet', async () => {
    const office = new RepairingOffice(city.other);
    await office.accept(caseId);
    expect((await office.grant(caseId)).body.status).toBe('approved');
    const filled = await eventually(async () => {
      const { body } = await certificate();
      return body.certificate.owners.every(({ answered }: any) => answered) ? body.certificate : undefined;
    }, 'every owner has answered', { timeoutMs: 30_000 });
    expect(filled).toMatchObject({ complete: false, ending: { code: 'repaired', repair: { caseId } }, item: { kind: 'record', id: recordId }, overdue: [] });
    expect(filled.effects).toEqual(expect.arrayContaining([
      expect.objectContaining({ kind: 'record-use' }), expect.objectContaining({ kind: 'publicity', recipient: 'public', acknowledgement: { state: 'not-needed' } }),
      expect.objectContaining({ kind: 'record-disclosure', recipient: CENTRE, acknowledgement: expect.objectContaining({ state: 'awaited' }) }),
    ]));
    expect((await certificate(await tokenFor({ dept: city.registrar.source, roles: ['case-officer'] }))).status).toBe(404);
  });

  it('is complete when the one who had read the record has confirmed, and verifies offline', async () => {
    const { body: { certificate: { effects } } } = await certificate();
    const reader = await tokenFor({ dept: CENTRE, roles: ['case-officer'] });
    for (const { effectId } of effects.filter(({ acknowledgement }: any) => acknowledgement.state === 'awaited')) expect((await call('POST', `/v1/recalls/${effectId}/acknowledgement`, { token: reader })).status).toBe(200);
    const signed = await eventually(async () => {
      const { body } = await certificate();
      return body.certificate.complete ? body : undefined;
    }, 'the certificate is complete', { timeoutMs: 30_000 });
    const [file, key] = ['certificate.json', 'key.json'].map((name) => join(folder, name)) as [string, string];
    writeFileSync(file, JSON.stringify(signed));
    writeFileSync(key, JSON.stringify((await call('GET', '/v1/keys/certificates')).body));
    expect(await creditctl(['verify', file, '--key', key])).toContain('signed, every effect has ended');
  });
});
