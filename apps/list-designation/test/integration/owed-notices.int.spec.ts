import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { Database } from '@credit/persistence';
import { defaultRulebook } from '@credit/rulebook';
import { eventually, syntheticUscc } from '@credit/testing';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { revocation } from '../../src/application/carry-on.ts';
import type { Desk } from '../../src/application/desk.ts';
import { sendOwedNotices, sendUnaddressed } from '../../src/application/owed-notices.ts';
import { projectSubjects } from '../../src/application/register-facts.ts';
import { deskOf as deskOfCity } from '../../src/list-designation.module.ts';
import { desk, deskOf, freshDatabase, MARKET, newFirm, onDay, penaltyOf, TODAY } from './designation-desk.ts';

const FIRST = '00000000-0000-0000-0000-000000000000';
const CODES = [1, 2, 3, 4, 5, 6].map((n) => syntheticUscc(n, '91210500'));
const OVERSEEN = CODES[1]!;
let next = 0;
let f: PipelineFixture;
let another: Database;
const at = deskOf(() => f.database);
/** The city after it has named the department that oversees the enterprise. */
const later: Desk = deskOfCity(defaultRulebook, { ...desk.city, departments: desk.city.departments.map((d) => (d.source === 'benxi-transport' ? { ...d, oversees: [OVERSEEN] } : d)) });

beforeAll(async () => {
  f = await freshDatabase();
  another = await f.openAnother();
}, 60_000);
afterAll(() => f?.close());

const owned = async (subject: SubjectSnapshot): Promise<void> =>
  onDay(f.database, TODAY, (uow) => projectSubjects(uow, [{ subjectId: subject.subjectId, version: '5', state: { subject, formerNames: [], formerUsccs: [], effectiveOn: TODAY, stateOwned: true } }]));
/** An enterprise that was listed before anybody said who owns it. */
async function listedUnknown(): Promise<{ subject: SubjectSnapshot; entryId: string }> {
  const subject = { ...newFirm(), uscc: CODES[next++]! };
  const penalty = penaltyOf(subject);
  await at.recordArrives(penalty);
  return { subject, entryId: await at.listed(subject, [penalty.recordId]) };
}
const told = async (entryId: string): Promise<string[]> =>
  (await f.admin.query('select occasion, addressee_kind, addressee, status from notice where entry_id = $1', [entryId])).rows.map((row) => [row.occasion, row.addressee_kind, row.status, row.addressee].join(' ').trim()).sort();
const revoke = (entryId: string, by = f.database) => onDay(by, TODAY, (uow) => revocation({ uow, desk, id: entryId, by: 'officer-2', source: MARKET }, { reason: '认定有误' }));
/** Until a second transaction stands at the lock of the first. */
const waiting = () => eventually(async () => (await f.admin.query('select 1 from pg_locks where not granted')).rows.length > 0, 'the other transaction waits', { intervalMs: 20 });

describe('what became known after the entry took effect', () => {
  it('is told once the register has said who owns the enterprise, and not again', async () => {
    const { subject, entryId } = await listedUnknown();
    expect(await told(entryId)).toEqual([]);
    await owned(subject);
    for (let n = 0; n < 2; n++) await onDay(f.database, TODAY, (uow) => sendOwedNotices(uow, desk, FIRST, 200));
    expect(await told(entryId)).toEqual(['listed audit sent benxi-audit', 'listed superior unaddressed']);
    expect((await f.admin.query('select 1 from journal_receipts where payload like $1', [`%${entryId}%`])).rows).toHaveLength(1);
  });

  it('is sent to whom the city has named since, while the entry stands', async () => {
    const [standing, over] = [await listedUnknown(), await listedUnknown()];
    await owned(standing.subject);
    await owned(over.subject);
    await onDay(f.database, TODAY, (uow) => sendOwedNotices(uow, desk, FIRST, 200));
    await revoke(over.entryId);
    expect(await onDay(f.database, TODAY, (uow) => sendUnaddressed(uow, desk, FIRST, 200))).not.toBeNull();
    expect(await told(standing.entryId)).toEqual(['listed audit sent benxi-audit', 'listed superior unaddressed']);
    for (let n = 0; n < 2; n++) await onDay(f.database, TODAY, (uow) => sendUnaddressed(uow, later, FIRST, 200));
    expect(await told(standing.entryId)).toEqual(['listed audit sent benxi-audit', 'listed superior sent benxi-transport']);
    expect(await told(over.entryId)).toEqual(['ended audit sent benxi-audit', 'listed audit sent benxi-audit', 'listed superior unaddressed']);
    await revoke(standing.entryId);
    expect(await told(standing.entryId)).toContain('ended superior sent benxi-transport');
  });

  it('nobody is told of an entry without being told of its end, though it ends at the same moment', async () => {
    const { subject, entryId } = await listedUnknown();
    await owned(subject);
    let ending: Promise<unknown> | undefined;
    await onDay(f.database, TODAY, async (uow) => {
      await sendOwedNotices(uow, desk, FIRST, 200);
      ending = revoke(entryId, another);
      await waiting();
    });
    await ending;
    expect(await told(entryId)).toEqual(['ended audit sent benxi-audit', 'listed audit sent benxi-audit', 'listed superior unaddressed']);
  });

  it('nobody is told of an entry that is just ending', async () => {
    const { subject, entryId } = await listedUnknown();
    await owned(subject);
    let sending: Promise<unknown> | undefined;
    await onDay(f.database, TODAY, async (uow) => {
      await revocation({ uow, desk, id: entryId, by: 'officer-2', source: MARKET }, { reason: '认定有误' });
      sending = onDay(another, TODAY, (other) => sendOwedNotices(other, desk, FIRST, 200));
      await waiting();
    });
    await sending;
    expect(await told(entryId)).toEqual([]);
  });

  it('cannot be written twice, nor sent to nobody', async () => {
    const { subject, entryId } = await listedUnknown();
    await owned(subject);
    await onDay(f.database, TODAY, (uow) => sendOwedNotices(uow, desk, FIRST, 200));
    const again = `insert into notice select gen_random_uuid(), version, public_version, status, entry_id, occasion, addressee_kind, sender, addressee, due_on, state from notice where entry_id = $1 and status = 'sent'`;
    await expect(f.admin.query(again, [entryId])).rejects.toMatchObject({ constraint: 'notice_once' });
    await expect(f.admin.query(`update notice set addressee = null where entry_id = $1 and status = 'sent'`, [entryId])).rejects.toMatchObject({ constraint: 'notice_sent_has_addressee' });
  });
});
