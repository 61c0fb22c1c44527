import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { INTAKE, jsonSchemaOf } from '@credit/contracts/events';
import { eventually } from '@credit/testing';
import { entryOf, runService, type Running } from './running-service.ts';

let s: Running;
beforeAll(async () => {
  s = await runService();
}, 90_000);
afterAll(() => s?.stop(), 30_000);

const FIRM = '91210500MA0TYPE14G';
const DEBTOR = '11010519491231002X';
const CHILD = '110105201506010011';
const item = (kind: string, subject: object) => ({ matter: { id: randomUUID(), kind }, purpose: '办理前查询', subject });
const asked = async (dept: string, kind: string, subject: object) => (await s.call('POST', '/v1/screenings', { token: await s.tokenOf(['screening-client', 'case-officer'], dept), body: item(kind, subject) })).body;

describe('the four measures of the text against court defaulters (O51–O54)', () => {
  beforeAll(async () => {
    await s.tell('designated', entryOf({ subject: { ...entryOf().subject, uscc: FIRM } }));
    const { uscc: _, ...person } = entryOf().subject;
    await s.tell('designated', entryOf({ subject: { ...person, subjectClass: 'NATURAL_PERSON', name: '张*' }, personIndex: s.personIndexOf(DEBTOR) }));
    await eventually(async () => (await asked('registry', 'real-estate-transfer', { personIdNo: DEBTOR })).answer?.outcome === 'hit', 'both are known');
  }, 60_000);

  it('real estate and land use: hit with the court’s basis and the measure item', async () => {
    for (const kind of ['real-estate-transfer', 'land-use-right']) {
      for (const subject of [{ uscc: FIRM }, { personIdNo: DEBTOR }]) {
        const { answer } = await asked('registry', kind, subject);
        expect(answer).toMatchObject({ outcome: 'hit', entries: [{ listType: 'JUDGMENT_DEFAULTER', statute: expect.stringContaining('民事诉讼法') }], prompts: [{ measure: 'M-A3a', title: '限制购买或取得房产、土地使用权等不动产', article: expect.stringContaining('第(三)项') }] });
      }
    }
  });

  it('star hotels: yes or no, and nothing else', async () => {
    expect((await asked('hotel', 'star-hotel', { personIdNo: DEBTOR })).answer).toMatchObject({ answer: 'yes' });
    expect(Object.keys((await asked('hotel', 'star-hotel', { personIdNo: DEBTOR })).answer)).not.toEqual(expect.arrayContaining(['entries']));
  });

  it('an equity incentive: the participants of a plan in one batch; the hit names the measure item, the others get none', async () => {
    const token = await s.tokenOf(['case-officer'], 'state-assets');
    const plan = randomUUID();
    const participants = [{ personIdNo: DEBTOR }, { name: '没有人知道的有限公司' }, { uscc: FIRM }].map((subject) => ({ ...item('equity-incentive', subject), matter: { id: plan, kind: 'equity-incentive' } }));
    const { body } = await s.call('POST', '/v1/screenings/batch', { token, body: { items: participants } });
    expect(body.items.map(({ answer }: any) => [answer.outcome, answer.prompts.map((p: any) => [p.measure, p.title])])).toEqual([['hit', [['M-A3c', '限制股权激励']]], ['none', []], ['hit', [['M-A3c', '限制股权激励']]]]);
  });

  it('a high-fee private school asks about the payer only: a firm carries nothing, and there is no place for a child', async () => {
    expect((await asked('school', 'high-fee-school', { personIdNo: DEBTOR })).answer).toMatchObject({ outcome: 'hit', prompts: [{ measure: 'M-A3d', title: '限制以个人财产支付其子女入读高收费私立学校' }] });
    expect((await asked('school', 'high-fee-school', { uscc: FIRM })).answer).toMatchObject({ outcome: 'hit', prompts: [] });
    const token = await s.tokenOf(['screening-client'], 'school');
    const asking = item('high-fee-school', { personIdNo: DEBTOR });
    for (const [body, pointer] of [
      [{ ...asking, child: { name: '张小' } }, '/child'], [{ ...asking, subject: { ...asking.subject, childIdNo: CHILD } }, '/subject/childIdNo'], [{ ...asking, matter: { ...asking.matter, student: '张小' } }, '/matter/student'],
    ] as const) {
      expect(await s.call('POST', '/v1/screenings', { token, body })).toMatchObject({ status: 400, body: { errors: [{ pointer, code: 'FIELD.UNKNOWN' }] } });
    }
    expect((await s.f.admin.query('select row_to_json(t)::text as row from screening t')).rows.map(({ row }) => row).join()).not.toMatch(/张小|child|student/);
  });

  it('nor has a case that is reported to the register any field but those of the payer and the case', () => {
    const members = (type: string): string[] => Object.keys(jsonSchemaOf(type)!['properties'] as object).sort();
    const party = ['personIdJwe', 'personIdNo', 'personIdType', 'sourceVersion', 'subjectClass', 'subjectName', 'uscc'];
    expect(members(INTAKE.caseOpened)).toEqual([...party, 'caseId', 'matterKind', 'field', 'openedOn', 'purpose', 'commitmentItemCode'].sort());
    expect(members(INTAKE.caseDecided)).toEqual([...party, 'caseId', 'matterKind', 'field', 'openedOn', 'purpose', 'commitmentItemCode', 'decidedOn', 'outcome', 'screeningId'].sort());
  });
});
