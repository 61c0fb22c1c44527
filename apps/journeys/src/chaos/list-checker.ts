import { openDatabaseClient, type DatabaseClient, type KafkaClient, type SeenRecord } from '@credit/testing/servers';
import type { SyntheticSubject } from '@credit/testing';
import { databaseOf } from '../harness/databases.ts';
import type { Department } from '../harness/department.ts';
import { environment } from '../harness/environment.ts';
import { ask, patientCall, tokenFor } from '../harness/gateway.ts';
import type { Receipt } from '../harness/receipts.ts';
import { untilOf, type ListLoad } from './list-load.ts';
import { judgeCase, judgeEntry, judgeFirm, judgePrompt, judgeReceipts, type PromptSeen, type Standing } from './list-verdict.ts';
import { overAll } from './over-all.ts';
import type { Procedures } from './procedures.ts';
import { checkHistory, type Verdict } from './verdict.ts';

const DISCIPLINE = databaseOf('joint-discipline');
const FACTS = ['credit.designation.events.v1', 'credit.discipline.events.v1'] as const;
const STATE = 'credit.list.state.v1';
const ANSWERED = 'credit.screening.answered.v1';

/** What was sent about lists, and by whom. */
export interface ListWork {
  load: ListLoad;
  procedures: Procedures;
  court: Department;
  registrar: Department;
  registry: Department;
}

/** An entry of this run as its owner reported it. */
interface Known {
  docNo: string;
  entryId: string;
  firm: SyntheticSubject;
  owner: Department;
  expected: Standing;
  until?: string;
}

/** Compares everything that was acknowledged about lists with what both services answer, hold and have published. */
export async function checkLists(kafka: KafkaClient, work: ListWork, verdict: Verdict): Promise<void> {
  const database = openDatabaseClient(environment.databaseUrl);
  try {
    const known = await checkReports(kafka, database, work, verdict);
    verdict.acknowledged += work.load.reports.filter(({ taken }) => taken).length;
    verdict.entries += known.length;
    const onTopic = await newestStates(kafka);
    await checkEntries(database, known, onTopic, verdict);
    await checkLookUps(known, onTopic, work, verdict);
    const prompts = await checkPrompts(database, known, work, verdict);
    await checkCases(kafka, known, work, verdict);
    await checkScreenings(database, work, verdict);
    await checkFacts(kafka, known, prompts, work, verdict);
  } finally {
    await database.close();
  }
}

/** Every report has its last word; from the last words follows what has to stand. */
async function checkReports(kafka: KafkaClient, database: DatabaseClient, { load, procedures, court, registrar, registry }: ListWork, verdict: Verdict): Promise<Known[]> {
  const byEvent = new Map<string, Map<string, Pick<Receipt, 'state' | 'code' | 'matterId'>>>();
  for (const { value } of await kafka.readAll([court, registry].map(({ source }) => `credit.receipts.${source}.v1`))) {
    const receipt = JSON.parse(value!.toString('utf8')) as Receipt;
    byEvent.set(receipt.eventId, (byEvent.get(receipt.eventId) ?? new Map()).set(receipt.receiptId, receipt));
  }
  for (const receipt of await receiptsByRest(database, load)) byEvent.set(receipt.eventId, (byEvent.get(receipt.eventId) ?? new Map()).set(receipt.receiptId, receipt));
  const versions = new Map(load.entries.map(({ docNo, versions: last }) => [docNo, last]));
  const entryOf = new Map<string, string>();
  const stood = new Set<string>();
  for (const { kind, reference, version, eventId, data } of load.reports) {
    const receipts = [...(byEvent.get(eventId ?? '')?.values() ?? [])].filter(({ state }) => state !== 'duplicate');
    judgeReceipts({ what: `${reference} version ${version}`, kind, followed: version < (versions.get(reference) ?? 0), removal: 'removal' in data, receipts }, verdict);
    if (kind !== 'list-entry') continue;
    if (!('removal' in data) && receipts.some(({ state }) => state.startsWith('accepted'))) stood.add(reference);
    for (const { matterId } of receipts) {
      if (matterId === undefined) continue;
      if ((entryOf.get(reference) ?? matterId) !== matterId) verdict.doubled.push(`${reference} has two entries: ${entryOf.get(reference)}, ${matterId}`);
      entryOf.set(reference, matterId);
    }
  }
  const placed = load.entries.filter(({ docNo }) => entryOf.has(docNo)).map(({ docNo, firm, removed, versions: last }): Known =>
    ({ docNo, firm, owner: court, entryId: entryOf.get(docNo)!, ...(removed ? { expected: stood.has(docNo) ? 'ended' : 'never' } : { expected: 'in-force', until: untilOf(last) }) }));
  return [...placed, ...procedures.procedures.filter(({ listed }) => listed).map(({ docNo, firm, entryId, evidenceRevoked }): Known => ({ docNo, firm, owner: registrar, entryId: entryId!, expected: evidenceRevoked ? 'ended' : 'in-force' }))];
}

/** What came after `forwarded` for a report by REST stands in the register alone: no topic and no route tells it. */
async function receiptsByRest(database: DatabaseClient, { reports }: ListLoad): Promise<Pick<Receipt, 'receiptId' | 'eventId' | 'state' | 'code' | 'matterId'>[]> {
  const asked = reports.flatMap(({ way, eventId }) => (way === 'rest' && eventId !== undefined ? [eventId] : []));
  const rows = await database.query<Record<string, string | null>>('select id::text as id, event_id, state, code, record_id::text as matter from receipt where event_id = any($1::text[])', { database: databaseOf('credit-record'), values: [asked] });
  return rows.map(({ id, event_id, state, code, matter }) => ({ receiptId: id!, eventId: event_id!, state: state as Receipt['state'], ...(code === null ? {} : { code: code! }), ...(matter === null ? {} : { matterId: matter! }) }));
}

/** The newest record of each entry on the compacted topic; watermarks are of no entry. */
async function newestStates(kafka: KafkaClient): Promise<Map<string, { status: string; until?: string; listKind: string }>> {
  const newest = new Map<string, { status: string; until?: string; listKind: string }>();
  for (const { key, value } of await kafka.readAll([STATE])) {
    const entryId = key?.toString() ?? '';
    if (entryId.startsWith('~')) continue;
    if (value === null) newest.delete(entryId);
    else newest.set(entryId, JSON.parse(value.toString('utf8')));
  }
  return newest;
}

async function checkEntries(database: DatabaseClient, known: readonly Known[], onTopic: ReadonlyMap<string, { status: string; until?: string }>, verdict: Verdict): Promise<void> {
  const rows = new Map((await database.query<{ id: string; live: boolean }>('select entry_id::text as id, live from list_entry', { database: DISCIPLINE })).map(({ id, live }) => [id, { live }]));
  await overAll(known, async ({ docNo, entryId, owner, expected, until }) => {
    const token = await tokenFor({ dept: owner.source, roles: ['case-officer'] });
    const { status, body } = await patientCall('GET', `/v1/designations/${entryId}`, { token });
    const [topic, row] = [onTopic.get(entryId), rows.get(entryId)];
    judgeEntry({
      what: docNo, expected, ...(until === undefined ? {} : { until }), ...(status === 200 ? { owner: { status: body.status, until: body.term?.until } } : {}),
      ...(topic === undefined ? {} : { topic }), ...(row === undefined ? {} : { row }),
    }, verdict);
  });
}

/** Looks every firm up once more, by code and by name, on one state of the list, in matters for which the matrix has no cell. */
async function checkLookUps(known: readonly Known[], onTopic: ReadonlyMap<string, { status: string; listKind: string }>, { registry }: ListWork, verdict: Verdict): Promise<void> {
  const firms = [...new Map(known.map(({ firm }) => [firm.uscc, firm])).values()];
  if (firms.length === 0) return;
  const token = await tokenFor({ dept: registry.source, roles: ['case-officer'] });
  const item = (subject: object, n: number): object => ({ matter: { id: `核对${n}`, kind: 'project-approval' }, purpose: '核对', subject });
  const items = [...firms.map(({ uscc }, n) => item({ uscc }, n)), ...firms.map(({ name }, n) => item({ name }, n))];
  const { items: answers } = await ask<{ items: { answer: any }[] }>('POST', '/v1/screenings/batch', { token, body: { items } });
  const ended = new Set(known.filter(({ expected }) => expected !== 'in-force').map(({ entryId }) => entryId));
  const idsOf = ({ answer }: { answer: any }): string[] => answer.entries.map(({ entryId }: { entryId: string }) => entryId);
  for (const [n, firm] of firms.entries()) {
    const [code, name] = [answers[n]!, answers[firms.length + n]!];
    judgeFirm({
      what: firm.name, ended, inForce: new Set(known.filter(({ firm: { uscc }, expected }) => uscc === firm.uscc && expected === 'in-force').map(({ entryId }) => entryId)),
      byCode: { outcome: code.answer.outcome, entries: idsOf(code) }, byName: { outcome: name.answer.outcome, entries: idsOf(name), prompts: name.answer.prompts.length },
    }, verdict);
  }
  const counted = [...onTopic.values()].filter(({ status, listKind }) => status === 'in-force' && listKind !== 'red').length;
  const { entries } = answers[0]!.answer.list;
  if (entries !== counted) verdict.lost.push(`joint-discipline answers from ${entries} entries, the state topic has ${counted} in force`);
}

/** Every prompt of this run, with what was chosen and the measures that came of it. @returns ids of prompts and measures */
async function checkPrompts(database: DatabaseClient, known: readonly Known[], { load, registry }: ListWork, verdict: Verdict): Promise<string[]> {
  const token = await tokenFor({ dept: registry.source, roles: ['case-officer'] });
  const inForce = new Set(known.filter(({ expected }) => expected === 'in-force').map(({ entryId }) => entryId));
  const measures = new Map<string, PromptSeen['measures'][number][]>();
  for (const { prompt, id, status, live } of await database.query<{ prompt: string; id: string; status: string; live: string | null }>(
    'select prompt_id::text as prompt, id::text as id, status, live_entry_id::text as live from discipline_measure', { database: DISCIPLINE })) {
    measures.set(prompt, [...(measures.get(prompt) ?? []), { measureId: id, state: status, onLive: live !== null && inForce.has(live) }]);
  }
  const chosen = new Map(load.inquiries.flatMap(({ choice, decided }) => [...decided].map(([promptId, outcome]) => [promptId, { choice: choice.choice, ...outcome }] as const)));
  const seen = new Set<string>();
  for (let after = ''; ;) {
    const page = await ask<{ items: any[]; next: string | null }>('GET', `/v1/prompts${after === '' ? '' : `?after=${after}`}`, { token });
    for (const { promptId, state, matter, basis } of page.items) {
      if (!matter.matterId.startsWith(load.word)) continue;
      const choice = chosen.get(promptId);
      judgePrompt({ promptId, state, inForce: inForce.has(basis.entryId), ...(choice === undefined ? {} : { chosen: choice }), measures: measures.get(promptId) ?? [] }, verdict);
      seen.add(promptId);
    }
    if (page.next === null) break;
    after = page.next;
  }
  for (const { answer, by, matterId } of load.inquiries) {
    for (const { promptId } of answer?.prompts ?? []) if (!seen.has(promptId)) verdict.lost.push(`prompt ${promptId} was answered in ${matterId}, and there is none`);
    if (by === 'name' && (answer?.outcome === 'hit' || (answer?.prompts.length ?? 0) > 0)) verdict.neverSent.push(`${matterId}: a name alone was answered with ${answer!.outcome} and ${answer!.prompts.length} prompts`);
  }
  verdict.choices += chosen.size;
  return [...seen].flatMap((promptId) => [promptId, ...(measures.get(promptId) ?? []).map(({ measureId }) => measureId)]);
}

/** Every case that was opened has its answer on its department's topic, and the last one says what is in force. A relay may deliver an answer twice. */
async function checkCases(kafka: KafkaClient, known: readonly Known[], { load, registry }: ListWork, verdict: Verdict): Promise<void> {
  const answers = new Map<string, Map<string, { occasion: string; entries: string[] }>>();
  for (const { value, headers } of await kafka.readAll([`credit.screenings.${registry.source}.v1`])) {
    if (headers['ce_type'] !== ANSWERED) continue; // answers that were recalled since stand there too
    const { caseId, occasion, answer } = JSON.parse(value!.toString('utf8')) as { caseId: string; occasion: string; answer: { screeningId: string; entries: { entryId: string }[] } };
    answers.set(caseId, (answers.get(caseId) ?? new Map<string, { occasion: string; entries: string[] }>()).set(answer.screeningId, { occasion, entries: answer.entries.map(({ entryId }) => entryId) }));
  }
  for (const { kind, reference, data } of load.reports) {
    if (kind !== 'case-opened') continue;
    const inForce = known.filter(({ firm, expected }) => firm.uscc === data['uscc'] && expected === 'in-force').map(({ entryId }) => entryId);
    judgeCase({ what: reference, inForce: new Set(inForce), answers: [...(answers.get(reference)?.values() ?? [])] }, verdict);
  }
}

/** Every answer that was given is kept. */
async function checkScreenings(database: DatabaseClient, { load }: ListWork, verdict: Verdict): Promise<void> {
  const given = load.inquiries.flatMap(({ answer, matterId }) => (answer === undefined ? [] : [{ id: answer.screeningId, matterId }]));
  const kept = new Set((await database.query<{ id: string }>('select id::text as id from screening where id = any($1::uuid[])', { database: DISCIPLINE, values: [given.map(({ id }) => id)] })).map(({ id }) => id));
  for (const { id, matterId } of given) if (!kept.has(id)) verdict.lost.push(`screening ${id} was answered in ${matterId}, and is not kept`);
  verdict.lookUps += given.length;
}

/** The facts of every entry, prompt and measure are complete, unique and in order; nobody published one that nobody reported. */
async function checkFacts(kafka: KafkaClient, known: readonly Known[], discipline: readonly string[], { load, procedures }: ListWork, verdict: Verdict): Promise<void> {
  const docNos = new Set([...load.entries, ...procedures.procedures].map(({ docNo }) => docNo));
  const wanted = new Map<string, string>([...known.map(({ entryId, docNo }) => [entryId, docNo] as const), ...discipline.map((id) => [id, id] as const)]);
  const facts = new Map<string, SeenRecord[]>();
  for (const topic of FACTS) {
    for (const record of await kafka.readAll([topic])) {
      const id = record.headers['ce_aggregateid'] ?? '';
      if (wanted.has(id)) facts.set(id, [...(facts.get(id) ?? []), record]);
      const docNo: string | undefined = topic === FACTS[0] ? JSON.parse(record.value!.toString('utf8')).decision?.docNo : undefined;
      if (docNo !== undefined && (docNo.includes(load.word) || docNo.includes(procedures.word)) && !docNos.has(docNo)) verdict.neverSent.push(`${topic}: a fact about ${docNo}`);
    }
  }
  for (const [id, what] of wanted) checkHistory(what, facts.get(id) ?? [], verdict);
  verdict.events += [...facts.values()].reduce((sum, list) => sum + list.length, 0);
}
