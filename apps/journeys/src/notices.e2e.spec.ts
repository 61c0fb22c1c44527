import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, listEntryData, registrationData } from '@credit/testing';
import type { Follower, KafkaClient } from '@credit/testing/servers';
import { addDays, moveDateTo, today, workingDaysAfter } from './harness/calendar.ts';
import { departmentFor, type Department } from './harness/department.ts';
import { departments } from './harness/environment.ts';
import { ask, call, tokenFor } from './harness/gateway.ts';
import { cityKafka, kafkaAs } from './harness/kafka.ts';
import { ReceiptDesk } from './harness/receipts.ts';

const LAST_DATE = '2026-12-23';

/** A department that has a superior in the city, and that superior. */
const organ = departments.find(({ parent }) => parent !== undefined)!;

/** 受文部门 with its own credential: reads its notices, and nobody else's. */
class Addressee {
  readonly notices: any[] = [];
  private follower: Follower | undefined;
  private readonly client: KafkaClient;

  constructor(readonly source: string) {
    this.client = kafkaAs(source);
  }

  async open(): Promise<void> {
    this.follower = await this.client.follow([`credit.notices.${this.source}.v1`], 'now', ({ value, headers }) => {
      if (value !== null && headers['ce_type'] === 'credit.notice.sent.v1') this.notices.push(JSON.parse(value.toString('utf8')));
    });
  }

  notice(entryId: string, occasion: 'listed' | 'ended'): Promise<any> {
    return eventually(() => this.notices.find((notice) => notice.entryId === entryId && notice.occasion === occasion), `${this.source} is told that ${entryId} is ${occasion}`, { timeoutMs: 30_000, intervalMs: 50 });
  }

  token = (): Promise<string> => tokenFor({ dept: this.source, roles: ['source'] });

  async close(): Promise<void> {
    await this.follower?.stop();
    await this.client.close();
  }
}

/** 机关失信: a court lists an organ; its superior and the audit office are told, and told again when the entry is revoked. */
describe('通报: an organ of the city is listed', () => {
  let kafka: KafkaClient;
  let desk: ReceiptDesk;
  let court: Department;
  let audit: Department;
  let superior: Addressee;
  let auditOffice: Addressee;
  let centre: string;
  let date: string;
  let entry: Record<string, unknown>;
  let entryId: string;
  let subjectId: string;

  beforeAll(async () => {
    kafka = cityKafka();
    desk = new ReceiptDesk(kafka);
    court = departmentFor(kafka, desk, 'court');
    audit = departmentFor(kafka, desk, 'audit');
    const registrar = departmentFor(kafka, desk, 'market-regulation');
    [superior, auditOffice] = [new Addressee(organ.parent!), new Addressee(audit.source)];
    await desk.open([court.source, audit.source, registrar.source]);
    await Promise.all([superior.open(), auditOffice.open()]);
    centre = await tokenFor({ dept: departments.find(({ kinds }) => kinds.includes('credit-lead'))!.source, roles: ['credit-centre'] });
    date = await today();
    const registered = await registrar.tell('registration', registrationData({ name: organ.name, uscc: organ.uscc } as never, { legalRepName: undefined }));
    expect(['accepted', 'duplicate']).toContain(registered.state);
  });
  afterAll(async () => {
    await Promise.all([superior?.close(), auditOffice?.close()]);
    await kafka?.close();
  });

  const list = async (more = '', token = centre): Promise<any[]> => (await ask<{ items: any[] }>('GET', `/v1/notices?entryId=${entryId}${more}`, { token })).items;
  const seen = (items: any[]): string[] => items.map(({ occasion, addresseeKind, status }) => `${occasion} ${addresseeKind} ${status}`).sort();

  it('its superior and the audit office read their notices, each with its own credential, with the whole basis', async () => {
    entry = listEntryData({ party: { name: organ.name, uscc: organ.uscc, subjectClass: 'LEGAL_ENTITY' } as never, authority: court.authority, docNo: `（2026）示01执${randomUUID().slice(0, 6)}号`, decisionDate: date, from: date, until: addDays(date, 730) });
    const told = await court.receipt(await court.publish('list-entry', entry), ({ state }) => state !== 'forwarded');
    expect(told).toMatchObject({ state: 'accepted' });
    [entryId, subjectId] = [told.matterId!, told.subjectId!];
    const [toSuperior, toAudit] = await Promise.all([superior.notice(entryId, 'listed'), auditOffice.notice(entryId, 'listed')]);
    expect([toSuperior.addresseeKind, toAudit.addresseeKind]).toEqual(['superior', 'audit']);
    expect(toAudit).toMatchObject({ addressee: audit.source, sender: court.source, subject: { subjectId, uscc: organ.uscc }, unit: { name: organ.name }, listType: 'JUDGMENT_DEFAULTER', decision: { docNo: entry['docNo'] }, clause: expect.stringContaining('审计'), sentOn: date });
    expect(toAudit.dueOn).toBe((workingDaysAfter(date, 5) as { on?: string }).on);
  });

  it('the audit office receives its notice by Kafka alone, and only once; nobody receives another\'s', async () => {
    const { noticeId } = await auditOffice.notice(entryId, 'listed');
    const receipt = { subjectId, noticeId, receivedOn: date };
    const said = await audit.publish('notice-receipt', receipt, { key: subjectId });
    expect(await audit.receipt(said, ({ state }) => state !== 'forwarded')).toMatchObject({ state: 'accepted' });
    expect(seen(await list())).toEqual(['listed audit received', 'listed superior sent']);
    const theirs = { ...receipt, noticeId: (await superior.notice(entryId, 'listed')).noticeId };
    expect(await audit.receipt(await audit.publish('notice-receipt', theirs, { key: subjectId }), ({ state }) => state !== 'forwarded')).toMatchObject({ state: 'rejected', code: 'NOTICE.NOT_FOUND' });
    expect(await call('POST', `/v1/notices/${noticeId}/receipt`, { token: await auditOffice.token(), body: {} })).toMatchObject({ status: 409, body: { code: 'NOTICE.ALREADY_RECEIVED' } });
    expect(await call('POST', `/v1/notices/${noticeId}/receipt`, { token: await superior.token(), body: {} })).toMatchObject({ status: 404 });
  });

  it('each sees what it was sent, the court what it sent, and another department nothing', async () => {
    expect(seen(await list('', await auditOffice.token()))).toEqual(['listed audit received']);
    expect(seen(await list('', await superior.token()))).toEqual(['listed superior sent']);
    expect(seen(await list('', await court.token()))).toEqual(['listed audit received', 'listed superior sent']);
    expect(seen(await list('', await tokenFor({ dept: organ.source, roles: ['source'] })))).toEqual([]);
  });

  it('what nobody received is overdue the day after its last day', async () => {
    const due = workingDaysAfter(date, 5);
    expect(seen(await list('&overdue=true'))).toEqual([]);
    if (due.provisional || addDays(due.on, 1) > LAST_DATE) return; // behind it the other suites of this stack have no calendar
    const operator = await tokenFor({ roles: ['operator'] });
    await moveDateTo(due.on, operator);
    expect(seen(await list('&overdue=true'))).toEqual([]);
    await moveDateTo(addDays(due.on, 1), operator);
    expect(seen(await list('&overdue=true'))).toEqual(['listed superior sent']);
    expect(await call('POST', `/v1/notices/${(await superior.notice(entryId, 'listed')).noticeId}/receipt`, { token: await superior.token(), body: {} })).toMatchObject({ status: 200, body: { status: 'received', overdue: false } });
    expect(seen(await list('&overdue=true'))).toEqual([]);
  });

  it('the court revokes the entry: both are told of that too', async () => {
    const now = await today();
    const revoked = { ...entry, removal: { kind: 'revoked', removedOn: now, reason: '再审撤销原判' } };
    expect(await court.receipt(await court.publish('list-entry', revoked), ({ state }) => state !== 'forwarded')).toMatchObject({ state: 'accepted', matterId: entryId });
    for (const who of [superior, auditOffice]) {
      expect(await who.notice(entryId, 'ended')).toMatchObject({ ending: 'revoked', endedOn: now, endingReason: '再审撤销原判', sentOn: now, decision: { docNo: entry['docNo'] } });
      expect(who.notices.filter((notice) => notice.entryId === entryId)).toHaveLength(2);
    }
  });
});
