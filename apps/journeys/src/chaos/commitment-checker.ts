import type { KafkaClient, SeenRecord } from '@credit/testing/servers';
import { ask, tokenFor } from '../harness/gateway.ts';
import type { CommitmentLoad } from './commitment-load.ts';
import { judgeCommitment } from './commitment-verdict.ts';
import { checkHistory, type Verdict } from './verdict.ts';

const COMMITMENTS = 'credit.commitment.events.v1';
const RECORDS = 'credit.record.events.v1';

/** Compares every promise that was acknowledged with what its owner holds, the register records, the public column shows and the topics say. */
export async function checkCommitments(kafka: KafkaClient, load: CommitmentLoad, verdict: Verdict): Promise<void> {
  const held = (await pagesOf('/v1/commitments', await tokenFor({ dept: load.department.source, roles: ['case-officer'] }))).filter(({ referenceNo }) => String(referenceNo).startsWith(load.word));
  const shown = await pagesOf(`/v1/public/columns/commitments?item=${load.itemCode}`);
  const recorded = new Map<string, Set<string>>();
  for (const { value } of await kafka.readAll([RECORDS])) {
    if (!value?.includes('"commitment"')) continue;
    const { recordId, recordKind, docNo } = JSON.parse(value.toString('utf8')) as { recordId: string; recordKind: string; docNo: string };
    if (recordKind === 'commitment') recorded.set(docNo, (recorded.get(docNo) ?? new Set()).add(recordId));
  }
  for (const { referenceNo, commitmentCode, commitmentId, done } of load.promises) {
    const own = held.filter((one) => one.referenceNo === referenceNo);
    const code = commitmentCode ?? own[0]?.commitmentCode;
    judgeCommitment({
      what: referenceNo, ...(commitmentId === undefined ? {} : { commitmentId }), ...(done === undefined ? {} : { done }), held: own.map((one) => ({ id: one.commitmentId, status: one.status })),
      records: recorded.get(code)?.size ?? 0, shown: shown.filter((one) => JSON.stringify(one).includes(String(code))).length,
    }, verdict);
  }
  verdict.promises += load.promises.filter(({ commitmentId }) => commitmentId !== undefined).length;
  const facts = new Map<string, SeenRecord[]>(load.promises.flatMap(({ commitmentId }) => (commitmentId === undefined ? [] : [[commitmentId, []]])));
  for (const record of await kafka.readAll([COMMITMENTS])) facts.get(record.headers['ce_aggregateid'] ?? '')?.push(record);
  for (const { commitmentId, referenceNo } of load.promises) if (commitmentId !== undefined) checkHistory(referenceNo, facts.get(commitmentId)!, verdict);
  verdict.events += [...facts.values()].reduce((sum, list) => sum + list.length, 0);
}

/** Every page of a list. */
async function pagesOf(path: string, token?: string): Promise<any[]> {
  const found: any[] = [];
  for (let after = ''; ;) {
    const page = await ask<{ items: any[]; next: string | null }>('GET', `${path}${after && `${path.includes('?') ? '&' : '?'}after=${encodeURIComponent(after)}`}`, token === undefined ? {} : { token });
    found.push(...page.items);
    if (page.next === null) return found;
    after = page.next;
  }
}
