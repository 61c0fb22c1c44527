import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { decodeKafka, encodeKafka, MATTER, NOTICE, NOTICE_RECEIPT, type EventEnvelope, type NoticeReceiptNotApplicableV1, type NoticeReceiptReportedV1, type NoticeSentV1 } from '@credit/contracts/events';
import { noticeData } from '../../src/application/notify-institutions.ts';
import { evolveReceiptReport, noReceiptReport } from '../../src/domain/notice/receipt-report.ts';
import { receiptOf } from '../../src/inbound/kafka/notice-receipts.consumer.ts';
import { receiptFact } from '../../src/outbound/receipt-report.store.ts';

const folder = new URL('../../../../libs/credit-contracts/src/events/samples/', `file://${__filename}`);
const samples = <T>(...types: string[]): [string, { key: string; envelope: EventEnvelope<T> }][] =>
  readdirSync(folder).filter((name) => types.some((type) => name === `${type}.json` || name.startsWith(`${type}~`))).map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]);

it.each(samples<NoticeSentV1>(NOTICE.sent))('the publisher makes what %s says', (_, { envelope: { data } }) => {
  const { addressee, sender, senderName, listType: code, basis, from, until, ending, endedOn, endingReason, dueOn, ...rest } = data;
  const state = {
    ...rest, status: 'sent' as const, addressee: { source: addressee, uscc: 'x', name: 'x' }, sender: { source: sender, uscc: 'x', name: senderName }, listType: { code, ...basis }, term: { from, until: until ?? null }, dueOn: dueOn ?? null,
    ...(ending === undefined ? {} : { end: { ending, on: endedOn!, reason: endingReason! } }),
  };
  expect(noticeData(state)).toEqual(data);
});

describe('a reported receipt', () => {
  it.each(samples<NoticeReceiptReportedV1>(MATTER.noticeReceiptReported))('%s reaches its use case whole', (_, { key, envelope }) => {
    const sent = encodeKafka(envelope, key);
    const read = decodeKafka({ key: Buffer.from(sent.key), value: sent.value, headers: Object.fromEntries(Object.entries(sent.headers).map(([name, value]) => [name, Buffer.from(value)])) });
    if (!read.ok) throw new Error(read.code);
    expect(receiptOf({ ...read.envelope, key: read.key!, topic: 't', partition: 0, offset: '0', timestampMs: 0 } as never)).toMatchObject({ data: envelope.data, businessDate: envelope.businessDate, cause: { causationId: envelope.id } });
  });

  it.each(samples<NoticeReceiptNotApplicableV1>(...Object.values(NOTICE_RECEIPT)))('is answered as %s says', (_, { envelope: { type, data } }) => {
    const { code, reason, ...told } = data;
    const facts = { ...told, said: '2026-11-23' };
    const state = evolveReceiptReport(noReceiptReport, code === undefined ? { type: 'ReceiptTakenOver', facts } : { type: 'ReceiptSetAside', facts, code, reason });
    expect(receiptFact(state)).toEqual({ type, data });
  });
});
