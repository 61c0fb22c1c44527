import { residentMb, stackPids } from '../measure/cpu.ts';
import { short, type Outcome } from '../measure/report.ts';
import { ask, tokenFor } from '../stack/http.ts';
import { departments, penaltyOf, sourcesWith } from '../stack/load.ts';
import type { Bench } from './bar.ts';

const ROWS = 50_000;
const WARM_UP = 2_000;
const SUBJECTS = 5_000;
const POLL_MS = 200;
const COLUMNS: readonly [column: string, member: string][] = [
  ['CF_XDR_MC', 'subjectName'], ['CF_XDR_LB', ''], ['CF_XDR_SHXYM', 'uscc'], ['CF_FRDB', 'legalRepName'], ['CF_WSH', 'docNo'], ['CF_WFXW', 'violationType'], ['CF_SY', 'facts'], ['CF_YJ', 'legalBasis'], ['CF_CFLB', ''],
  ['CF_NR', 'content'], ['CF_NR_FK', 'fineAmountWan'], ['CF_JDRQ', 'decisionDate'], ['CF_YXQ', 'effectiveTo'], ['CF_CFJG', 'authorityName'], ['CF_CFJGDM', 'authorityUscc'], ['CF_SJLY', 'sourceName'], ['CF_SJLYDM', 'sourceUscc'], ['SJC', ''],
];
const FIXED: Readonly<Record<string, string>> = { CF_XDR_LB: '法人及非法人组织', CF_CFLB: '罚款', SJC: '2026-11-20 10:00:00' };

/** A department's CSV file with that many penalties, numbered from `from`. */
function penaltyFile(from: number, rows: number, source: string): Buffer {
  const department = departments.find((one) => one.source === source)!;
  const lines = [COLUMNS.map(([column]) => column).join(',')];
  for (let n = from; n < from + rows; n++) {
    const data = { ...penaltyOf(n, SUBJECTS, department), docNo: `压测表〔2026〕${n}号` } as Record<string, unknown>;
    lines.push(COLUMNS.map(([column, member]) => FIXED[column] ?? String(data[member])).join(','));
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
}

interface Batch {
  status: string;
  rows: number;
  counts: Record<string, number>;
}

/** File import: rows per second from the first byte of the upload through the gateway until the batch is done: every row validated, recorded, with its receipt. */
export async function fileImport(bench: Bench): Promise<Outcome> {
  const { system, options, say } = bench;
  await bench.chain();
  const rows = options.events ?? ROWS;
  const source = sourcesWith('penalty', 1)[0]!;
  const token = await tokenFor(system, { dept: source, roles: ['source'] });
  const load = async (from: number, count: number): Promise<{ seconds: number; memory: number[] }> => {
    const body = penaltyFile(from, count, source);
    const pid = stackPids(system.stateDir).get('credit-record')!;
    const memory: number[] = [];
    const began = process.hrtime.bigint();
    const { location } = await ask('POST', `${system.gatewayUrl}/v1/batches?kind=administrative-penalty`, { token, body, type: 'text/csv; charset=utf-8' });
    for (;;) {
      memory.push(residentMb(pid));
      const batch = await ask<Batch>('GET', `${system.gatewayUrl}${location}`, { token });
      if (batch.status === 'refused') throw new Error(`the file was refused: ${JSON.stringify(batch)}`);
      if (batch.status === 'done') {
        const accepted = Object.entries(batch.counts).filter(([state]) => state.startsWith('accepted')).reduce((sum, [, n]) => sum + n, 0);
        if (accepted !== count) throw new Error(`${count} good rows, but ${JSON.stringify(batch.counts)}`);
        return { seconds: Number(process.hrtime.bigint() - began) / 1e9, memory };
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  };
  await load(0, WARM_UP);
  const { seconds, memory } = await load(WARM_UP, rows);
  const perSecond = rows / seconds;
  const half = memory.length >> 1;
  const first = Math.max(...memory.slice(0, Math.max(1, half)));
  const second = Math.max(...memory.slice(half));
  say(`  ${rows} rows in ${short(seconds)} s`);
  return {
    id: 'FILE', line: `rows/s=${short(perSecond)} (${rows} rows) credit-record ${short(first)} → ${short(second)} MB`,
    bars: [{ name: 'rows/s', value: perSecond, least: 3_000 }, { name: 'growth', value: second / first, most: 1.1 }],
    detail: { rows, seconds, perSecond, memory },
  };
}
