import { randomUUID } from 'node:crypto';
import { encodeKafka, entryWeight, LIST_ENTRY_STATE, type ListEntryV1 } from '@credit/contracts/events';
import { LIST_STATE_PARTITIONS, TOPICS } from '@credit/contracts/topics';
import { instantOf, localDate } from '@credit/kernel';
import { syntheticUscc } from '@credit/testing';
import { partitionOf, type OutgoingRecord } from '@credit/messaging';
import { addressOf } from './http.ts';
import { DATABASES, type System } from './system.ts';
import { until } from './until.ts';

const PER_SEND = 500;
const CHARACTERS = [...'鑫达宏盛源丰恒瑞祥诚佳隆顺兴华安泰康宁凯腾博润汇天正东方金海明远志晨阳星辰文雅美林泉石松竹梅兰菊荷莲青蓝紫白云山川'];
const TRADES = ['商贸', '建筑工程', '食品', '物流', '医药', '机械制造', '科技', '餐饮管理'];
const from = localDate('2026-11-20');

/** Digits 0–9 and A–H only: all of them occur in codes. */
const seedOf = (number: number): number => parseInt(number.toString(18), 36);

/** Code of the n-th firm of the list; codes from `LISTED_MOST` on are on no list. */
export const listedUscc = (n: number): string => syntheticUscc(seedOf(n), '91219900');
export const LISTED_MOST = 1_000_000;

function listedName(n: number): string {
  const at = (place: number): string => CHARACTERS[Math.floor(n / CHARACTERS.length ** place) % CHARACTERS.length]!;
  return `示例市${at(0)}${at(1)}${at(2)}${TRADES[n % TRADES.length]!}有限公司`;
}

/** 失信被执行人 — the n-th entry of a large list as its owner states it, in force, with its whole basis chain. */
function entryOf(n: number): ListEntryV1 {
  return {
    entryId: `0199c0de-0000-7000-8000-${String(n).padStart(12, '0')}`, listType: 'JUDGMENT_DEFAULTER', listKind: 'joint-discipline', status: 'in-force', origin: 'external',
    subject: { subjectId: `0199c0de-0000-7000-9000-${String(n).padStart(12, '0')}`, subjectClass: 'LEGAL_ENTITY', name: listedName(n), uscc: listedUscc(n), status: 'registered' }, region: '219900', situation: 3, evidence: [],
    decision: { docNo: `（2026）示01执${n}号`, authorityUscc: '11210500MB0XY1121H', authorityName: '示例中级人民法院', decidedOn: from }, basis: { ruleId: 'LIST_JUDGMENT_DEFAULTER', statute: '民事诉讼法第二百六十六条' },
    from, until: localDate('2028-11-20'), published: true, listVersion: String(n + 1),
  };
}

const recordOf = (n: number): OutgoingRecord => {
  const data = entryOf(n);
  return encodeKafka({ id: randomUUID(), type: LIST_ENTRY_STATE, source: '/services/list-designation', time: instantOf(Date.now()), aggregateId: data.entryId, aggregateVersion: '1', businessDate: from, data }, data.entryId);
};

const COUNT = `update list_mark set live_entries = (select array_agg(a + b order by n) from unnest(live_entries, $1::int8[]) with ordinality as x(a, b, n)),
  live_digest = (select array_agg(a # b order by n) from unnest(live_digest, $2::int8[]) with ordinality as x(a, b, n))`;

/** Makes the owner's watermarks count the entries from `at` on: it has never heard of them, and a list that differs from its owner's answers nothing. */
async function countAsOwned(system: System, at: number, count: number): Promise<void> {
  const entries = new Array<number>(LIST_STATE_PARTITIONS).fill(0);
  const digests = new Array<bigint>(LIST_STATE_PARTITIONS).fill(0n);
  for (let n = at; n < count; n++) {
    const { entryId } = entryOf(n);
    const part = partitionOf(entryId, LIST_STATE_PARTITIONS);
    entries[part]! += 1;
    digests[part]! ^= entryWeight(entryId, '1');
  }
  await system.database.query(COUNT, { database: DATABASES.designation, values: [`{${entries.join(',')}}`, `{${digests.map((digest) => BigInt.asIntN(64, digest)).join(',')}}`] });
}

/** Whether joint-discipline answers from a list now. */
export const listIsReady = (system: System): Promise<boolean> => fetch(`${addressOf(system, 'joint-discipline')}/health/ready`, { signal: AbortSignal.timeout(2_000) }).then(({ ok }) => ok, () => false);

/** Puts `count` entries on the list topic as its owner states them, once per system, and waits until joint-discipline has them. Its own database knows none of them yet: each is written there with its first hit. */
export async function fillList(system: System, count: number): Promise<void> {
  if (system.listed >= count) return;
  const producer = system.kafka.createProducer();
  await producer.connect();
  for (let at = system.listed; at < count; at += PER_SEND) await producer.send([{ topic: TOPICS.listState, records: Array.from({ length: Math.min(PER_SEND, count - at) }, (_, n) => recordOf(at + n)) }]);
  await producer.disconnect();
  await countAsOwned(system, system.listed, count);
  system.listed = count;
  await until(async () => (await system.metric('joint-discipline', 'credit_list_entries')) >= count && (await listIsReady(system)), 'joint-discipline has the whole list', { everyMs: 250 });
}
