import type { KafkaClient, SeenRecord } from '@credit/testing/servers';
import type { Decision } from '../harness/publicity.ts';
import { ask, askAll, patientCall, tokenFor } from '../harness/gateway.ts';
import { departmentOfKind } from '../harness/environment.ts';
import { overAll } from './over-all.ts';
import type { RepairedItem, RepairLoad } from './repair-load.ts';
import { judgeRepair } from './repair-verdict.ts';
import { checkHistory, type Verdict } from './verdict.ts';

const REPAIRS = 'credit.repair.events.v1';
const RECORDS = 'credit.record.events.v1';

/** Compares every decision on a repair that was acknowledged with what the owners answer, show and have published; and whatever was not granted with the same. */
export async function checkRepairs(kafka: KafkaClient, load: RepairLoad, verdict: Verdict): Promise<void> {
  const placed = load.items.filter((item): item is RepairedItem & { id: string } => item.id !== undefined);
  const decisions = new Map((await askAll('/v1/publicity/decisions', { token: await tokenFor({ roles: ['credit-centre'] }) })).map((one: Decision) => [one.recordId, one.entryId]));
  await overAll(placed, async (item) => {
    const page = item.kind === 'record' ? decisions.get(item.id) : item.id;
    judgeRepair({
      what: item.docNo, kind: item.kind, ...(item.decided === undefined ? {} : { decided: item.decided }), cases: await casesOf(item), register: await registered(item),
      page: page === undefined ? undefined : (await patientCall('GET', `/v1/public/entries/${page}`)).status, ...(item.kind === 'list-entry' ? { lookUp: await lookedUp(item, load.word) } : {}), ...(item.decided === 'approved' ? { silent: await silentAbout(item) } : {}),
    }, verdict);
  });
  verdict.repairs += placed.filter(({ decided }) => decided === 'approved' || decided === 'revoked').length;
  await checkFacts(kafka, placed, load.word, verdict);
}

/** States of all cases of an item, as its authority sees them. */
async function casesOf({ id, owner }: RepairedItem & { id: string }): Promise<string[]> {
  const token = await tokenFor({ dept: owner.source, roles: ['case-officer'] });
  const found: string[] = [];
  for (let after = ''; ;) {
    const page = await ask<{ items: any[]; next: string | null }>('GET', `/v1/repairs${after && `?after=${after}`}`, { token });
    found.push(...page.items.filter(({ target }) => target.id === id).map(({ status }) => status));
    if (page.next === null) return found;
    after = page.next;
  }
}

async function registered({ id, kind, owner }: RepairedItem & { id: string }): Promise<number | string | undefined> {
  if (kind === 'record') return (await patientCall('GET', `/v1/records/${id}`, { token: await owner.token() })).status;
  return (await patientCall('GET', `/v1/designations/${id}`, { token: await tokenFor({ dept: owner.source, roles: ['case-officer'] }) })).body?.status;
}

/** Who has not said yet, for the certificate of a grant, that its effects have ended. */
async function silentAbout({ caseId, owner }: RepairedItem): Promise<string[]> {
  const token = await tokenFor({ dept: owner.source, roles: ['case-officer'] });
  const { status, body } = await patientCall('GET', `/v1/repairs/${caseId}/lapse-certificate`, { token });
  return status === 200 ? body.certificate.owners.filter(({ answered }: { answered: boolean }) => !answered).map((one: { owner: string }) => one.owner) : [`the certificate (${status})`];
}

/** What anybody who decides a matter of the firm is told. */
async function lookedUp({ firm, docNo }: RepairedItem, word: string): Promise<string> {
  const token = await tokenFor({ dept: departmentOfKind('natural-resources').source, roles: ['case-officer'] });
  const { body } = await patientCall('POST', '/v1/screenings', { token, body: { matter: { id: `${word}查${docNo}`, kind: 'real-estate-transfer' }, purpose: '办理不动产转移登记', subject: { uscc: firm.uscc } } });
  return body?.answer?.outcome;
}

/** The facts of every case and of every record of this load are complete, unique and in order; none says that something is repaired which nobody granted. */
async function checkFacts(kafka: KafkaClient, placed: readonly (RepairedItem & { id: string })[], word: string, verdict: Verdict): Promise<void> {
  const granted = new Set(placed.filter(({ decided }) => decided === 'approved' || decided === 'revoked').map(({ caseId }) => caseId));
  const wanted = new Map<string, string>([...placed.flatMap(({ caseId, docNo }) => (caseId === undefined ? [] : [[caseId, `${docNo}, its case`] as const])), ...placed.filter(({ kind }) => kind === 'record').map(({ id, docNo }) => [id, docNo] as const)]);
  const facts = new Map<string, SeenRecord[]>();
  for (const topic of [REPAIRS, RECORDS]) {
    for (const record of await kafka.readAll([topic])) {
      const id = record.headers['ce_aggregateid'] ?? '';
      if (wanted.has(id)) facts.set(id, [...(facts.get(id) ?? []), record]);
      if (topic !== RECORDS || !record.value?.includes(word)) continue;
      const { docNo, repaired } = JSON.parse(record.value.toString('utf8')) as { docNo: string; repaired?: { caseId: string } };
      if (repaired !== undefined && !granted.has(repaired.caseId)) verdict.neverSent.push(`${docNo}: a fact says that case ${repaired.caseId} repaired it`);
    }
  }
  for (const [id, what] of wanted) checkHistory(what, facts.get(id) ?? [], verdict);
  verdict.events += [...facts.values()].reduce((sum, list) => sum + list.length, 0);
}
