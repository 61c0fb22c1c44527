import type { KafkaClient, SeenRecord } from '@credit/testing/servers';
import type { Department } from '../harness/department.ts';
import { ask, askAll, patientCall } from '../harness/gateway.ts';
import type { Decision } from '../harness/publicity.ts';
import type { Receipt } from '../harness/receipts.ts';
import type { OfferedLoad } from './offered-load.ts';
import { checkCommitments } from './commitment-checker.ts';
import type { CommitmentLoad } from './commitment-load.ts';
import { checkInside } from './inside.ts';
import { checkLists, type ListWork } from './list-checker.ts';
import { overAll } from './over-all.ts';
import { checkRepairs } from './repair-checker.ts';
import type { RepairLoad } from './repair-load.ts';
import { checkHistory, checkOutcomes, checkStatements, emptyVerdict, type Stated, type Verdict } from './verdict.ts';

const TOPICS = ['credit.record.events.v1', 'credit.publicity.events.v1'] as const;

/** Compares everything that was acknowledged with what the system holds, shows and has published. `lists`, `repairs`, `commitments`: what was sent about lists, asked for and granted, and promised, beside the records. */
export async function check(kafka: KafkaClient, load: OfferedLoad, departments: readonly Department[], { since = new Date(0), lists, repairs, commitments }: { since?: Date; lists?: ListWork; repairs?: RepairLoad; commitments?: CommitmentLoad } = {}): Promise<Verdict> {
  const verdict = emptyVerdict({ acknowledged: load.statements.filter(({ taken }) => taken).length, documents: load.expected().size });
  const { recordOf, stated } = await checkReceipts(kafka, load, departments, verdict);
  await checkFiles(load, verdict);
  await checkRecords(load, recordOf, verdict);
  await checkPublicity(load, recordOf, departments, verdict);
  await checkEvents(kafka, load, recordOf, stated, verdict);
  if (lists !== undefined) await checkLists(kafka, lists, verdict);
  if (repairs !== undefined) await checkRepairs(kafka, repairs, verdict);
  if (commitments !== undefined) await checkCommitments(kafka, commitments, verdict);
  await checkInside(kafka, since, verdict);
  return verdict;
}

/** Every Kafka statement has exactly one outcome, every REST receipt can be read again. @returns record id per document, and what became of each statement */
async function checkReceipts(kafka: KafkaClient, load: OfferedLoad, departments: readonly Department[], verdict: Verdict): Promise<{ recordOf: Map<string, string>; stated: Stated[] }> {
  const byEvent = new Map<string, Map<string, Receipt>>();
  for (const { value } of await kafka.readAll(departments.map(({ source }) => `credit.receipts.${source}.v1`))) {
    const receipt = JSON.parse(value!.toString('utf8')) as Receipt;
    byEvent.set(receipt.eventId, (byEvent.get(receipt.eventId) ?? new Map<string, Receipt>()).set(receipt.receiptId, receipt));
  }
  const arrived = new Map<string, number>(); // a client whose answer got lost sends again by itself: what counts is what lies on the topic
  for (const { headers } of await kafka.readAll(departments.map(({ topic }) => topic))) arrived.set(headers['ce_id']!, (arrived.get(headers['ce_id']!) ?? 0) + 1);
  const recordOf = new Map<string, string>();
  const stated: Stated[] = [];
  const belongs = ({ docNo, version }: { docNo: string; version: number }, receipt: Receipt): void => {
    stated.push({ docNo, version, state: receipt.state });
    const known = recordOf.get(docNo);
    if (receipt.recordId === undefined) verdict.lost.push(`${docNo}: receipt ${receipt.receiptId} ${receipt.state} ${receipt.code} names no record`);
    else if (known !== undefined && known !== receipt.recordId) verdict.doubled.push(`${docNo} has two records: ${known}, ${receipt.recordId}`);
    else recordOf.set(docNo, receipt.recordId);
  };
  for (const statement of load.statements) {
    const { way, id, docNo, sends } = statement;
    if (way !== 'kafka') continue;
    const receipts = [...(byEvent.get(id)?.values() ?? [])];
    for (const receipt of checkOutcomes({ docNo, id, sends }, receipts, arrived.get(id), verdict)) belongs(statement, receipt);
  }
  await overAll(load.statements.filter(({ way }) => way === 'rest'), async (statement) => {
    const { receiptId, docNo, department } = statement;
    const { status, body } = await patientCall('GET', `/v1/receipts/${receiptId}`, { token: await department.token() });
    if (status !== 200) verdict.lost.push(`${docNo}: receipt ${receiptId} was given by REST and is ${status} now`);
    else belongs(statement, body as Receipt);
  });
  return { recordOf, stated };
}

/** Every accepted file is through, and its rows add up. */
async function checkFiles(load: OfferedLoad, verdict: Verdict): Promise<void> {
  await overAll(load.files, async ({ batchId, department, rows }) => {
    const batch = await ask('GET', `/v1/batches/${batchId}`, { token: await department.token() });
    const sum = Object.values<number>(batch.counts).reduce((total, count) => total + count, 0);
    if (batch.status !== 'done' || sum < rows || (batch.counts.rejected ?? 0) > 0) verdict.lost.push(`batch ${batchId} of ${rows} rows: ${batch.status} ${JSON.stringify(batch.counts)}`);
    if (sum > rows) verdict.doubled.push(`batch ${batchId} of ${rows} rows accounts for ${sum}`);
  });
}

/** The register holds the last version of every document. */
async function checkRecords(load: OfferedLoad, recordOf: Map<string, string>, verdict: Verdict): Promise<void> {
  await overAll([...load.expected()], async ([docNo, { version, department }]) => {
    const recordId = recordOf.get(docNo);
    if (recordId === undefined) return; // came by file only: found by its published facts
    const { status, body } = await patientCall('GET', `/v1/records/${recordId}`, { token: await department.token() });
    if (status !== 200 || body.docNo !== docNo) verdict.lost.push(`${docNo}: record ${recordId} answers ${status}`);
    else if (Number(body.content.fineAmountWan) !== version) verdict.lost.push(`${docNo}: record ${recordId} stands at ${body.content.fineAmountWan}, version ${version} was acknowledged`);
  });
}

/** Exactly one public entry per document, showing the last version. */
async function checkPublicity(load: OfferedLoad, recordOf: Map<string, string>, departments: readonly Department[], verdict: Verdict): Promise<void> {
  const expected = load.expected();
  const decisions = new Map<string, Decision[]>();
  for (const department of departments) {
    for (const decision of await askAll<Decision>(`/v1/publicity/decisions?department=${department.source}`, { token: await department.token() })) {
      if (!expected.has(decision.docNo)) {
        if (decision.docNo.startsWith(load.word)) verdict.neverSent.push(`${decision.docNo} is decided about by publicity`);
      } else decisions.set(decision.docNo, [...(decisions.get(decision.docNo) ?? []), decision]);
    }
  }
  await overAll([...expected], async ([docNo, { version }]) => {
    const [decision, ...more] = decisions.get(docNo) ?? [];
    if (decision === undefined) return void verdict.lost.push(`${docNo}: publicity has not decided`);
    if (more.length > 0) verdict.doubled.push(`${docNo}: ${1 + more.length} publicity decisions`);
    if (recordOf.has(docNo) && recordOf.get(docNo) !== decision.recordId) verdict.doubled.push(`${docNo}: publicity knows record ${decision.recordId}, the receipts ${recordOf.get(docNo)}`);
    recordOf.set(docNo, decision.recordId);
    const { status, body } = await patientCall('GET', `/v1/public/entries/${decision.entryId}`);
    if (status !== 200) verdict.lost.push(`${docNo}: its public entry answers ${status}`);
    else if (Number(body.content.fineAmountWan) !== version) verdict.lost.push(`${docNo}: public stands at ${body.content.fineAmountWan}, version ${version} was acknowledged`);
  });
}

/** On the topics each record's facts are complete, unique and in order, and end with the last version. */
async function checkEvents(kafka: KafkaClient, load: OfferedLoad, recordOf: ReadonlyMap<string, string>, stated: readonly Stated[], verdict: Verdict): Promise<void> {
  const docOf = new Map([...recordOf].map(([docNo, recordId]) => [recordId, docNo]));
  const expected = load.expected();
  for (const topic of TOPICS) {
    const facts = new Map<string, SeenRecord[]>();
    for (const record of await kafka.readAll([topic])) {
      const id = record.headers['ce_aggregateid'] ?? '';
      if (docOf.has(id)) facts.set(id, [...(facts.get(id) ?? []), record]);
      else if (record.value?.includes(load.word) && !expected.has(JSON.parse(record.value.toString('utf8')).docNo)) verdict.neverSent.push(`${topic}: a fact about ${JSON.parse(record.value.toString('utf8')).docNo}`);
    }
    for (const [recordId, docNo] of docOf) checkHistory(`${topic} ${docNo}`, facts.get(recordId) ?? [], verdict);
    if (topic === TOPICS[0]) {
      for (const [recordId, docNo] of docOf) checkLastFact(docNo, facts.get(recordId)?.at(-1), expected.get(docNo)?.version, verdict);
      checkStatements(stated, factsByVersion(docOf, facts), verdict);
    }
    verdict.events += [...facts.values()].reduce((sum, list) => sum + list.length, 0);
  }
}

/** Event ids of facts by document and the version they state. */
function factsByVersion(docOf: ReadonlyMap<string, string>, facts: ReadonlyMap<string, readonly SeenRecord[]>): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>();
  for (const [recordId, records] of facts) {
    for (const { value, headers } of records) {
      const place = `${docOf.get(recordId)} ${Number(JSON.parse(value!.toString('utf8')).content?.fineAmountWan)}`;
      ids.set(place, (ids.get(place) ?? new Set<string>()).add(headers['ce_id']!));
    }
  }
  return ids;
}

function checkLastFact(docNo: string, last: SeenRecord | undefined, version: number | undefined, verdict: Verdict): void {
  if (last === undefined || version === undefined) return;
  const stated = Number(JSON.parse(last.value!.toString('utf8')).content.fineAmountWan);
  if (stated !== version) verdict.reordered.push(`${docNo}: the last published fact says ${stated}, version ${version} was acknowledged`);
}
