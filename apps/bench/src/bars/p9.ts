import { syntheticFirm } from '@credit/testing';
import { percentile } from '../measure/arithmetic.ts';
import { short, type Outcome } from '../measure/report.ts';
import { addressOf, ask, tokenFor } from '../stack/http.ts';
import { fillList } from '../stack/list.ts';
import { sourcesWith } from '../stack/load.ts';
import { DATABASES } from '../stack/system.ts';
import { until } from '../stack/until.ts';
import type { Bench } from './bar.ts';

const ENTRIES = 300_000;
const LISTED = 60;
const WARM_UP = 5;
const MATTER = { id: '压测-P9', kind: 'project-approval' };
const MET = { met: true, reason: '两年内三次，拒不改正' };
const SUBSTANCE = { listType: 'MARKET_SERIOUS', criteria: { VILE_NATURE: MET, SERIOUS_CIRCUMSTANCES: MET, GREAT_SOCIAL_HARM: MET }, severity: 'SERIOUS' };
/** A change that is not in the answers by then has failed the bar. */
const GIVE_UP_MS = 30_000;

interface Evidence {
  record: string;
  subject: string;
  n: number;
}

/** P9: from the answer that acknowledges a list change by REST (its commit) until the first look-up by code that answers accordingly: an entry that takes effect, an entry that is revoked, turn by turn, beside a list of 300,000. */
export async function p9(bench: Bench): Promise<Outcome> {
  const { system, options, say } = bench;
  const entries = options.events ?? ENTRIES;
  const [department] = sourcesWith('penalty', 1);
  const evidence = await penaltiesOf(bench, LISTED + WARM_UP);
  await fillList(system, entries);
  const [officer, approver] = await Promise.all([1, 2].map((n) => officerToken(bench, department!, n)));
  const client = await tokenFor(system, { dept: sourcesWith('matter', Infinity).at(-1)!, roles: ['screening-client'] });
  const designation = addressOf(system, 'list-designation');
  const screenings = `${addressOf(system, 'joint-discipline')}/v1/screenings`;
  const post = <T = { designationId: string }>(token: string, path: string, body: object): Promise<T> => ask<T>('POST', `${designation}${path}`, { token, body: JSON.stringify(body) });

  /** Ms from now until a look-up that was answered with `outcome`. */
  const untilAnswered = async (uscc: string, outcome: string): Promise<number> => {
    const from = performance.now();
    for (;;) {
      const { answer } = await ask<{ answer: { outcome: string } }>('POST', screenings, { token: client, body: JSON.stringify({ matter: MATTER, purpose: '压测', subject: { uscc } }) });
      const took = performance.now() - from;
      if (answer.outcome === outcome) return took;
      if (took > GIVE_UP_MS) throw new Error(`a list change was not in the answers after ${GIVE_UP_MS} ms: ${uscc} still ${answer.outcome}`);
    }
  };

  const [listed, revoked]: [number[], number[]] = [[], []];
  for (const { record, subject, n } of evidence) {
    const { designationId: id } = await post(officer!, '/v1/designations', { ...SUBSTANCE, subjectId: subject, recordIds: [record] });
    const at = `/v1/designations/${id}`;
    await post(officer!, `${at}/notice`, { addresseeSubjectId: subject, grounds: '拟列入严重违法失信名单' });
    await post(officer!, `${at}/defence`, { waived: true });
    await post(approver!, `${at}/review`, { opinion: '事实清楚' });
    await post(approver!, `${at}/decision`, { list: true, docNo: `压测列〔2026〕${n}号`, reasons: '情节严重' });
    const { uscc } = syntheticFirm(n);
    await post(officer!, `${at}/service`, {});
    listed.push(await untilAnswered(uscc, 'hit'));
    await post(approver!, `${at}/revocation`, { reason: '程序有误' });
    revoked.push(await untilAnswered(uscc, 'none'));
  }
  for (const list of [listed, revoked]) list.splice(0, WARM_UP);
  const all = [...listed, ...revoked];
  const [p50, p99] = [percentile(all, 0.5), percentile(all, 0.99)];
  say(`  entries that took effect p50 ${short(percentile(listed, 0.5))} max ${short(Math.max(...listed))} ms, revoked p50 ${short(percentile(revoked, 0.5))} max ${short(Math.max(...revoked))} ms`);
  return {
    id: 'P9', line: `list change in answers p50=${short(p50)} p99=${short(p99)} max=${short(Math.max(...all))} ms over ${all.length} changes, ${entries} entries on the list`,
    bars: [{ name: 'p99 ms', value: p99, most: 250 }], detail: { entries, listed, revoked },
  };
}

const officerToken = ({ system }: Bench, dept: string, n: number): Promise<string> =>
  ask<{ token: string }>('POST', `${system.gatewayUrl}/v1/sandbox/token`, { body: JSON.stringify({ dept, sub: `officer-${n}`, roles: ['case-officer', 'approver'] }) }).then(({ token }) => token);

/** Penalties about as many firms, each known to list-designation as evidence. */
async function penaltiesOf(bench: Bench, count: number): Promise<Evidence[]> {
  const { system } = bench;
  const chain = await bench.chain();
  const load = chain.penalties(count);
  await chain.send(load);
  const numbered = `substring(doc_no from '(\\d+)号$')::int4`;
  const known = async (): Promise<number> => (await system.database.query<{ n: number }>(`select count(*)::int4 as n from evidence join subject using (subject_id) where evidence.status = 'effective' and doc_no like '压测罚%' and ${numbered} between $1 and $2`, { database: DATABASES.designation, values: [load.from, load.from + count - 1] }))[0]!.n;
  await until(async () => (await known()) === count, 'list-designation knows every penalty', { everyMs: 100 });
  return system.database.query<{ record: string; subject: string; n: number } & Record<string, unknown>>(
    `select id::text as record, subject_id::text as subject, ${numbered} as n from credit_record where doc_no like '压测罚%' and ${numbered} between $1 and $2 order by 3`, { database: DATABASES.register, values: [load.from, load.from + count - 1] });
}
