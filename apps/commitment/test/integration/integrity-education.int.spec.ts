import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMITMENT_REPORT, MATTER, validateData } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { TOPICS } from '@credit/contracts/topics';
import { newEventId } from '@credit/persistence';
import { eventually } from '@credit/testing';
import { MARKET, runCommitment, type RunningCommitment } from './running-service.ts';

let s: RunningCommitment;
let firm: SubjectSnapshot;
let officer: string;
let approver: string;
const material = (over: object = {}) => ({ materialCode: 'BX-JY-01', title: '守法诚信经营告知', text: '依法经营，诚实守信。', ...over });
const lesson = (over: object = {}) => ({ subject: { subjectId: firm.subjectId }, caseId: `办-${randomUUID()}`, occasion: 'APPROVAL', materialCode: 'BX-JY-01', materialVersion: 1, givenOn: '2026-11-23', ...over });
const codeOf = ({ body: { code } }: { body: { code: string } }) => code;
const matter = (over: object) => ({ matterId: newEventId(), source: MARKET, receivedAt: '2026-11-23T02:00:00.000Z', subject: firm, ...over });
const tell = (type: string, data: { matterId: string }, version = 1) => s.fact(TOPICS.matterEvents, firm.subjectId, data.matterId, version, type, data);
const answered = (data: { matterId: string }, nth = 1) => eventually(async () => (await s.sent(data.matterId))[nth - 1], 'the report is answered');
const report = ({ subject: _, ...told }: ReturnType<typeof lesson>, over: object = {}) => matter({ ...told, ...over });
const opened = async (matterKind: string, caseId: string, over: object = {}) => {
  const data = matter({ caseId, matterKind, purpose: '行政许可', openedOn: '2026-11-23', ...over });
  await tell(MATTER.caseOpened, data);
  await s.has('the case is known', 'select 1 from admission_case where matter_id = $1', [data.matterId]);
};

beforeAll(async () => {
  s = await runCommitment();
  firm = await s.subject();
  [officer, approver] = [await s.token(['case-officer'], { dept: MARKET }), await s.token(['approver'], { dept: MARKET })];
  expect((await s.call('POST', '/v1/education-materials', approver, material())).status).toBe(201);
}, 60_000);
afterAll(() => s?.stop());

describe('教育材料: data, each version kept, read by anybody', () => {
  it('the next version has the next number, and the first is still there', async () => {
    const code = 'BX-JY-V2';
    expect((await s.call('POST', '/v1/education-materials', approver, material({ materialCode: code }))).body.version).toBe(1);
    const ten = await Promise.all(Array.from({ length: 5 }, (_, n) => s.call('POST', '/v1/education-materials', approver, material({ materialCode: code, text: `第${n}次修订` }))));
    expect(ten.map(({ body }) => body.version).sort()).toEqual([2, 3, 4, 5, 6]);
    const { body } = await s.call('GET', `/v1/education-materials/${code}`);
    expect([body.versions.length, body.versions[0].text]).toEqual([6, material().text]);
    expect((await s.call('GET', '/v1/education-materials')).body.items.map((m: any) => [m.materialCode, m.version])).toEqual([['BX-JY-01', 1], [code, 6]]);
  });

  it('is published by who may, and changed by the department that published it', async () => {
    expect((await s.call('POST', '/v1/education-materials', officer, material())).status).toBe(403);
    const other = await s.call('POST', '/v1/education-materials', await s.token(['credit-centre'], { dept: 'benxi-credit-centre' }), material());
    expect([other.status, codeOf(other)]).toEqual([403, 'EDUCATION.MATERIAL_NOT_YOURS']);
    expect(codeOf(await s.call('POST', '/v1/education-materials', approver, { materialCode: 'BX-JY-EMPTY', title: 'x' }))).toBe('EDUCATION.MATERIAL_EMPTY');
    expect(codeOf(await s.call('GET', '/v1/education-materials/BX-NONE'))).toBe('EDUCATION.MATERIAL_NOT_FOUND');
  });
});

describe('诚信教育 by REST and by Kafka', () => {
  it('one case is one, by whatever way and however often; other words are refused', async () => {
    const told = lesson();
    const ten = await Promise.all(Array.from({ length: 10 }, () => s.call('POST', '/v1/integrity-education', officer, told)));
    expect(ten.map(({ status }) => status).sort()).toEqual([...Array.from({ length: 9 }, () => 200), 201]);
    const data = report(told);
    await tell(MATTER.educationReported, data);
    const { type, data: answer } = await answered(data);
    expect([type, validateData(type, answer), answer.report]).toEqual([COMMITMENT_REPORT.takenOver, [], 'education']);
    expect((await s.f.admin.query('select 1 from integrity_education where case_id = $1', [told.caseId])).rows).toHaveLength(1);
    const other = await s.call('POST', '/v1/integrity-education', officer, { ...told, occasion: 'FILING' });
    expect([other.status, codeOf(other)]).toEqual([409, 'EDUCATION.ALREADY_GIVEN']);
  });

  it('is still one when the file was merged in between', async () => {
    const [from, into] = [await s.subject({ uscc: '91210500MA0TYPE222' }), await s.subject({ uscc: '91210500MA0TYPE333' })];
    const told = lesson({ subject: { subjectId: from.subjectId } });
    expect((await s.call('POST', '/v1/integrity-education', officer, told)).status).toBe(201);
    await s.merged(from, into);
    const again = await s.call('POST', '/v1/integrity-education', officer, { ...told, subject: { subjectId: into.subjectId } });
    expect([again.status, again.body.subjectId]).toEqual([200, from.subjectId]);
    expect((await s.call('GET', `/v1/integrity-education?subjectId=${into.subjectId}`, officer)).body.items).toMatchObject([{ caseId: told.caseId, title: material().title }]);
  });

  it('with a version that was not published it is refused over HTTP, not applicable as a report, and leaves nothing', async () => {
    const told = lesson({ materialVersion: 9 });
    expect(codeOf(await s.call('POST', '/v1/integrity-education', officer, told))).toBe('EDUCATION.MATERIAL_UNKNOWN');
    const data = report(told);
    await tell(MATTER.educationReported, data);
    expect(await answered(data)).toMatchObject({ type: COMMITMENT_REPORT.notApplicable, data: { code: 'EDUCATION.MATERIAL_UNKNOWN', report: 'education' } });
    expect((await s.f.admin.query('select 1 from integrity_education where case_id = $1', [told.caseId])).rows).toEqual([]);
  });

  it('a subject sees its own, a department what it gave', async () => {
    const told = lesson();
    await s.call('POST', '/v1/integrity-education', officer, told);
    const cases = async (token: string, query = '') => (await s.call('GET', `/v1/integrity-education${query}`, token)).body.items.map((e: any) => e.caseId);
    expect(await cases(await s.token(['subject'], { subject: firm.subjectId }))).toContain(told.caseId);
    expect(await cases(await s.token(['case-officer'], { dept: 'benxi-ecology-environment' }), `?subjectId=${firm.subjectId}`)).toEqual([]);
    expect(await cases(await s.token(['auditor']), `?subjectId=${firm.subjectId}`)).toContain(told.caseId);
  });
});

describe('覆盖率: the share of cases without education, per department', () => {
  it('counts registration, approval and filing, of those opened in the days asked for; education in another case or of another department counts for nothing', async () => {
    const dept = 'benxi-housing-construction';
    const builder = await s.token(['case-officer'], { dept });
    const coverage = async (query: string, token = builder) => (await s.call('GET', `/v1/integrity-education/coverage${query}`, token)).body.items;
    const [taught, untaught, filed, hotel, old] = Array.from({ length: 5 }, () => `办-${randomUUID()}`) as [string, string, string, string, string];
    for (const [kind, caseId, over] of [['administrative-license', taught, {}], ['administrative-license', untaught, {}], ['project-approval', filed, {}], ['star-hotel', hotel, {}], ['administrative-license', old, { openedOn: '2026-10-08' }]] as const) await opened(kind, caseId, { source: dept, ...over });
    expect((await s.call('POST', '/v1/integrity-education', builder, lesson({ caseId: ` ${taught} ` }))).status).toBe(201);
    expect((await s.call('POST', '/v1/integrity-education', officer, lesson({ caseId: untaught }))).status).toBe(201);
    const mine = { department: dept, name: expect.stringContaining('住房'), cases: 3, given: 1, without: 2, shareWithout: 0.6667, byOccasion: [{ occasion: 'APPROVAL', cases: 2, without: 1 }, { occasion: 'FILING', cases: 1, without: 1 }] };
    expect(await coverage('?from=2026-11-01&to=2026-11-30')).toEqual([mine]);
    expect(await coverage('')).toMatchObject([{ cases: 4, without: 3, shareWithout: 0.75 }]);
    expect(await coverage('', await s.token(['case-officer'], { dept: 'benxi-fire-rescue' }))).toEqual([]);
    expect((await coverage('?from=2026-11-01', await s.token(['credit-centre'], { dept: 'benxi-credit-centre' }))).map((c: any) => c.department)).toContain(dept);
    expect((await s.call('GET', '/v1/integrity-education/coverage?from=2026-02-30', builder)).status).toBe(400);
  });
});
