// The readable account of what the system did with the day. Everything printed is asked from the public routes; nothing is known beforehand.
import { printWhereToLook } from './where-to-look.mjs';

const KIND = { 'administrative-license': '行政许可 permits', 'administrative-penalty': '行政处罚 penalties', registration: '登记信息 registrations' };
const STATES = ['accepted', 'accepted-with-warnings', 'held', 'rejected', 'duplicate', 'superseded'];

const width = (text) => [...String(text)].reduce((sum, c) => sum + (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(c) ? 2 : 1), 0);
const pad = (text, to) => `${text}${' '.repeat(Math.max(0, to - width(text)))}`;
const cut = (text, to) => { let out = ''; for (const c of String(text ?? '')) { if (width(out + c) > to - 1) return `${out}…`; out += c; } return out; };

function table(print, head, rows) {
  const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => width(row[i] ?? ''))));
  for (const row of [head, ...rows]) print(`   ${row.map((value, i) => pad(value ?? '', widths[i])).join('  ').trimEnd()}`);
}
const heading = (print, text) => { print(''); print(`── ${text} ${'─'.repeat(Math.max(2, 96 - width(text)))}`); };
const countBy = (items, key) => items.reduce((counts, item) => counts.set(key(item), (counts.get(key(item)) ?? 0) + 1), new Map());

export async function printAccount({ client, files, records, events, print, brokers, stateDir }) {
  const centre = await client.token(undefined, ['credit-centre']);
  takenIn(print, files, records, events);
  await whyNot(print, client, files, records, events);
  const summary = await settled(client, centre);
  publicNow(print, summary);
  await deadlines(print, client, centre, summary);
  await printWhereToLook({ client, brokers, stateDir, files, print });
}

function takenIn(print, files, records, events) {
  heading(print, '1  归集 What came in, and what became of it');
  const line = (name, counts, total, note) => [cut(name, 62), total, ...STATES.map((s) => counts[s] || '·'), note ?? ''];
  const countStates = (receipts) => Object.fromEntries(countBy(receipts, (r) => r.state));
  const rows = files.map(({ name, kind, batch, seconds }) => line(`file  ${KIND[kind]}  ${name}`, batch.counts, batch.rows, `${batch.encoding}, profile ${batch.profile}, ${seconds.toFixed(1)} s`));
  const answered = records.map(({ answer }) => answer.body.receipt ?? answer.body);
  rows.push(line('REST  single records', countStates(answered.map((r) => ({ state: r.state ?? 'rejected' }))), records.length));
  rows.push(line('Kafka events', countStates(events.receipts), events.published));
  table(print, ['way', 'total', 'accepted', 'warned', 'held', 'rejected', 'duplicate', 'superseded', ''], rows);
  print('   accepted + warned + held + rejected + duplicate + superseded = total, for every way: nothing is dropped.');
}

async function whyNot(print, client, files, records, events) {
  heading(print, '2  问题 Why: warnings, holds and rejections by code');
  const found = new Map();
  const add = (finding, where) => {
    const entry = found.get(finding.code) ?? { severity: finding.severity, message: finding.message, count: 0, where };
    entry.count += 1;
    found.set(finding.code, entry);
  };
  for (const { source, batch, name } of files) {
    for (const item of await client.all(`/v1/batches/${batch.id}/errors`, await client.token(source), 500)) add(item, `${cut(name, 26)} row ${item.row}${item.column ? ` ${item.column}` : ''}`);
  }
  for (const { docNo, answer } of records) for (const finding of answer.body.receipt?.findings ?? answer.body.findings ?? answer.body.errors ?? []) add({ message: finding.userMessage ?? finding.detail, ...finding }, `REST ${docNo}`);
  for (const receipt of events.receipts) for (const finding of receipt.findings ?? []) add(finding, `Kafka event ${receipt.eventId?.slice(-4)}`);
  const rows = [...found].sort(([, a], [, b]) => b.count - a.count).map(([code, e]) => [code, e.severity ?? '', e.count, cut(e.message, 52), e.where]);
  table(print, ['code', '', 'count', 'meaning 说明', 'example'], rows);
}

/** Publicity follows by events; its account is taken when two looks in a row agree. */
async function settled(client, token) {
  let before = '';
  for (const end = Date.now() + 30_000; Date.now() < end;) {
    const { body } = await client.call('GET', '/v1/publicity/summary', { token });
    const now = JSON.stringify(body.decisions);
    if (now === before && body.decisions.length > 0) return body;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 700));
  }
  throw new Error('publicity did not settle within 30 s');
}

function publicNow(print, summary) {
  heading(print, `3  公示 What is public on ${summary.asOf}, and what is not and why`);
  const sum = (rows) => rows.reduce((n, r) => n + r.count, 0);
  for (const kind of ['administrative-license', 'administrative-penalty']) {
    const of = summary.decisions.filter((d) => d.recordKind === kind);
    print(`   ${pad(KIND[kind], 22)} ${sum(of)} decided · ${sum(of.filter((d) => d.status === 'posted'))} posted · ${sum(of.filter((d) => d.status === 'withheld'))} withheld · ${sum(of.filter((d) => d.status === 'withdrawn'))} withdrawn`);
  }
  const reasons = new Map();
  for (const d of summary.decisions.filter((row) => row.reason)) reasons.set(`${d.status}\t${d.reason}\t${d.ruleId}`, (reasons.get(`${d.status}\t${d.reason}\t${d.ruleId}`) ?? 0) + d.count);
  print('');
  table(print, ['not public', 'reason', 'rule', 'count'], [...reasons].sort(([, a], [, b]) => b - a).map(([key, count]) => [...key.split('\t'), count]));
}

async function deadlines(print, client, token, summary) {
  heading(print, '4  时限 What is due, what is late (7 working days from the decision date)');
  table(print, ['due on', 'department', 'waiting'], summary.dueNext.slice(0, 8).map((d) => [d.dueOn, d.department, d.count]));
  if (summary.dueNext.length > 8) print(`   … and ${summary.dueNext.length - 8} more lines: GET /v1/publicity/summary`);
  print('');
  table(print, ['late by department', 'state', 'cause', 'count'], summary.late.map((l) => [l.department, l.state, l.cause, l.count]));
  const { body } = await client.call('GET', '/v1/publicity/late?limit=3', { token });
  for (const late of body.items) print(`   e.g. ${late.docNo} decided ${late.decisionDate}, due ${late.dueOn}, received ${late.receivedOn}: ${late.workingDaysLate} working days late (${late.cause})`);
  if (summary.endsNext.length > 0) print(`   Ending by themselves next: ${summary.endsNext.slice(0, 4).map((e) => `${e.endsOn} (${e.count})`).join(', ')}`);
}
