import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SubjectStateV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { localDate } from '@credit/kernel';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { notice } from '../../src/application/carry-on.ts';
import { projectSubjects } from '../../src/application/register-facts.ts';
import { desk, deskOf, freshDatabase, MARKET, newFirm, onDay, penaltyOf, TODAY } from './designation-desk.ts';

let f: PipelineFixture;
beforeAll(async () => {
  f = await freshDatabase();
});
afterAll(() => f.close());

const { recordArrives, propose, listed, row } = deskOf(() => f.database);
const NAME = 'a41c7d36e8f10a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f75b2e0f9';
const CONDUCT = localDate('2026-06-01');
const subjectArrives = (subject: SubjectSnapshot, version: number, more: Partial<SubjectStateV1> = {}) =>
  onDay(f.database, TODAY, (uow) => projectSubjects(uow, [{ subjectId: subject.subjectId, version: String(version), state: { subject, formerNames: [], formerUsccs: [], effectiveOn: TODAY, ...more } }]));
const role = (from: string, to?: string) => ({ role: 'LEGAL_REP' as const, name: '王**', nameIndex: NAME, from: localDate(from), ...(to === undefined ? {} : { to: localDate(to) }) });

/** A unit with a penalty, and a person of whom the register knows the name. */
const unitAndPerson = async () => {
  const unit = newFirm();
  const person: SubjectSnapshot = { subjectId: randomUUID(), subjectClass: 'NATURAL_PERSON', name: '王**', status: 'registered' };
  const penalty = penaltyOf(unit);
  await recordArrives(penalty);
  await subjectArrives(unit, 1);
  await subjectArrives(person, 1, { nameIndex: NAME, personIndex: 'f'.repeat(64) });
  const ask = (over: object = {}, listType = 'MARKET_SERIOUS', source = MARKET) => propose({
    subjectId: person.subjectId, recordIds: [penalty.recordId], listType, related: { unitSubjectId: unit.subjectId, role: 'LEGAL_REP', conductOn: CONDUCT, heldFrom: localDate('2020-01-01'), ...over },
  }, source);
  return { unit, person, penalty, ask };
};
const related = async (id: string) => (await row(id)).state.related;

describe('a related person (O57, O60, N16)', () => {
  it('who was appointed after the conduct is not listed, whatever the case file says', async () => {
    const { unit, ask } = await unitAndPerson();
    await subjectArrives(unit, 2, { roles: [role('2026-06-15')] });
    await expect(ask()).rejects.toMatchObject({ code: 'DESIGNATION.ROLE_NOT_HELD_AT_CONDUCT' });
    expect(await related(await ask({ conductOn: localDate('2026-06-15') }))).toMatchObject({ heldBy: 'register', conductOn: '2026-06-15' });
  });

  it('who had left before the conduct is not listed, who held the role on its day is, by the latest registration', async () => {
    const { unit, ask } = await unitAndPerson();
    await subjectArrives(unit, 2, { roles: [role('2019-01-01', '2026-05-31')] });
    await expect(ask()).rejects.toMatchObject({ code: 'DESIGNATION.ROLE_NOT_HELD_AT_CONDUCT' });
    await subjectArrives(unit, 3, { roles: [role('2019-01-01', '2026-06-01')] });
    await subjectArrives(unit, 2, { roles: [] as never });
    expect(await related(await ask({ heldFrom: localDate('2026-06-02') }))).toMatchObject({ heldBy: 'register' });
  });

  it('of whom the register knows nothing rests on the case file, and the entry says so', async () => {
    const { unit, ask } = await unitAndPerson();
    await subjectArrives(unit, 2, { roles: [{ ...role('2026-06-15'), nameIndex: 'b'.repeat(64) }, { ...role('2026-06-15'), role: 'PRINCIPAL' }] });
    expect(await related(await ask())).toMatchObject({ heldBy: 'case-file' });
    await expect(ask({ heldFrom: localDate('2026-06-02') })).rejects.toMatchObject({ code: 'DESIGNATION.ROLE_NOT_HELD_AT_CONDUCT' });
  });

  it('whose name the role shows more than once is not listed: which of them held it, a name cannot tell', async () => {
    const { unit, ask } = await unitAndPerson();
    await subjectArrives(unit, 2, { roles: [role('2019-01-01', '2024-12-31'), role('2025-01-01')] });
    await expect(ask()).rejects.toMatchObject({ code: 'DESIGNATION.ROLE_HOLDER_UNCLEAR' });
    await expect(ask({ conductOn: localDate('2018-06-01') })).rejects.toMatchObject({ code: 'DESIGNATION.ROLE_NOT_HELD_AT_CONDUCT' });
    await subjectArrives(unit, 3, { roles: [role('2019-01-01', '2024-12-31'), { ...role('2025-01-01'), nameIndex: 'b'.repeat(64) }, { ...role('2025-01-01'), role: 'PRINCIPAL' }] });
    expect(await related(await ask({ conductOn: localDate('2024-06-01') }))).toMatchObject({ heldBy: 'register' });
  });

  it('is not proposed before the register has said who he is, nor before it has said who held the role', async () => {
    const unit = newFirm();
    const stub: SubjectSnapshot = { subjectId: randomUUID(), subjectClass: 'NATURAL_PERSON', name: '王**', status: 'registered' };
    const [penalty, own] = [penaltyOf(unit), penaltyOf(stub)];
    for (const document of [penalty, own]) await recordArrives(document);
    const ask = () => propose({ subjectId: stub.subjectId, recordIds: [penalty.recordId], related: { unitSubjectId: unit.subjectId, role: 'LEGAL_REP', conductOn: CONDUCT, heldFrom: localDate('2020-01-01') } });
    const unknown = { code: 'DESIGNATION.SUBJECT_UNKNOWN' };
    await subjectArrives(unit, 1, { roles: [role('2026-06-15')] });
    await expect(ask()).rejects.toMatchObject(unknown);
    await subjectArrives(stub, 1, { nameIndex: NAME, personIndex: 'e'.repeat(64) });
    await expect(ask()).rejects.toMatchObject({ code: 'DESIGNATION.ROLE_NOT_HELD_AT_CONDUCT' });
    const later = newFirm();
    const other = penaltyOf(later);
    await recordArrives(other);
    await expect(propose({ subjectId: stub.subjectId, recordIds: [other.recordId], related: { unitSubjectId: later.subjectId, role: 'LEGAL_REP', conductOn: CONDUCT, heldFrom: localDate('2020-01-01') } })).rejects.toMatchObject(unknown);
  });

  it('is told himself: the notice to the unit does not do, and the entry of the unit makes none of his', async () => {
    const { unit, person, penalty, ask } = await unitAndPerson();
    await listed(unit, [penalty.recordId]);
    expect((await f.database.pool.query('select 1 from designation where subject_id = $1', [person.subjectId])).rows).toEqual([]);
    const id = await ask();
    const tell = (addresseeSubjectId: string) => onDay(f.database, TODAY, (uow) => notice({ uow, desk, id, by: 'officer-1', source: MARKET }, { addresseeSubjectId, grounds: '拟列入' }));
    await expect(tell(unit.subjectId)).rejects.toMatchObject({ code: 'DESIGNATION.PERSON_NOT_NOTICED' });
    expect(await tell(person.subjectId)).toMatchObject({ status: 'noticed' });
  });

  it('is never a court defaulter for his unit, and no list without a rule for his role reaches him', async () => {
    const { unit, person, ask } = await unitAndPerson();
    const judgment = penaltyOf(unit, { recordKind: 'court-judgment', source: 'benxi-court' });
    await recordArrives(judgment);
    const asked = { subjectId: person.subjectId, recordIds: [judgment.recordId], listType: 'JUDGMENT_DEFAULTER', situation: 3, related: { unitSubjectId: unit.subjectId, role: 'LEGAL_REP', conductOn: CONDUCT, heldFrom: localDate('2020-01-01') } };
    await expect(propose(asked, 'benxi-court')).rejects.toMatchObject({ code: 'DESIGNATION.RELATED_PERSON_NOT_ALLOWED' });
    await expect(ask({ role: 'ACTUAL_CONTROLLER' })).rejects.toMatchObject({ code: 'DESIGNATION.RELATED_PERSON_NOT_ALLOWED' });
  });
});
