// Goes on after the repair: two firms promise instead of handing in a certificate; one keeps its promise, the other breaks it, is heard, is put on the watch list, and is released by repair. Moves the business date by two days.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { heading, soon } from './discipline.mjs';
import { GatewayClient } from './gateway-client.mjs';

const story = () => JSON.parse(readFileSync(new URL('day/commitment.json', import.meta.url), 'utf8'));
const dayAfter = (date, days) => new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);

/** @param {{gatewayUrl: string, creditctl: string, environment: Record<string, string>, print: (line: string) => void}} running as for feed.mjs. Every step is taken from where the commitment stands: done again, it goes on or shows what is there. */
export async function run({ gatewayUrl, creditctl, environment, print }) {
  const client = new GatewayClient(gatewayUrl);
  const told = story();
  const office = { li: await client.token(told.source, ['case-officer'], `${told.source}.li`), wang: await client.token(told.source, ['approver'], `${told.source}.wang`), centre: await client.token(undefined, ['credit-centre']) };
  const city = { client, creditctl, environment, print, told, ...office };
  heading(print, '9  信用承诺 Promised instead of proven: one promise is kept, one is broken');
  await client.call('POST', '/v1/commitment-items', { token: city.wang, body: told.item, key: 'sample-commitment-item' });
  print(`   事项 item      ${told.item.itemCode} ${told.item.name}: what is told, its conditions and its check are data (${client.url}/v1/commitment-items/${told.item.itemCode})`);
  await kept(city);
  await broken(city);
}

const dateOf = async ({ client }) => (await client.call('GET', '/v1/sandbox/date')).body.date;
const look = async ({ client, li }, id) => (await client.call('GET', `/v1/commitments/${id}`, { token: li })).body;
/** A step as long as the commitment stands where the step begins. */
async function step(city, id, verb, token, body, from) {
  const { status } = await look(city, id);
  if (status === from) await city.client.call('POST', `/v1/commitments/${id}/${verb}`, { token, body, key: `sample-${id}-${verb}` });
}
const promise = ({ client, li, told }, { uscc }, referenceNo) => soon('the promise', async () => (await client.call('POST', '/v1/commitments', { token: li, body: { promisor: { uscc }, item: { itemCode: told.item.itemCode, version: 1 }, referenceNo, chosen: true }, key: `sample-promise-${referenceNo.slice(-4)}` })).body);
const column = async ({ client, told }, code) => (await client.all(`/v1/public/columns/commitments?item=${told.item.itemCode}`)).find((one) => JSON.stringify(one).includes(code));

async function kept(city) {
  const { client, print, told, li, creditctl, environment } = city;
  const made = await promise(city, told.keeper, '办2026-0901');
  print(`   承诺 promised  ${told.keeper.name} ${made.commitmentCode}, to be kept by ${made.dueOn}; ${(await soon('the column', () => column(city, made.commitmentCode))) && 'in the public column'}`);
  const [file, key] = ['sample-commitment.json', 'sample-commitment-key.json'].map((name) => join(environment.CREDIT_STATE_DIR, name));
  writeFileSync(file, JSON.stringify({ receipt: made.receipt, signature: made.signature }));
  writeFileSync(key, JSON.stringify((await client.call('GET', '/v1/keys/commitments')).body));
  const { stdout } = await promisify(execFile)(process.execPath, [creditctl, 'verify', file, '--key', key], { env: { ...process.env, ...environment } });
  print(`   回执 receipt   ${stdout.trim().split(': ').at(-1)}: npx creditctl verify ${relative(process.cwd(), file)} --key ${relative(process.cwd(), key)}`);
  await step(city, made.commitmentId, 'performance', li, { occasion: 'ITEM_CHECK', on: await dateOf(city), finding: 'FULL', what: '现场核查，与承诺一致' }, 'tracking');
  print(`   履行 kept      checked once, as the item says → ${(await look(city, made.commitmentId)).status}, a record of the register: ${(await recordOf(city, made)).content.performance}`);
}

const recordOf = (city, made) => soon('the record of the commitment', async () => (await city.client.all(`/v1/subjects/${made.subject.subjectId}/records`, city.centre)).find(({ docNo }) => docNo === made.commitmentCode));

async function broken(city) {
  const { client, print, told, li, wang, centre } = city;
  const made = await promise(city, told.breaker, '办2026-0902');
  const id = made.commitmentId;
  const today = await dateOf(city);
  await step(city, id, 'performance', li, { occasion: 'ITEM_CHECK', on: today, finding: 'NONE', what: '现场核查，无人办公', unperformed: told.decision.unperformed }, 'tracking');
  await step(city, id, 'breach-notice', li, { grounds: `${told.decision.unperformed}，拟认定违诺` }, 'found');
  const { notice, explanation } = await look(city, id);
  print(`   发现 found     ${told.breaker.name} ${made.commitmentCode}; noticed, may explain until ${notice.explainUntil}: nothing is breached yet`);
  if (explanation === undefined) await client.call('POST', `/v1/commitments/${id}/explanation`, { token: centre, body: { waived: true }, key: `sample-${id}-explanation` });
  await step(city, id, 'rectification', li, { until: dayAfter(today, 1), demands: '启用登记住所' }, 'noticed');
  const { rectification, status } = await look(city, id);
  if (status === 'rectifying') await moved(city, dayAfter(rectification.until, 1));
  await step(city, id, 'breach', wang, told.decision, 'rectifying');
  print(`   违诺 breached  ${told.decision.docNo}, by another officer, after the term until ${rectification.until} has passed (the business date is ${await dateOf(city)})`);
  const done = (await client.call('GET', '/v1/repairs', { token: li })).body.items.find(({ target, status: state }) => target.docNo === made.commitmentCode && state === 'approved');
  if (done !== undefined) return released(city, made, done.target.id, (await client.call('GET', `/v1/designations?subjectId=${made.subject.subjectId}`, { token: li })).body.items[0].designationId);
  const record = await recordOf(city, made);
  const again = await client.call('POST', '/v1/commitments', { token: li, body: { promisor: { uscc: told.breaker.uscc }, item: { itemCode: told.item.itemCode, version: 1 }, referenceNo: '办2026-0903', chosen: true }, fail: false });
  print(`   限制 barred    a further promise: ${again.status} ${again.body.code ?? 'taken'}, the ordinary procedure stays open`);
  const watchId = await watched(city, made, record);
  await released(city, made, record.recordId, watchId);
}

/** Moves the business date forward, never back. */
async function moved(city, date) {
  if ((await dateOf(city)) < date) await city.client.call('POST', '/v1/sandbox/date', { token: await city.client.token(undefined, ['operator']), body: { date } });
}

async function watched({ client, print, told, li, wang }, made, record) {
  const mine = async () => (await client.call('GET', `/v1/designations?subjectId=${made.subject.subjectId}`, { token: li })).body.items[0];
  const { designationId: id } = await soon('the proposal for the watch list', mine);
  const walk = [['notice', li, { addresseeSubjectId: made.subject.subjectId, grounds: told.watch.grounds }], ['defence', li, { waived: true }], ['review', wang, { opinion: told.watch.opinion }], ['decision', wang, { list: true, docNo: told.watch.docNo, reasons: told.watch.reasons, months: told.watch.months }], ['service', li, {}]];
  for (const [verb, token, body] of walk) await client.call('POST', `/v1/designations/${id}/${verb}`, { token, body, key: `sample-watch-${verb}`, fail: false });
  const { body } = await client.call('GET', `/v1/designations/${id}`, { token: li });
  print(`   重点关注 watch ${told.watch.docNo} with the breach as evidence (record ${record.recordId}) → ${body.status} ${body.term?.from ?? ''} – ${body.term?.until ?? ''}`);
  return id;
}

async function released(city, made, recordId, watchId) {
  const { client, print, told, li, centre } = city;
  const on = await dateOf(city);
  const evidence = [{ kind: 'rectification', statement: told.repair.statement, on }, { kind: 'commitment', statement: '信用承诺书', on }];
  const { body: applied } = await soon('the application for repair', () => client.call('POST', '/v1/repairs', { token: centre, body: { target: { kind: 'record', id: recordId }, evidence }, key: 'sample-breach-repair' }));
  for (const [verb, body] of [['acceptance', { accept: true }], ['decision', { approve: true, reason: told.repair.reason, docNo: told.repair.docNo }]]) await client.call('POST', `/v1/repairs/${applied.caseId}/${verb}`, { token: li, body, key: `sample-breach-repair-${verb}` });
  const off = await soon('the release from the watch list', async () => {
    const { body } = await client.call('GET', `/v1/designations/${watchId}`, { token: li });
    return body.status !== 'in-force' && body;
  });
  await soon('the end of the column', async () => (await column(city, made.commitmentCode)) === undefined);
  const again = await soon('a further promise', () => promise(city, told.breaker, '办2026-0904'));
  print(`   修复 repaired  off the watch list (${off.status}${off.ending ? `, ${off.ending.kind ?? off.ending}` : ''}), not in the column any more, and may promise again: ${again.commitmentCode}
   看一看 see it:
     ${client.url}/v1/public/columns/commitments      ${client.url}/public (信用承诺)
     curl -s -H "authorization: Bearer $(npx creditctl token --dept ${told.source} --role case-officer)" '${client.url}/v1/commitments/by-item'      (promised, checked, kept, broken)`);
}
