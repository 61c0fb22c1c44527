import { randomUUID } from 'node:crypto';
import { caseData, listEntryData, type SyntheticSubject } from '@credit/testing';
import type { Department } from '../harness/department.ts';
import { call, tokenFor, type Answer } from '../harness/gateway.ts';
import type { Receipt } from '../harness/receipts.ts';
import { freshNumber } from '../harness/subjects.ts';
import { Lanes } from './lanes.ts';
import type { Random } from './random.ts';

/** One version of an entry that the court reports, or a case that the registry opens, on its way in. */
export interface Report {
  kind: 'list-entry' | 'case-opened';
  /** Number of the decision, or of the case. */
  reference: string;
  version: number;
  department: Department;
  data: Record<string, unknown>;
  way: 'kafka' | 'rest';
  /** Event id, or idempotency key. */
  id: string;
  /** Under which its receipts are found: the event id; by REST the one that the first receipt names. */
  eventId: string | undefined;
  sends: number;
  again: number;
  at: number;
  taken: boolean;
}

/** 法院名单条目 as its court knows it: the last version is what has to hold. */
export interface CourtEntry {
  docNo: string;
  firm: SyntheticSubject;
  versions: number;
  removed: boolean;
}

/** A look-up before a matter is decided, and what the officer does with its prompts. */
export interface Inquiry {
  matterId: string;
  firm: SyntheticSubject;
  by: 'code' | 'name';
  choice: { choice: 'apply' } | { choice: 'decline'; reason: string };
  at: number;
  answer?: { screeningId: string; outcome: string; prompts: { promptId: string; entryId: string; status: string }[] };
  /** Prompts that the system has taken the choice of, with the measure that it made; `overtaken`: the entry had ended meanwhile. */
  decided: Map<string, { measureId?: string; overtaken?: true }>;
}

const BACKLOG = 60;
const AGAIN_AFTER_MS = 3_000;
const MOST_VERSIONS = 6;
const REMOVALS = ['removed-early', 'repaired', 'revoked'] as const;
const OVERTAKEN = new Set(['PROMPT.ENTRY_ENDED_CONFLICT', 'PROMPT.NOT_OPEN_CONFLICT']);
const NOT_YET = new Set([401, 409, 429]);
const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The end of the term that a version states: each has its own, so that anybody can see which one took effect. */
export const untilOf = (version: number): string => `2028-11-${String(10 + version)}`;

/** A court that lists firms and takes them off again, a registry that opens cases and looks its parties up, an officer who decides on every prompt: each asks until told yes. */
export class ListLoad {
  readonly reports: Report[] = [];
  readonly entries: CourtEntry[] = [];
  readonly inquiries: Inquiry[] = [];
  /** Good requests that were told no: there must be none. */
  readonly refusals: string[] = [];
  /** Stands in every number of a decision, case and matter of this load and of no other. */
  readonly word: string;
  private readonly sending = new Lanes<Report>();
  private readonly asking = new Lanes<Inquiry>();

  constructor(private readonly random: Random, private readonly court: Department, private readonly registry: Department, private readonly firms: readonly SyntheticSubject[], private readonly date: string) {
    this.word = `示执${freshNumber()}次`;
  }

  /** Begins: `perSecond` reports and look-ups a second, as long as the system keeps up. */
  start(perSecond: number): void {
    for (const { source } of [this.court, this.registry]) {
      this.sending.run(`kafka ${source}`, (one) => this.byKafka(one));
      this.sending.run(`rest ${source}`, (one) => this.byRest(one));
    }
    this.sending.run('again', (one) => this.once(one));
    for (const n of [1, 2]) this.asking.run(`officer ${n}`, (one) => this.inquire(one));
    this.sending.also(() => this.make(perSecond));
  }

  /** Nothing new; resolves when every report has its yes and every prompt that was shown its choice. */
  async finish(): Promise<void> {
    await this.sending.finish();
    await this.asking.finish();
  }

  private async make(perSecond: number): Promise<void> {
    while (this.sending.open) {
      if (this.sending.waiting() + this.asking.waiting() < BACKLOG) this.offer();
      await pause(1000 / perSecond);
    }
  }

  private offer(): void {
    const { random } = this;
    const kind = random.next();
    if (kind < 0.4) this.reportEntry();
    else if (kind < 0.5) this.openCase();
    else {
      const inquiry: Inquiry = {
        matterId: `${this.word}登${this.inquiries.length + 1}号`, firm: random.pick(this.firms), by: random.chance(0.8) ? 'code' : 'name',
        choice: random.chance(0.7) ? { choice: 'apply' } : { choice: 'decline', reason: '当事人已提供足额担保' }, at: performance.now(), decided: new Map(),
      };
      this.inquiries.push(inquiry);
      this.asking.queue(`officer ${1 + random.below(2)}`).push(inquiry);
    }
  }

  /** A new entry, or the next version of a recent one: another end of its term, or its removal. */
  private reportEntry(): void {
    const { random, court, date } = this;
    const recent = this.entries.filter(({ removed, versions }) => !removed && versions < MOST_VERSIONS).slice(-30);
    const known = recent.length > 3 && random.chance(0.6);
    const entry = known ? random.pick(recent) : { docNo: `（2026）${this.word}执${this.entries.length + 1}号`, firm: random.pick(this.firms), versions: 0, removed: false };
    if (!known) this.entries.push(entry);
    entry.versions += 1;
    entry.removed = known && random.chance(0.6);
    const removal = entry.removed ? { removal: { kind: random.pick(REMOVALS), removedOn: date, reason: '已履行生效法律文书确定的义务' } } : {};
    const { docNo, firm, versions } = entry;
    this.send({ kind: 'list-entry', reference: docNo, version: versions, department: court, data: listEntryData({ party: firm, authority: court.authority, docNo, decisionDate: date, from: date, until: untilOf(versions), sourceVersion: String(versions), ...removal }) });
  }

  private openCase(): void {
    const caseId = `${this.word}案${this.reports.length + 1}号`;
    this.send({ kind: 'case-opened', reference: caseId, version: 1, department: this.registry, data: caseData({ party: this.random.pick(this.firms), caseId, openedOn: this.date, sourceVersion: '1' }) });
  }

  private send(what: Pick<Report, 'kind' | 'reference' | 'version' | 'department' | 'data'>): void {
    const way = this.random.chance(0.7) ? 'kafka' : 'rest';
    const id = randomUUID();
    const report: Report = { ...what, way, id, eventId: way === 'kafka' ? id : undefined, sends: 0, again: this.random.chance(0.15) ? 1 : 0, at: performance.now(), taken: false };
    this.reports.push(report);
    this.sending.queue(`${way} ${what.department.source}`).push(report);
  }

  private async byKafka(report: Report): Promise<boolean> {
    await this.once(report);
    if (report.again > 0) setTimeout(() => this.sending.queue('again').push(report), AGAIN_AFTER_MS * Math.random());
    return (report.taken = true);
  }

  private async once(report: Report): Promise<boolean> {
    report.sends += 1;
    await report.department.publish(report.kind, report.data, { id: report.id });
    return true;
  }

  private async byRest(report: Report): Promise<boolean> {
    const answer = await report.department.record(report.kind, report.data, { key: report.id });
    if (answer.status > 202) return this.refused(`${report.kind} ${report.reference}`, answer);
    report.eventId = ((answer.body.receipt ?? answer.body) as Receipt).eventId;
    return (report.taken = true);
  }

  private officer(): Promise<string> {
    return tokenFor({ dept: this.registry.source, roles: ['case-officer'] });
  }

  private async inquire(one: Inquiry): Promise<boolean> {
    const token = await this.officer();
    if (one.answer === undefined) {
      const subject = one.by === 'code' ? { uscc: one.firm.uscc, name: one.firm.name } : { name: one.firm.name };
      const answer = await call('POST', '/v1/screenings', { token, body: { matter: { id: one.matterId, kind: 'real-estate-transfer' }, purpose: '办理不动产转移登记', subject } });
      if (answer.status !== 200) return this.refused(`look-up ${one.matterId}`, answer);
      one.answer = answer.body.answer;
    }
    for (const { promptId } of one.answer!.prompts) if (!one.decided.has(promptId) && !(await this.decide(one, promptId, token))) return false;
    return true;
  }

  private async decide(one: Inquiry, promptId: string, token: string): Promise<boolean> {
    const answer = await call('POST', `/v1/prompts/${promptId}/decision`, { token, body: one.choice, key: promptId });
    if (answer.status === 200) one.decided.set(promptId, answer.body.measureId === undefined ? {} : { measureId: answer.body.measureId });
    else if (OVERTAKEN.has(answer.body?.code)) one.decided.set(promptId, { overtaken: true });
    else return this.refused(`decision on ${promptId}`, answer);
    return true;
  }

  /** Not yet (false), or an answer that this load never deserves (true: noted, not repeated). */
  private refused(what: string, answer: Answer): boolean {
    if (answer.status >= 500 || NOT_YET.has(answer.status)) return false;
    this.refusals.push(`${what}: ${answer.status} ${answer.text.slice(0, 300)}`);
    return true;
  }

  /** Reports on Kafka without any receipt yet. */
  unanswered(): Report[] {
    return this.reports.filter(({ way, taken, id, department }) => way === 'kafka' && taken && department.receiptsOf(id).length === 0);
  }

  /** Reports on Kafka whose last word is still to come: an entry's is that of the service that judges it, a case's is `forwarded`. Who reports by REST is told no last word. */
  unsettled(): Report[] {
    return this.reports.filter(({ way, kind, taken, id, department }) => way === 'kafka' && taken && !department.receiptsOf(id).some((receipt) => isLast(kind, receipt)));
  }

  async askAgain(): Promise<void> {
    for (const report of this.unanswered()) await this.once(report).catch(() => undefined);
  }

  /** Whether a report and a look-up that were made after `at` have been answered. */
  flowsSince(at: number): boolean {
    const settled = this.reports.some(({ at: made, taken, kind, id, department }) => made > at && taken && kind === 'list-entry' && department.receiptsOf(id).some((receipt) => isLast(kind, receipt)));
    return settled && this.inquiries.some((one) => one.at > at && one.answer !== undefined);
  }
}

/** The receipt after which nothing comes but duplicates. */
const isLast = (kind: Report['kind'], { state }: Pick<Receipt, 'state'>): boolean => state !== 'duplicate' && (kind === 'case-opened' || state !== 'forwarded');
