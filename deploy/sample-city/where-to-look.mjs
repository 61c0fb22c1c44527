// Last part of the account: addresses and lines to try, with what is really there now.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const PENALTY = fileURLToPath(new URL('penalty.json', import.meta.url));
const SOURCE = 'benxi-market-regulation';

export async function printWhereToLook({ client, brokers, stateDir, files, print }) {
  const here = (path) => relative(process.cwd(), path) || '.';
  const { uscc } = JSON.parse(readFileSync(PENALTY, 'utf8'));
  const { body: column } = await client.call('GET', '/v1/public/columns/administrative-penalty?limit=3');
  const spoiled = files.reduce((worst, file) => ((file.batch.counts.rejected ?? 0) > (worst?.batch.counts.rejected ?? 0) ? file : worst), undefined);
  print('');
  print('   Public now, for example:');
  for (const entry of column.items) print(`     ${entry.subject.name} · ${entry.content.docNo} · public until ${entry.endsOn} · ${client.url}/v1/public/entries/${entry.entryId}`);
  print(`
── 5  Where to look, what to try ───────────────────────────────────────────────────────────────
   Pages      ${client.url}/public (what is public)   ${client.url}/docs (every route)
   Topics     credit.intake.<department>.v1 → credit.receipts.<department>.v1 · credit.record.events.v1 · credit.publicity.events.v1 (${brokers})

   Publish one penalty as a department does, and read the answer (kcat from your package manager; every run needs a new ce_id):
     kcat -F ${here(`${stateDir}/kcat/${SOURCE}.conf`)} -P -t credit.intake.${SOURCE}.v1 -k ${uscc} \\
       -H ce_specversion=1.0 -H ce_id=$(node -p 'crypto.randomUUID()') -H ce_type=credit.intake.administrative-penalty.v1 -H ce_source=/departments/${SOURCE} \\
       -H ce_time=$(date -u +%FT%TZ) -H content-type=application/json ${here(PENALTY)}
     kcat -F ${here(`${stateDir}/kcat/${SOURCE}.conf`)} -C -t credit.receipts.${SOURCE}.v1 -o -1 -e -q
   Without kcat: npx creditctl publish --source ${SOURCE} --type administrative-penalty --wait 10 ${here(PENALTY)}

   See the record and the public entry (the receipt names recordId; the public entry has the same id):
     TOKEN=$(npx creditctl token --dept ${SOURCE} --role source)
     curl -s -H "authorization: Bearer $TOKEN" ${client.url}/v1/records/<recordId>
     curl -s -X POST -H 'content-type: application/json' -d '{"uscc":"${uscc}"}' ${client.url}/v1/public/search
   Repair a spoiled file from its error sheet alone (mend the cells, send the sheet back as it is):
     curl -s -H "authorization: Bearer $(npx creditctl token --dept ${spoiled.source} --role source)" '${client.url}/v1/batches/${spoiled.batch.id}/errors?format=csv' > errors.csv
     curl -s -X POST -H "authorization: Bearer $TOKEN" -H 'content-type: text/csv; charset=utf-8' -H "idempotency-key: $(node -p 'crypto.randomUUID()')" --data-binary @errors.csv '${client.url}/v1/batches?kind=${spoiled.kind}'
   Move the date and watch entries end by themselves:
     npx creditctl date 2027-11-24
   Look for trouble: npx creditctl dlq list · kill any process of ${here(`${stateDir}/run/`)} and watch it come back`);
}
