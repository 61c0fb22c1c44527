// Goes on after the listings: a penalty is repaired and a debt is paid, and the certificate of each ending fills; a wrong listing is revoked, and everything that it touched is found.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { designate, heading, soon } from './discipline.mjs';
import { GatewayClient } from './gateway-client.mjs';

/** A department that has read the penalty before it is repaired. */
const READER = 'benxi-credit-centre';
const story = (name) => JSON.parse(readFileSync(new URL(`day/${name}.json`, import.meta.url), 'utf8'));

/** @param {{gatewayUrl: string, creditctl: string, environment: Record<string, string>, print: (line: string) => void}} running as for feed.mjs. Every step has a key of its own: done again, it is answered as before. */
export async function run({ gatewayUrl, creditctl, environment, print }) {
  const client = new GatewayClient(gatewayUrl);
  const city = { client, creditctl, environment, print, centre: await client.token(undefined, ['credit-centre']) };
  const { older, removal, wrong } = story('repair');
  await fromRectificationToCertificate(city, older);
  await fromPaymentToLift(city, removal, story('discipline').opened);
  await fromRevocationToTrace(city, wrong, story('discipline').opened);
}

/** The certificate of an ending in one line: who has answered, what has ended, who has still to confirm. */
function shown({ ending, owners, effects, complete }) {
  const waiting = effects.filter(({ acknowledgement: { state } }) => state === 'awaited' || state === 'overdue');
  const kinds = [...new Set(effects.map(({ kindText }) => kindText))].join('、') || '无';
  return `${ending.text}: ${owners.filter(({ answered }) => answered).length}/${owners.length} services answered; ${effects.length} effects ended (${kinds}); ${waiting.length} still to confirm${waiting.map(({ recipient }) => ` ${recipient}`).join('')} → ${complete ? 'complete' : 'not complete'}`;
}

/** The signed certificate of an item once every service has answered. */
const certificateOf = ({ client, centre }, path) => soon(`the certificate ${path}`, async () => {
  const { body } = await client.call('GET', path, { token: centre });
  return body.certificate.owners.every(({ answered }) => answered) && body;
});

/** What the public address of an entry says; done again, it is gone already. */
const publicEntry = ({ client }, id) => soon('the public entry', async () => {
  const { status, body } = await client.call('GET', `/v1/public/entries/${id}`, { fail: false });
  return status !== 404 && { status, endsOn: body.endsOn ?? '—' };
});

const statedOf = ({ client }, path, token) => client.call('GET', path, { ...(token && { token }), fail: false }).then(({ status }) => status);

async function fromRectificationToCertificate(city, { source, kind, data }) {
  const { client, centre, creditctl, environment, print } = city;
  heading(print, '8  信用修复 The listed firm repairs its first penalty; its payment ends a measure; a wrong listing is traced');
  const { body: taken } = await client.call('POST', '/v1/records', { token: await client.token(source), body: { kind, data }, key: 'sample-older' });
  const { recordId } = taken.receipt ?? taken;
  const posted = await publicEntry(city, recordId);
  const [reader, desk] = [await client.token(READER, ['credit-centre']), await client.token(READER, ['case-officer'], `${READER}.desk`)];
  await client.call('GET', `/v1/records/${recordId}`, { token: reader, fail: false });
  print(`   处罚 penalty   ${data.docNo} ${data.content}, ${data.decisionDate}; shown until ${posted.endsOn}; ${READER} has read it`);
  const evidence = (on) => [{ kind: 'rectification', statement: '已缴清罚款，更换供货商并整改完毕', on }, { kind: 'commitment', statement: '信用承诺书', on }];
  const { body: applied } = await soon('the application', () => client.call('POST', '/v1/repairs', { token: centre, body: { target: { kind: 'record', id: recordId }, evidence: evidence(data.decisionDate) }, key: 'sample-repair' }));
  const officer = await client.token(source, ['case-officer'], `${source}.li`);
  const step = async (verb, body) => (await client.call('POST', `/v1/repairs/${applied.caseId}/${verb}`, { token: officer, body, key: `sample-repair-${verb}` })).body;
  print(`   申请 applied   ${applied.status}; accepted, to be decided by ${(await step('acceptance', { accept: true })).decisionDueOn ?? '—'}`);
  print(`   决定 decision  → ${(await step('decision', { approve: true, reason: '已履行处罚决定，纠正失信行为', docNo: '本市监信修〔2026〕0001号' })).status}`);
  const path = `/v1/repairs/${applied.caseId}/lapse-certificate`;
  const signed = await certificateOf(city, path);
  print(`   效果 effects   public address ${await statedOf(city, `/v1/public/entries/${recordId}`)}, read by a department ${await statedOf(city, `/v1/records/${recordId}`, reader)} (410 = not shown, not shared, not used)`);
  print(`   证明 certificate ${shown(signed.certificate)}`);
  for (const { effectId, acknowledgement } of signed.certificate.effects) {
    if (acknowledgement.state === 'awaited') await client.call('POST', `/v1/recalls/${effectId}/acknowledgement`, { token: desk, key: `sample-recall-${effectId}` });
  }
  const whole = await soon('the whole certificate', async () => {
    const { body } = await client.call('GET', path, { token: centre });
    return body.certificate.complete && body;
  });
  const [file, key] = ['sample-certificate.json', 'sample-certificate-key.json'].map((name) => join(environment.CREDIT_STATE_DIR, name));
  writeFileSync(file, JSON.stringify(whole));
  writeFileSync(key, JSON.stringify((await client.call('GET', '/v1/keys/certificates')).body));
  const { stdout } = await promisify(execFile)(process.execPath, [creditctl, 'verify', file, '--key', key], { env: { ...process.env, ...environment } });
  print(`   签收 confirmed ${shown(whole.certificate)}; ${stdout.trim().split(': ').at(-1)}`);
  print(`   看一看 see it:
     npx creditctl verify ${relative(process.cwd(), file)} --key ${relative(process.cwd(), key)}
     curl -s -H "authorization: Bearer $(npx creditctl token --role credit-centre)" ${client.url}/v1/repairs/${applied.caseId}      (the case)
     ${client.url}/v1/public/taken-down      (what was taken down, without names)`);
}

async function fromPaymentToLift(city, removal, opened) {
  const { client, creditctl, environment, print } = city;
  const registry = await client.token(opened.source, ['case-officer'], `${opened.source}.desk`);
  const measures = (await client.call('GET', '/v1/measures', { token: registry })).body.items.filter(({ matter }) => matter.matterId === opened.data.caseId);
  const entryId = measures[0].basis.entryId;
  const events = promisify(execFile)(process.execPath, [creditctl, 'publish', '--file', '-', '--wait', '30', '--json'], { env: { ...process.env, ...environment }, maxBuffer: 1 << 24 });
  events.child.stdin.end(JSON.stringify(removal));
  const { receipts } = JSON.parse((await events).stdout);
  print(`   移出 Kafka     ${removal.data.subjectName} ${removal.data.removal.reason}   → receipt ${receipts[0]?.state ?? 'no receipt'}`);
  const path = `/v1/endings/list-entry/${entryId}/lapse-certificate`;
  print(`   解除 lifted    ${shown((await certificateOf(city, path)).certificate)}`);
  for (const { measureId } of measures) await client.call('POST', `/v1/measures/${measureId}/lift-confirmation`, { token: registry, key: `sample-lift-${measureId}` });
  const { certificate } = await soon('the confirmed lifting', async () => {
    const { body } = await client.call('GET', path, { token: city.centre });
    return body.certificate.complete && body;
  });
  print(`   确认 confirmed ${shown(certificate)}`);
}

async function fromRevocationToTrace(city, { penalty, office }, opened) {
  const { client, centre, print } = city;
  const { id, wang } = await designate({ client, print: () => undefined }, penalty, office, 'sample-wrong');
  const officer = await client.token(opened.source, ['case-officer'], `${opened.source}.desk`);
  const ask = { matter: { id: `${opened.data.caseId}-2`, kind: opened.data.matterKind }, purpose: opened.data.purpose, subject: { uscc: penalty.data.uscc } };
  if ((await publicEntry(city, id)).status === 200) await soon('a hit', async () => (await client.call('POST', '/v1/screenings', { token: officer, body: ask })).body.answer.outcome === 'hit');
  await client.call('POST', `/v1/designations/${id}/revocation`, { token: wang, body: { reason: office.revocation }, key: 'sample-wrong-revocation' });
  print(`   撤销 revoked   ${penalty.data.subjectName} was listed by mistake (${office.docNo}): ${office.revocation}`);
  const trace = await soon('the trace', async () => {
    const { body } = await client.call('GET', `/v1/wrong-listings/list-entry/${id}`, { token: centre });
    return body.owners.every(({ answered }) => answered) && body.effects.every(({ task }) => task) && body;
  });
  for (const { kindText, recipient, since, task } of trace.effects) print(`     ${kindText} · ${recipient} · since ${since ?? '—'} → ${task.status}, due ${task.dueOn ?? '—'}, ${task.department ?? '—'}`);
  print(`   追踪 trace     ${trace.effects.length} effects, one task each to put it right; look-up now: ${(await client.call('POST', '/v1/screenings', { token: officer, body: ask })).body.answer.outcome}
   看一看 see it:
     curl -s -H "authorization: Bearer $(npx creditctl token --role credit-centre)" ${client.url}/v1/wrong-listings/list-entry/${id}`);
}
