// Goes on after the day: a court's entry meets a case at the real estate registry (hit, prompt, measure); a firm is listed by the market regulator step by step, up to the public column.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { GatewayClient } from './gateway-client.mjs';

const SOON_MS = 30_000;
const story = () => JSON.parse(readFileSync(new URL('day/discipline.json', import.meta.url), 'utf8'));
export const heading = (print, text) => print(`\n── ${text} ──────────────────────────────`);

/** @param {{gatewayUrl: string, creditctl: string, environment: Record<string, string>, print: (line: string) => void}} running as for feed.mjs. Every step has a key of its own: done again, it is answered as before. */
export async function run({ gatewayUrl, creditctl, environment, print }) {
  const client = new GatewayClient(gatewayUrl);
  const { court, opened, penalty, office } = story();
  await fromEntryToMeasure({ client, creditctl, environment, print }, court, opened);
  await fromEvidenceToColumn({ client, print }, penalty, office);
}

/** Asks again until there is an answer; @throws Error saying what did not come */
export async function soon(what, probe) {
  let last;
  for (const end = Date.now() + SOON_MS; Date.now() < end;) {
    const found = await probe().catch((error) => { last = error; });
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`${what} did not come within ${SOON_MS / 1000} s${last ? `: ${last.message}` : ''}`);
}

async function fromEntryToMeasure({ client, creditctl, environment, print }, court, opened) {
  const { uscc, subjectName } = court.data;
  const registry = opened.source;
  const officer = await client.token(registry, ['case-officer'], `${registry}.desk`);
  heading(print, '6  联合惩戒 A court lists a firm, and the firm meets a measure');
  const events = promisify(execFile)(process.execPath, [creditctl, 'publish', '--file', '-', '--wait', '30', '--json'], { env: { ...process.env, ...environment }, maxBuffer: 1 << 24 });
  events.child.stdin.end([court, opened].map((event) => JSON.stringify(event)).join('\n'));
  const { receipts } = JSON.parse((await events).stdout);
  const stateOf = ({ id }) => receipts.find(({ eventId }) => eventId === id)?.state ?? 'no receipt';
  print(`   报送 Kafka   ${court.data.authorityName}：${subjectName} 列入失信被执行人名单，${court.data.docNo}   → receipt ${stateOf(court)}`);
  print(`   受理 Kafka   不动产登记中心受理 ${opened.data.caseId}（${opened.data.purpose}）   → receipt ${stateOf(opened)}`);

  const ask = { matter: { id: opened.data.caseId, kind: opened.data.matterKind }, purpose: opened.data.purpose, subject: { uscc } };
  const signed = await soon('a hit', async () => {
    const { body } = await client.call('POST', '/v1/screenings', { token: officer, body: ask });
    // a hit can be ahead of the owner's last word on the list: asked again until that covers it
    return body.answer.outcome === 'hit' && body.answer.list.listVersion !== '0' && body;
  });
  const [entry] = signed.answer.entries;
  const file = join(environment.CREDIT_STATE_DIR, 'sample-answer.json');
  writeFileSync(file, JSON.stringify(signed));
  print(`   比对 look-up ${signed.answer.outcome} by ${entry.explanation.identifierUsed}; list version ${signed.answer.list.listVersion}, ${signed.answer.list.ageMs} ms old; signed until ${signed.answer.expiresAt}`);
  print(`   依据 chain   条目 ${entry.entryId} → ${entry.decision.docNo} → ${entry.decision.authorityName} → ${entry.listType} → ${entry.statute}`);
  const named = (await client.call('POST', '/v1/screenings', { token: officer, body: { ...ask, matter: { ...ask.matter, id: `${ask.matter.id}-名称` }, subject: { name: subjectName } } })).body.answer;
  print(`   仅凭名称     by the name alone: ${named.outcome}, ${named.prompts.length} prompts (名称相同不构成命中)`);

  const [prompt] = signed.answer.prompts;
  const { body: decided } = await client.call('POST', `/v1/prompts/${prompt.promptId}/decision`, { token: officer, body: { choice: 'apply' }, key: 'sample-prompt-applied' });
  const { body: executed } = await client.call('POST', `/v1/measures/${decided.measureId}/execution`, { token: officer, key: 'sample-measure-executed' });
  print(`   提示 prompt  ${prompt.measure} ${prompt.title}（${prompt.article}）   → ${decided.state}`);
  print(`   惩戒 measure ${decided.measureId} → ${executed.state}`);
  print(`   看一看 see it:
     curl -s -H "authorization: Bearer $(npx creditctl token --dept ${registry} --role case-officer)" '${client.url}/v1/prompts?state=applied'
     npx creditctl verify ${relative(process.cwd(), file)}
     kcat -F ${relative(process.cwd(), join(environment.CREDIT_STATE_DIR, `kcat/${registry}.conf`))} -C -t credit.screenings.${registry}.v1 -o beginning -e -q      (the answers that came by themselves, because the case was opened and the list changed)
     curl -s -H "authorization: Bearer $(npx creditctl token --role credit-centre)" ${client.url}/v1/screening-coverage      (cases decided without a look-up)`);
}

async function fromEvidenceToColumn({ client, print }, penalty, office) {
  heading(print, '7  名单认定 A firm is listed by the market regulator, from its evidence to the public column');
  const { id, term } = await designate({ client, print }, penalty, office, 'sample');
  const { body: shown } = await soon('the public entry', () => client.call('GET', `/v1/public/entries/${id}`));
  print(`   公布 public    ${shown.subject.name} · ${shown.content.listTypeName} · ${shown.content.docNo} · until ${shown.endsOn}`);
  print(`   看一看 see it:
     ${client.url}/v1/public/entries/${id}      ${client.url}/v1/public/columns/list-entry      ${client.url}/public (名单公布)
     curl -s -H "authorization: Bearer $(npx creditctl token --dept ${office.source} --role case-officer)" ${client.url}/v1/designations/${id}
     revoke its evidence, and the listing, its prompts and measures and the public entry fall by themselves:
     echo '${JSON.stringify({ recordKind: 'administrative-penalty', authorityUscc: penalty.data.authorityUscc, docNo: penalty.data.docNo, subject: { uscc: penalty.data.uscc }, revokedOn: term.from, reason: '行政复议决定撤销', basis: '行政复议决定书' })}' | npx creditctl publish --source ${office.source} --type record-revocation --wait 10`);
}

/** From the evidence to an entry in force, every step printed. @param key begins the idempotency keys @returns {Promise<{id: string, term: {from: string, until: string}, wang: string}>} the designation, its term, the token of the second officer */
export async function designate({ client, print }, penalty, { source, listType, docNo, severity, criteria, grounds, statement, opinion, reasons }, key) {
  const { body: taken } = await client.call('POST', '/v1/records', { token: await client.token(source), body: { kind: penalty.kind, data: penalty.data }, key: `${key}-evidence` });
  const { recordId, subjectId, state } = taken.receipt ?? taken;
  print(`   依据 evidence  ${penalty.data.docNo} ${penalty.data.content}   → record ${recordId}, ${state}`);
  const [li, wang] = [await client.token(source, ['case-officer'], `${source}.li`), await client.token(source, ['approver'], `${source}.wang`)];
  const { body: proposed } = await soon('the proposal', () => client.call('POST', '/v1/designations', { token: li, body: { subjectId, listType, recordIds: [recordId], severity, criteria }, key: `${key}-designation` }));
  const id = proposed.designationId;
  print(`   提出 proposed  ${penalty.data.subjectName} → ${listType}（${proposed.listType.statute}）by officer li; 性质恶劣、情节严重、社会危害较大 each with its reason`);
  const step = async (verb, token, body) => (await client.call('POST', `/v1/designations/${id}/${verb}`, { token, body, key: `${key}-designation-${verb}` })).body;
  print(`   告知 notice    defence until ${(await step('notice', li, { addresseeSubjectId: subjectId, grounds })).notice.defenceUntil}`);
  print(`   申辩 defence   「${statement}」 → ${(await step('defence', li, { statement })).status}`);
  print(`   复核 review    by a second officer, wang → ${(await step('review', wang, { opinion })).status}`);
  print(`   决定 decision  ${docNo} → ${(await step('decision', wang, { list: true, docNo, reasons })).status}: nobody is burdened before it is served`);
  const { status, term } = await step('service', li, {});
  print(`   送达 served    → ${status} ${term.from} – ${term.until}`);
  return { id, term, wang };
}
