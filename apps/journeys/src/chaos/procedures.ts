import { penaltyData, type SyntheticSubject } from '@credit/testing';
import type { Department } from '../harness/department.ts';
import type { Receipt } from '../harness/receipts.ts';
import { freshNumber } from '../harness/subjects.ts';
import { stepUntilTaken, tellUntilAnswered } from './insistent.ts';
import type { Random } from './random.ts';

/** 本地认定: walked by hand from its evidence to its effect; `evidenceRevoked`: the penalty under it was taken back afterwards, so that it has to fall. */
export interface Procedure {
  docNo: string;
  firm: SyntheticSubject;
  entryId?: string;
  listed: boolean;
  evidenceRevoked: boolean;
}

const MET = { met: true, reason: '两年内三次，拒不改正' };
const SUBSTANCE = { listType: 'MARKET_SERIOUS', criteria: { VILE_NATURE: MET, SERIOUS_CIRCUMSTANCES: MET, GREAT_SOCIAL_HARM: MET }, severity: 'SERIOUS' };

/** A department that designates by REST, one procedure after the other, each on a firm of its own: penalty, proposal, notice, waiver, review, decision, service; half of the penalties are revoked later. */
export class Procedures {
  readonly procedures: Procedure[] = [];
  readonly refusals: string[] = [];
  readonly word = `示列${freshNumber()}次`;
  private open = true;
  private working: Promise<void> = Promise.resolve();

  constructor(private readonly random: Random, private readonly department: Department, private readonly firms: readonly SyntheticSubject[], private readonly date: string) {}

  start(): void {
    this.working = this.work();
  }

  /** Resolves when the procedure that runs is through. */
  finish(): Promise<void> {
    this.open = false;
    return this.working;
  }

  private async work(): Promise<void> {
    for (const [n, firm] of this.firms.entries()) {
      if (!this.open) return;
      const procedure: Procedure = { docNo: `${this.word}${n + 1}号`, firm, listed: false, evidenceRevoked: false };
      this.procedures.push(procedure);
      await this.walk(procedure, this.random.chance(0.5));
    }
  }

  private async walk(procedure: Procedure, revoke: boolean): Promise<void> {
    const { docNo, firm } = procedure;
    const penaltyNo = `${this.word}罚${this.procedures.length}号`;
    const { authority, uscc: authorityUscc } = this.department;
    const { recordId, subjectId } = await this.tell('administrative-penalty', penaltyData({ party: firm, authority, docNo: penaltyNo, decisionDate: this.date }));
    const proposed = await this.step(procedure, 'officer-1', '/v1/designations', { ...SUBSTANCE, subjectId, recordIds: [recordId] });
    if (proposed === undefined) return;
    procedure.entryId = proposed.designationId;
    const steps: readonly (readonly [officer: string, verb: string, body: object])[] = [
      ['officer-1', 'notice', { addresseeSubjectId: subjectId, grounds: '拟列入严重违法失信名单' }], ['officer-1', 'defence', { waived: true }], ['officer-2', 'review', { opinion: '事实清楚' }],
      ['officer-2', 'decision', { list: true, docNo, reasons: '情节严重' }], ['officer-1', 'service', {}],
    ];
    for (const [officer, verb, body] of steps) if ((await this.step(procedure, officer, `/v1/designations/${procedure.entryId}/${verb}`, body)) === undefined) return;
    procedure.listed = true;
    if (!revoke) return;
    await this.tell('record-revocation', { recordKind: 'administrative-penalty', authorityUscc, docNo: penaltyNo, subject: { uscc: firm.uscc }, revokedOn: this.date, reason: '主要证据不足，决定撤销', basis: '行政复议决定书' });
    procedure.evidenceRevoked = true;
  }

  private step({ docNo }: Procedure, officer: string, path: string, body: object): Promise<any> {
    return stepUntilTaken({ what: docNo, who: { dept: this.department.source, roles: ['case-officer', 'approver'], sub: officer }, path, body }, this.refusals);
  }

  private tell(type: string, data: Record<string, unknown>): Promise<Receipt> {
    return tellUntilAnswered(this.department, type, data);
  }
}
