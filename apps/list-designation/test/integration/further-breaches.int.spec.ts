import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RECORD } from '@credit/contracts/events';
import { localDate } from '@credit/kernel';
import type { NamedQuery, UnitOfWork } from '@credit/persistence';
import type { PipelineFixture } from '@credit/testing/pipeline';
import { revocation } from '../../src/application/carry-on.ts';
import { retryBreaches } from '../../src/application/follow-breaches.ts';
import { order } from '../../src/application/order-rectification.ts';
import { endEntries } from '../../src/application/pass-days.ts';
import { findDesignation } from '../../src/application/queries/find-designation.ts';
import { projectSubjects } from '../../src/application/register-facts.ts';
import { BreachesWait1766200000000 } from '../../src/outbound/migrations/1766200000000-breaches-wait.ts';
import { breachDesk, type Breach } from './breach-desk.ts';
import { AFTER_DEFENCE, desk, deskOf, freshDatabase, MARKET, newFirm, onDay, TODAY } from './designation-desk.ts';

let f: PipelineFixture;
const at = deskOf(() => f.database);
const { breachOf, decided, step, watched, rowOf } = breachDesk(() => f.database);
beforeAll(async () => void (f = await freshDatabase()), 60_000);
afterAll(() => f?.close());

const told = async (breach: Breach): Promise<Breach> => {
  await breach.recorded();
  await breach.breached();
  return breach;
};
/** What the job does each day and hour. */
const nextRun = (today = AFTER_DEFENCE) => onDay(f.database, today, (uow) => retryBreaches(uow, desk, '', 1_000));
/** The register finds that two files are of one firm; the first lasts. */
const merged = (lasting: Breach, other: Breach) =>
  onDay(f.database, AFTER_DEFENCE, (uow) => projectSubjects(uow, [{ subjectId: lasting.subject.subjectId, version: '2', state: { subject: lasting.subject, mergedSubjectId: other.subject.subjectId, canonicalSubjectId: lasting.subject.subjectId } as never }]));
const statusOf = async ({ id }: Breach): Promise<string | undefined> => (await at.row(id))?.status;
const waitingAt = async (id: string) => (await findDesignation(f.database, id, null, AFTER_DEFENCE))!.waitingBreaches;
const shielded = (breach: Breach) => breach.tell(RECORD.shielded, { ...breach.record, shielded: { shieldingId: randomUUID(), on: AFTER_DEFENCE } }, 2);
const unshielded = (breach: Breach) => breach.tell(RECORD.unshielded, breach.record, 3);

describe('a further breach of a firm waits for the end of the watch, or of the procedure for it', () => {
  it('of a watched firm: no second proposal; put forward once the first breach is repaired, on its own record and with a procedure of its own', async () => {
    const first = breachOf();
    await watched(first);
    const second = await told(breachOf(first.subject));
    expect([await statusOf(second), await rowOf(second.code), await waitingAt(first.id)]).toEqual([undefined, expect.objectContaining({ outcome: null, waits_for: first.id }), [second.code]]);
    await nextRun();
    expect(await statusOf(second)).toBeUndefined();
    await first.repaired();
    await nextRun();
    expect([await statusOf(second), (await at.row(second.id)).evidence_ids, await rowOf(second.code)]).toEqual(['proposed', [second.recordId], expect.objectContaining({ outcome: 'proposed', waits_for: null })]);
    expect(await waitingAt(first.id)).toEqual([]);
  });

  it('of a firm with an open procedure: until it is decided not to list', async () => {
    const first = await told(breachOf());
    const second = await told(breachOf(first.subject));
    expect([await statusOf(first), await statusOf(second), await waitingAt(first.id)]).toEqual(['proposed', undefined, [second.code]]);
    await decided(first, false);
    await nextRun();
    expect([await statusOf(first), await statusOf(second)]).toEqual(['decided-not-to-list', 'proposed']);
  });

  it('repaired while it waits, it is put forward no more, and nobody is told that it waits', async () => {
    const first = await told(breachOf());
    const second = await told(breachOf(first.subject));
    await second.repaired();
    expect(await waitingAt(first.id)).toEqual([]);
    await first.repaired();
    await nextRun();
    expect([await statusOf(first), await statusOf(second)]).toEqual(['ended', undefined]);
  });

  it('of another file of the same firm', async () => {
    const [first, second] = [breachOf(), breachOf()];
    await merged(first, second);
    await told(first);
    await told(second);
    expect([await statusOf(second), (await rowOf(second.code)).waits_for]).toEqual([undefined, first.id]);
  });

  it('told at once, by whichever topic: one is put forward, the others wait', async () => {
    for (let n = 0; n < 12; n++) {
      const firm = newFirm();
      const all = [breachOf(firm), breachOf(firm), breachOf(firm)];
      for (const [k, one] of all.entries()) await (k % 2 === n % 2 ? one.recorded() : one.breached());
      await Promise.all(all.map((one, k) => (k % 2 === n % 2 ? one.breached() : one.recorded())));
      const statuses = await Promise.all(all.map(statusOf));
      expect([n, statuses.filter((status) => status === 'proposed').length, statuses.filter((status) => status === undefined).length]).toEqual([n, 1, 2]);
    }
  });

  it('told at once under two files of one firm: one is put forward', async () => {
    for (let n = 0; n < 12; n++) {
      const all = [breachOf(), breachOf()];
      await merged(all[0]!, all[1]!);
      for (const one of all) await one.recorded();
      await Promise.all(all.map((one) => one.breached()));
      const statuses = await Promise.all(all.map(statusOf));
      expect([n, statuses.filter((status) => status === 'proposed').length]).toEqual([n, 1]);
    }
  });

  it('two that wait for one are put forward one after the other, also within one run', async () => {
    const first = breachOf();
    await watched(first);
    const [second, third] = [await told(breachOf(first.subject)), await told(breachOf(first.subject))];
    await first.repaired();
    await nextRun();
    expect([await statusOf(second), await statusOf(third), (await rowOf(third.code)).waits_for]).toEqual(['proposed', undefined, second.id]);
  });

  it('an entry that comes into effect between the look and the proposal: it goes on waiting, and is not set aside for good', async () => {
    const first = breachOf();
    await watched(first);
    const second = await told(breachOf(first.subject));
    const sawNone = (uow: UnitOfWork): UnitOfWork => new Proxy(uow, { get: (of, name) => (name === 'query' ? (asked: NamedQuery, values: unknown[]) => (asked.name === 'designation_of_the_watch' ? [] : of.query(asked, values)) : Reflect.get(of, name)) });
    await onDay(f.database, AFTER_DEFENCE, (uow) => retryBreaches(sawNone(uow), desk, '', 1_000));
    expect([await statusOf(second), await rowOf(second.code)]).toMatchObject([undefined, { outcome: null, waits_for: first.id }]);
  });

  it('what was set aside for good before this rule waits again; other refusals of law stay', async () => {
    const first = breachOf();
    await watched(first);
    const [second, third] = [await told(breachOf(first.subject)), await told(breachOf(first.subject))];
    const migration = new BreachesWait1766200000000();
    const runner = { query: async (text: string) => (await f.admin.query(text)).rows } as never;
    await migration.down(runner);
    for (const [{ code }, outcome] of [[second, 'DESIGNATION.ALREADY_LISTED'], [third, 'DESIGNATION.NOT_COMPETENT']] as const) await f.database.pool.query('update breach set outcome = $2 where code = $1', [code, outcome]);
    await migration.up(runner);
    await nextRun();
    expect([await rowOf(second.code), await rowOf(third.code)]).toMatchObject([{ outcome: null, waits_for: first.id }, { outcome: 'DESIGNATION.NOT_COMPETENT', waits_for: null }]);
  });

  const A_YEAR_LATER = localDate('2027-12-31');
  it.each([
    ['its term', 'expired', A_YEAR_LATER, () => onDay(f.database, A_YEAR_LATER, (uow) => endEntries(uow, desk, A_YEAR_LATER, 1_000))],
    ['the revocation of the entry', 'revoked', AFTER_DEFENCE, (id: string) => onDay(f.database, AFTER_DEFENCE, (uow) => revocation(step(uow, id, 'officer-2'), { reason: '认定错误' }))],
  ] as const)('ended by %s: put forward at the next run', async (_, ending, on, end) => {
    const first = breachOf();
    await watched(first);
    const second = await told(breachOf(first.subject));
    await end(first.id);
    await nextRun(on);
    expect([await at.row(first.id), await statusOf(second)]).toMatchObject([{ status: 'ended', ending }, 'proposed']);
  });
});

describe('a breach whose use is suspended (trap 20) carries nothing in the place of another', () => {
  it.each([['repaired', 'repaired'], ['revoked', 'revoked']] as const)('an entry on two, the first %s and the second shielded: it ends; unshielded, the second is put forward', async (how, ending) => {
    const firm = newFirm();
    const [first, second] = [breachOf(firm), breachOf(firm)];
    await first.recorded();
    await second.recorded();
    const id = await at.propose({ subjectId: firm.subjectId, recordIds: [first.recordId, second.recordId], listType: 'KEY_ATTENTION', severity: 'MINOR' });
    await second.breached();
    await shielded(second);
    expect(await at.row(id)).toMatchObject({ status: 'proposed' });
    await first[how]();
    expect(await at.row(id)).toMatchObject({ status: 'ended', ending });
    await nextRun();
    expect(await statusOf(second)).toBeUndefined();
    await unshielded(second);
    expect(await statusOf(second)).toBe('proposed');
  });

  it('an order to rectify rests on it no more than an entry does', async () => {
    const firm = newFirm();
    const [first, second] = [breachOf(firm), breachOf(firm)];
    await first.recorded();
    await second.recorded();
    const { orderId } = (await onDay(f.database, TODAY, (uow) => order(uow, desk, { by: 'officer-1', source: MARKET }, { subjectId: firm.subjectId, recordIds: [first.recordId, second.recordId], docNo: `本市监改〔2026〕${first.code}号`, facts: '未履行承诺', demands: '履行承诺', dueOn: localDate('2026-12-30') }))) as { orderId: string };
    await shielded(second);
    await first.revoked();
    expect((await f.database.pool.query('select status from rectification_order where id = $1', [orderId])).rows).toEqual([{ status: 'revoked' }]);
  });

  it('one that stands beside carries on', async () => {
    const firm = newFirm();
    const [first, second] = [breachOf(firm), breachOf(firm)];
    await first.recorded();
    await second.recorded();
    const id = await at.propose({ subjectId: firm.subjectId, recordIds: [first.recordId, second.recordId], listType: 'KEY_ATTENTION', severity: 'MINOR' });
    await first.repaired();
    expect(await at.row(id)).toMatchObject({ status: 'proposed', evidence_ids: [second.recordId] });
  });
});
