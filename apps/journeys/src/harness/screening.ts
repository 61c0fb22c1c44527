import { randomUUID } from 'node:crypto';
import { eventually } from '@credit/testing';
import { ask, call, tokenFor, type Answer } from './gateway.ts';

/** 办事窗口 — an officer of a department that decides matters: looks subjects up, answers prompts. */
export class MatterDesk {
  readonly officer: Promise<string>;

  constructor(readonly source: string, private readonly kind: string, private readonly purpose: string) {
    this.officer = tokenFor({ dept: source, roles: ['case-officer'], sub: `${source}.desk` });
    this.officer.catch(() => undefined);
  }

  newMatter = (): string => `示办〔2026〕${randomUUID().slice(0, 8)}号`;

  /** The signed answer about a subject in a matter; in a new one unless told. */
  async signed(subject: object, matter = this.newMatter()): Promise<{ answer: any; signature: string }> {
    return ask('POST', '/v1/screenings', { token: await this.officer, body: { matter: { id: matter, kind: this.kind }, purpose: this.purpose, subject } });
  }

  async screen(subject: object, matter?: string): Promise<any> {
    return (await this.signed(subject, matter)).answer;
  }

  /** Looks up, again and again in the same matter, until the answer is this. */
  screenUntil(subject: object, outcome: string, fits: (answer: any) => boolean = () => true, matter = this.newMatter()): Promise<any> {
    let last: any;
    return eventually(async () => {
      last = await this.screen(subject, matter);
      if (last.outcome !== outcome || !fits(last)) throw new Error(`so far ${last.outcome} with ${last.entries?.length ?? 0} entries`);
      return last;
    }, `the look-up answers ${outcome}`, { timeoutMs: 30_000, intervalMs: 100 });
  }

  async decide(promptId: string, body: object): Promise<Answer> {
    return call('POST', `/v1/prompts/${promptId}/decision`, { token: await this.officer, body });
  }

  /** Applies the measure of a prompt. @returns its id */
  async apply(promptId: string): Promise<string> {
    const answer = await this.decide(promptId, { choice: 'apply' });
    if (answer.status !== 200) throw new Error(`the prompt was not applied: ${answer.status} ${answer.text.slice(0, 300)}`);
    return answer.body.measureId;
  }

  async execute(measureId: string): Promise<Answer> {
    return call('POST', `/v1/measures/${measureId}/execution`, { token: await this.officer });
  }

  /** The prompt as the department's list shows it, with the measure that came of it, once it `fits`. */
  prompt(promptId: string, fits: (prompt: any) => boolean = () => true): Promise<any> {
    let last: any;
    return eventually(async () => {
      last = await this.find(promptId);
      if (last === undefined || !fits(last)) throw new Error(`so far ${JSON.stringify(last)}`);
      return last;
    }, `the prompt ${promptId} is as expected`, { timeoutMs: 30_000, intervalMs: 100 });
  }

  private async find(promptId: string): Promise<any> {
    for (let after = ''; ;) {
      const { items, next } = await ask('GET', `/v1/prompts${after && `?after=${after}`}`, { token: await this.officer });
      const found = items.find((prompt: any) => prompt.promptId === promptId);
      if (found !== undefined || next === null) return found;
      after = next;
    }
  }
}
