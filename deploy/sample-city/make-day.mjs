// Makes the sample city's day: `node deploy/sample-city/make-day.mjs`. Seeded, so the same files come out again; no name, code or number belongs to anybody.
// The system under demonstration knows nothing of this script: it only receives the files of ./day by its public ways.
import { readFileSync, writeFileSync } from 'node:fs';
import { randomOf, subjects, personId, addDays, uscc } from './make-subjects.mjs';
import { licenseRows, LICENSE_COLUMNS } from './make-licenses.mjs';
import { penaltyRows, PENALTY_COLUMNS, penalties2015, COLUMNS_2015 } from './make-penalties.mjs';
import { restRecords, kafkaEvents } from './make-singles.mjs';
import { afterwards } from './make-discipline.mjs';
import { ends } from './make-repair.mjs';
import { promises } from './make-commitment.mjs';
import iconv from 'iconv-lite';

const here = new URL('.', import.meta.url);
const departments = JSON.parse(readFileSync(new URL('config/departments.json', here), 'utf8'));
const { openingDate } = JSON.parse(readFileSync(new URL('config/city.json', here), 'utf8'));
const world = { random: randomOf(20261123), today: openingDate, departments, dept: (source) => departments.find((d) => d.source === source), personId, addDays, uscc };
world.subjects = subjects(world);

const cell = (value) => (/[",\n]/.test(value ?? '') ? `"${value.replaceAll('"', '""')}"` : (value ?? ''));
const csv = (columns, rows) => [columns.join(','), ...rows.map((row) => columns.map((c) => cell(row[c])).join(','))].join('\r\n') + '\r\n';
const write = (name, bytes) => writeFileSync(new URL(`day/${name}`, here), bytes);

const REGISTRATION_COLUMNS = ['统一社会信用代码', '名称', '曾用名', '曾用名停用日期', '登记状态', '法定代表人', '成立日期', '住所'];
write('registrations.benxi-market-regulation.csv', csv(REGISTRATION_COLUMNS, world.subjects.registered.map((s) => ({
  统一社会信用代码: s.uscc, 名称: s.name, 曾用名: s.formerName, 曾用名停用日期: s.renamedOn, 登记状态: '存续', 法定代表人: s.legalRep, 成立日期: s.establishedOn, 住所: s.address }))));
write('licenses.benxi-administrative-approval.csv', iconv.encode(csv(LICENSE_COLUMNS, licenseRows(world)), 'gb18030'));
write('penalties.benxi-market-regulation.csv', iconv.encode(csv(PENALTY_COLUMNS, penaltyRows(world)), 'gb18030'));
write('penalties-2015-columns.benxi-emergency-management.csv', iconv.encode(csv(COLUMNS_2015, penalties2015(world)), 'gb18030'));
write('records.json', JSON.stringify(restRecords(world), null, 1) + '\n');
write('events.ndjson', kafkaEvents(world).map((e) => JSON.stringify(e)).join('\n') + '\n');
const listings = afterwards(world);
write('discipline.json', JSON.stringify(listings, null, 1) + '\n');
write('repair.json', JSON.stringify(ends(world, listings), null, 1) + '\n');
write('commitment.json', JSON.stringify(promises(world), null, 1) + '\n');
