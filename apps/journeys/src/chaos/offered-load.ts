import { randomUUID } from 'node:crypto';
import type { SyntheticSubject } from '@credit/testing';
import type { Department } from '../harness/department.ts';
import { call, type Answer } from '../harness/gateway.ts';
import { csv, penaltyRow } from '../harness/sheet.ts';
import { freshNumber } from '../harness/subjects.ts';
import { Lanes } from './lanes.ts';
import type { Random } from './random.ts';

/** One version of one decision on its way in. The amount of the fine is the version, so that anybody can see which one took effect. */
export interface Statement {
  docNo: string;
  firm: SyntheticSubject;
  department: Department;
  version: number;
  way: 'kafka' | 'rest' | 'file';
  /** Event id, idempotency key. */
  id: string;
  /** Kafka: how often it was sent. */
  sends: number;
  /** Kafka: how often it is sent again on purpose, as careless senders do (R3). */
  again: number;
  /** When it was made, `performance.now()`. */
  at: number;
  /** Set when the system has said yes: broker and receipt are looked at later, 2xx is final. */
  taken: boolean;
  receiptId?: string;
  batchId?: string;
}

/** A file on its way in. */
export interface SentFile {
  batchId: string;
  department: Department;
  rows: number;
}

const RETRY_MS = 250;
const BACKLOG = 300;
const AGAIN_AFTER_MS = 3_000;
const ROWS_PER_FILE = 30;
const NOT_YET = new Set([401, 409, 429]);
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Departments that report without a break, whatever happens to the system: each keeps asking until it is told yes, with the same id or key. */
export class OfferedLoad {
  readonly statements: Statement[] = [];
  readonly files: SentFile[] = [];
  /** Good statements that were told no: there must be none. */
  readonly refusals: string[] = [];
  /** Stands in every document number of this load and of no other. */
  readonly word: string;
  private readonly documents: { docNo: string; firm: SyntheticSubject; department: Department; versions: number }[] = [];
  private readonly lanes = new Lanes<Statement>();

  constructor(private readonly random: Random, private readonly departments: readonly Department[], private readonly firms: readonly SyntheticSubject[], private readonly date: string) {
    this.word = `示乱${freshNumber()}次`;
  }

  /** Begins to report `perSecond` statements a second, as long as the system keeps up. */
  start(perSecond: number): void {
    for (const department of this.departments) {
      this.lanes.run(`kafka ${department.source}`, (one) => this.byKafka(one));
      for (const n of [1, 2]) this.lanes.run(`rest ${n} ${department.source}`, (one) => this.byRest(one));
      this.lanes.also(() => this.fileLane(department));
    }
    this.lanes.also(() => this.make(perSecond));
    this.lanes.run('again', (one) => this.once(one));
  }

  /** No new statements; resolves when every one has its yes. */
  finish(): Promise<void> {
    return this.lanes.finish();
  }

  /** The last version of every document. */
  expected(): Map<string, { version: number; firm: SyntheticSubject; department: Department }> {
    return new Map(this.documents.map(({ docNo, versions, firm, department }) => [docNo, { version: versions, firm, department }]));
  }

  private async make(perSecond: number): Promise<void> {
    while (this.lanes.open) {
      if (this.lanes.waiting() < BACKLOG) this.offer();
      await pause(1000 / perSecond);
    }
  }

  private offer(): void {
    const recent = this.documents.slice(-60);
    const again = recent.length > 5 && this.random.chance(0.6);
    const document = again ? this.random.pick(recent) : { docNo: `${this.word}${this.documents.length + 1}号`, firm: this.random.pick(this.firms), department: this.random.pick(this.departments), versions: 0 };
    if (!again) this.documents.push(document);
    document.versions += 1;
    const way = this.random.chance(0.65) ? 'kafka' : this.random.chance(0.6) ? 'rest' : 'file';
    const { docNo, firm, department, versions: version } = document;
    const statement: Statement = { docNo, firm, department, version, way, id: randomUUID(), sends: 0, again: this.random.chance(0.15) ? 1 + this.random.below(2) : 0, at: performance.now(), taken: false };
    this.statements.push(statement);
    this.lanes.queue(way === 'rest' ? `rest ${1 + this.random.below(2)} ${department.source}` : `${way} ${department.source}`).push(statement);
  }

  private dataOf({ docNo, firm, department, version }: Statement): Record<string, unknown> {
    return department.penalty({ party: firm, docNo, decisionDate: this.date, fineAmountWan: String(version), content: `罚款${version}万元`, sourceVersion: String(version) });
  }

  private async byKafka(statement: Statement): Promise<boolean> {
    await this.once(statement);
    for (let n = 0; n < statement.again; n += 1) setTimeout(() => this.lanes.queue('again').push(statement), AGAIN_AFTER_MS * (n + Math.random()));
    return (statement.taken = true);
  }

  private async once(statement: Statement): Promise<boolean> {
    statement.sends += 1;
    await statement.department.publish('administrative-penalty', this.dataOf(statement), { id: statement.id });
    return true;
  }

  /** Statements on Kafka that have no receipt yet. */
  unanswered(): Statement[] {
    return this.statements.filter(({ way, taken, id, department }) => way === 'kafka' && taken && department.receiptsOf(id).length === 0);
  }

  /** What a department's system does when receipts stay away for long (decision 15): the same event once more. */
  async askAgain(): Promise<void> {
    for (const statement of this.unanswered()) await this.once(statement).catch(() => undefined);
  }

  /** Whether a statement made after `at` was taken by REST, and one by Kafka has its receipt. */
  flowsSince(at: number): boolean {
    const later = this.statements.filter((statement) => statement.at > at && statement.taken);
    return later.some(({ way }) => way === 'rest') && later.some(({ way, id, department }) => way === 'kafka' && department.receiptsOf(id).length > 0);
  }

  private async byRest(statement: Statement): Promise<boolean> {
    const answer = await statement.department.record('administrative-penalty', this.dataOf(statement), { key: statement.id });
    if (answer.status !== 200 && answer.status !== 201) return this.refused(answer);
    statement.receiptId = (answer.body.receipt ?? answer.body).receiptId;
    return (statement.taken = true);
  }

  private async fileLane(department: Department): Promise<void> {
    const queue = this.lanes.queue(`file ${department.source}`);
    while (this.lanes.open || queue.length > 0) {
      if (queue.length < ROWS_PER_FILE && this.lanes.open) await pause(50);
      else if (queue.length > 0) await this.sendFile(department, queue.splice(0, ROWS_PER_FILE));
    }
  }

  private async sendFile(department: Department, rows: readonly Statement[]): Promise<void> {
    const key = randomUUID();
    const text = csv(rows.map(({ docNo, firm, version }) => penaltyRow({ party: firm, docNo, decisionDate: this.date, authority: department.authority }, { CF_NR_FK: String(version), CF_NR: `罚款${version}万元`, SJC: String(version).padStart(17, '0') })));
    for (;;) {
      const answer = await department.token().then((token) => call('POST', '/v1/batches?kind=administrative-penalty', { token, raw: text, type: 'text/csv; charset=utf-8', key })).catch(() => undefined);
      if (answer?.status === 202) {
        const batchId = answer.headers.get('location')!.split('/').at(-1)!;
        this.files.push({ batchId, department, rows: rows.length });
        for (const row of rows) Object.assign(row, { taken: true, batchId });
        return;
      }
      if (answer && this.refused(answer)) return;
      await pause(RETRY_MS);
    }
  }

  /** Not yet (false): away, busy, too many calls, a token that a clock a day off does not believe. Anything else is an answer that this load never deserves: noted, not repeated. */
  private refused(answer: Answer): boolean {
    if (answer.status >= 500 || NOT_YET.has(answer.status)) return false;
    this.refusals.push(`${answer.status} ${answer.text.slice(0, 300)}`);
    return true;
  }
}
