import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { COMMITMENT, COMMITMENT_REPORT, crossCheck, DESIGNATION, INTAKE, INTERVIEW, MATTER, NOTICE_RECEIPT, RECORD, RED_LIST, SUBJECT, validateData, validateWithClass, type MatterV1, type RecordStateV1, type SubjectStateV1 } from '@credit/contracts/events';
import { localDate, type Instant } from '@credit/kernel';
import type { SubjectStanding } from '../../src/domain/policies/hold-reasons.ts';
import { contentFields } from '../../src/domain/policies/record-fields.ts';
import { decide, type RecordCommand } from '../../src/domain/record/record.decide.ts';
import { absent, evolve, type CreditRecord, type RecordContent, type RecordFile } from '../../src/domain/record/record.ts';
import { decideSubject, type SubjectCommand } from '../../src/domain/subject/subject.decide.ts';
import { absentSubject, evolveSubject, type CreditSubject } from '../../src/domain/subject/subject.ts';
import { decideMatter, type MatterCommand } from '../../src/domain/matter/matter.decide.ts';
import { absentMatter, evolveMatter, type Matter, type MatterFact } from '../../src/domain/matter/matter.ts';
import { termsOf } from '../../src/application/matter-statements.ts';
import { FACT_OF_MATTER } from '../../src/application/matter-facts.ts';
import { assessedCommitmentOf, commitmentReportOutcomeOf } from '../../src/inbound/kafka/commitments.consumer.ts';
import { interviewStatementOf, outcomeOf } from '../../src/inbound/kafka/designations.consumer.ts';
import { publishMatter } from '../../src/outbound/matter.publisher.ts';
import { publishRecord } from '../../src/outbound/record.publisher.ts';
import { publishSubject } from '../../src/outbound/subject.publisher.ts';

const SAMPLES = resolve(__dirname, '../../../../libs/credit-contracts/src/events/samples');
const samplesOf = (type: string): { data: any }[] =>
  readdirSync(SAMPLES).filter((file) => file === `${type}.json` || file.startsWith(`${type}~`)).map((file) => JSON.parse(readFileSync(resolve(SAMPLES, file), 'utf8')).envelope);
const sample = (type: string): RecordStateV1 => samplesOf(type)[0]!.data;

const today = localDate('2026-11-23');
const standing = (data: RecordStateV1): SubjectStanding => ({ status: data.subject.status, subjectClass: data.subject.subjectClass, names: data.subject.subjectClass === 'NATURAL_PERSON' ? [] : [data.subject.name], orgCodeValid: true });

/** The record from which our publisher has to make what the sample shows. */
function commandsFor(type: string, data: RecordStateV1): RecordCommand[] {
  const { recordId, recordKind, authorityUscc, docNo, source, receivedAt, receivedOn } = data;
  const file: RecordFile = { recordId, recordKind, authorityUscc, docNo, subjectId: data.subject.subjectId, source, receivedAt: receivedAt as Instant, receivedOn };
  const content: RecordContent = { ...(data.content as object), subjectName: data.subject.name, authorityName: data.authorityName, decisionDate: data.decisionDate, ...(data.docName === undefined ? {} : { docName: data.docName }) };
  const about = { file, today, check: () => [] };
  const receive = (more: Partial<{ content: RecordContent; version: string; standing: SubjectStanding }> = {}): RecordCommand => ({ verb: 'receive', ...about, base: { version: more.version ?? data.sourceVersion, content: more.content ?? content }, standing: more.standing ?? standing(data) });
  const before = (): RecordContent => {
    const [field] = data.change!.changedFields;
    return field === undefined ? content : { ...content, [field]: field.endsWith('Wan') ? '9' : '变更前' };
  };
  const { reason = '', basis = '' } = data.change ?? {};
  const effectiveOn = data.change?.effectiveOn ?? today;
  switch (type) {
    case RECORD.recorded:
    case RECORD.held: return [receive()];
    case RECORD.released: return [receive({ standing: { ...standing(data), status: 'unregistered' } }), { verb: 'release', standing: standing(data), today }];
    case RECORD.amended: return [receive({ content: before(), version: '1' }), { ...receive(), today: effectiveOn } as RecordCommand];
    case RECORD.corrected: {
      const changes = data.change!.changedFields.map((field) => ({ field, newValue: content[field]! }));
      return [receive({ content: before() }), { verb: 'correct', ...about, today: effectiveOn, correction: { version: data.sourceVersion, changes, reason, basis }, reinstate: false, standing: standing(data) }];
    }
    case RECORD.repaired: return [receive(), { verb: 'repair', repair: data.repaired!, reason }];
    case RECORD.repairRevoked: return [receive(), { verb: 'repair', repair: { caseId: 'c', on: today }, reason: 'x' }, { verb: 'revoke-repair', caseId: 'c', on: effectiveOn, reason }];
    case RECORD.shielded: return [receive(), { verb: 'shield', shield: data.shielded!, reason }];
    case RECORD.unshielded: return [receive(), { verb: 'shield', shield: { shieldingId: 's', on: today }, reason: 'x' }, { verb: 'unshield', shieldingId: 's', on: effectiveOn, reason }];
    case RECORD.revoked: return [receive(), { verb: 'revoke', file, revocation: { version: data.sourceVersion, revokedOn: effectiveOn, reason, basis } }];
    default: return [receive(), { verb: 'revoke', file, revocation: { version: '1', revokedOn: effectiveOn, reason: 'x', basis: 'y' } },
      { verb: 'correct', ...about, today: effectiveOn, correction: { version: data.sourceVersion, changes: [], reason, basis }, reinstate: true, standing: standing(data) }];
  }
}

function published(commands: readonly RecordCommand[], data: RecordStateV1) {
  let state: CreditRecord = absent;
  let last: ReturnType<(typeof publishRecord)['RecordRecorded']> = null;
  for (const command of commands) {
    for (const event of decide(command, state)) {
      state = evolve(state, event);
      last = (publishRecord[event.type] as (e: object, s: CreditRecord) => typeof last)({ ...event, about: data.subject }, state);
    }
  }
  return last;
}

describe('frozen samples of record facts', () => {
  const all = Object.values(RECORD).flatMap((type) => samplesOf(type).map((s, n) => [type, n, s.data] as [string, number, RecordStateV1]));
  it('every type has one', () => expect(new Set(all.map(([type]) => type)).size).toBe(Object.keys(RECORD).length));
  it.each(all)('%s #%d is exactly what the publisher makes', (type, _n, data) => {
    const fact = published(commandsFor(type, data), data);
    expect(fact).not.toBeNull();
    expect(fact!.type).toBe(type);
    expect(fact!.data).toEqual(data);
    expect(validateData(type, fact!.data)).toEqual([]);
    expect(validateWithClass(type, fact!.data)).toEqual([]);
  });
  it('nothing but the public fields of a content leaves the register', () => {
    const data = sample(RECORD.recorded);
    const command = commandsFor(RECORD.recorded, data)[0] as Extract<RecordCommand, { verb: 'receive' }>;
    const secret = { ...command, base: { ...command.base, content: { ...command.base.content, legalRepIdIndex: 'secret', bizRegNo: '1', taxNo: '2', sourceName: '3' } } };
    expect(published([secret], data)!.data).toEqual(data);
  });
  it('every content field of the contract is one of the register', () => {
    for (const type of [RECORD.recorded, RECORD.held, RECORD.amended]) for (const { data } of samplesOf(type)) {
      for (const field of Object.keys(data.content)) expect(contentFields[data.recordKind as RecordStateV1['recordKind']]).toContain(field);
    }
  });
});

describe('frozen samples of subject facts', () => {
  const ours = [SUBJECT.identified, SUBJECT.registered, SUBJECT.renamed, SUBJECT.rekeyed];
  const OLD_CODE = '91210502MA0XYA341J';

  function commandsOf(type: string, { subject, formerNames, formerUsccs, effectiveOn, ...more }: SubjectStateV1 & { previousName?: string; previousUscc?: string }): SubjectCommand[] {
    const uscc = subject.uscc ?? null;
    const registration = (version: string, name: string) => ({ version, source: 'r', name, state: subject.status === 'deregistered' ? 'deregistered' as const : 'registered' as const, legalRepName: null, roles: more.roles ?? [], establishedOn: null, address: null, ...(more.stateOwned === undefined ? {} : { stateOwned: more.stateOwned }) });
    const register = (version: string, name: string, code: string, names = formerNames): SubjectCommand => ({ verb: 'register', subjectId: subject.subjectId, uscc: code, subjectClass: subject.subjectClass, registration: registration(version, name), formerNames: names, today: effectiveOn });
    const renamedFrom = more.previousName;
    switch (type) {
      case SUBJECT.identified: return [{ verb: 'identify', subjectId: subject.subjectId, subjectClass: subject.subjectClass, name: subject.name, uscc, today: effectiveOn, ...(more.personIndex === undefined ? {} : { personIndex: more.personIndex }), ...(more.nameIndex === undefined ? {} : { nameIndex: more.nameIndex }) }];
      case SUBJECT.renamed: return [register('1', renamedFrom!, uscc!, []), register('2', subject.name, uscc!)];
      case SUBJECT.rekeyed: return [register('1', subject.name, more.previousUscc ?? OLD_CODE), { verb: 'rekey', uscc: uscc!, subjectClass: subject.subjectClass, previousUscc: more.previousUscc ?? OLD_CODE, today: effectiveOn }];
      default: return [...formerUsccs.slice(0, 0), register('1', subject.name, uscc!)] as SubjectCommand[];
    }
  }

  it.each(ours.flatMap((type) => samplesOf(type).map((s, n) => [type, n, s.data] as [string, number, any])))('%s #%d is exactly what the publisher makes', (type, _n, data) => {
    let state: CreditSubject = absentSubject;
    let last: { type: string; data: object } | null = null;
    for (const command of commandsOf(type, data)) {
      for (const event of decideSubject(command, state)) {
        state = evolveSubject(state, event);
        last = (publishSubject[event.type] as (e: object, s: CreditSubject) => typeof last)(event, state);
      }
    }
    expect(last).toMatchObject({ type });
    expect(last!.data).toEqual(data);
    expect(validateData(type, last!.data)).toEqual([]);
  });
});

describe('frozen samples of matters', () => {
  const FACTS: Readonly<Record<string, MatterFact>> = { [MATTER.listEntryReported]: 'list-entry', [MATTER.caseOpened]: 'case-opened', [MATTER.caseDecided]: 'case-decided',
    [MATTER.promptDecisionReported]: 'prompt-decision', [MATTER.measureExecutionReported]: 'measure-execution', [MATTER.liftConfirmationReported]: 'lift-confirmation', [MATTER.noticeReceiptReported]: 'notice-receipt',
    [MATTER.commitmentReported]: 'commitment', [MATTER.commitmentPerformanceReported]: 'commitment-performance', [MATTER.educationReported]: 'integrity-education', [MATTER.selfDeclarationReported]: 'self-declaration' };
  it('every type has one', () => expect(Object.values(MATTER).filter((type) => samplesOf(type).length === 0)).toEqual([]));

  it.each(Object.values(MATTER).flatMap((type) => samplesOf(type).map((s, n) => [type, n, s.data] as [string, number, MatterV1 & Record<string, unknown>])))('%s #%d is exactly what the publisher makes, at once and after a hold', (type, _n, data) => {
    const { matterId, source, receivedAt, subject, personIndex = null, ...content } = data;
    const fact = FACTS[type]!;
    const file = { matterId, matterType: fact === 'case-opened' || fact === 'case-decided' ? 'case' as const : fact, authorityUscc: 'a', reference: 'r', subjectId: subject.subjectId, source, receivedAt: receivedAt as Instant, personIndex };
    const receive = (heldReasons: string[]): MatterCommand => ({ verb: 'receive', file, fact, reported: { version: '1', content, hash: 'h', statedName: subject.name }, heldReasons });
    for (const commands of [[receive([])], [receive(['UNKNOWN_SUBJECT']), { verb: 'release', heldReasons: [] } satisfies MatterCommand]]) {
      let state: Matter = absentMatter;
      const told = commands.flatMap((command) => {
        const events = decideMatter(command, state);
        return events.flatMap((event) => {
          state = evolveMatter(state, event);
          return [(publishMatter[event.type] as (e: object, s: Matter) => { type: string; data: object } | null)({ ...event, about: subject }, state)].filter((f) => f !== null);
        });
      });
      expect(told).toEqual([{ type, data }]);
      expect(validateData(type, told[0]!.data)).toEqual([]);
    }
  });
});

describe('frozen samples of designations, as the outcome of a report', () => {
  it.each([...Object.values(DESIGNATION), ...Object.values(RED_LIST)].flatMap((type) => samplesOf(type).map((s, n) => [type, n, s] as const)))('%s #%d', (type, _n, { data, causationId }: any) => {
    const refused = type === DESIGNATION.notApplicable ? { refused: { code: data.code, reason: data.reason } } : {};
    const answers = type === DESIGNATION.notApplicable || Object.values<string>(RED_LIST).includes(type) || data.origin === 'external';
    expect(outcomeOf({ type, data, causationId } as never)).toEqual(answers ? [{ matterId: data.entryId, causationId, ...refused }] : []);
  });
});

describe('frozen answers to receipts of notices, as the outcome of a report', () => {
  it.each(Object.values(NOTICE_RECEIPT).map((type) => [type, samplesOf(type)[0]] as const))('%s', (type, { data, causationId }: any) => {
    expect(outcomeOf({ type, data, causationId } as never)).toEqual([{ matterId: data.matterId, causationId, ...(type === NOTICE_RECEIPT.notApplicable ? { refused: { code: data.code, reason: data.reason } } : {}) }]);
  });
});

describe('frozen samples of interviews, as statements of their department', () => {
  it.each(samplesOf(INTERVIEW.held).map((s, n) => [n, s] as const))('#%d passes the schema and the checks of the door', (_n, envelope: any) => {
    const statement = interviewStatementOf({ ...envelope, timestampMs: 0 });
    expect(statement).toMatchObject({ ref: { channel: 'rest', requestId: envelope.id }, source: envelope.data.source, type: INTAKE.interview, data: { docNo: envelope.data.docNo, decisionDate: envelope.data.heldOn } });
    expect(validateData(INTAKE.interview, statement.data)).toEqual([]);
    const faults = crossCheck(INTAKE.interview, statement.data, { today });
    expect([...new Set(faults.map(({ pointer }) => pointer))]).toEqual(statement.personIndex === undefined ? [] : ['/personIdType', '/personIdNo']);
  });
});

describe('frozen samples of commitments', () => {
  const ASSESSED: readonly string[] = [COMMITMENT.kept, COMMITMENT.breached, COMMITMENT.breachRevoked];
  it.each(Object.values(COMMITMENT).flatMap((type) => samplesOf(type).map((s, n) => [type, n, s] as const)))('%s #%d: a record of what was assessed, of nothing else', (type, _n, envelope: any) => {
    const assessed = assessedCommitmentOf({ ...envelope, timestampMs: 0 });
    expect(assessed.map(({ commitment }) => [commitment.commitmentCode, commitment.assessment.authorityUscc])).toEqual(ASSESSED.includes(type) ? [[envelope.data.commitmentCode, envelope.data.assessment.authorityUscc]] : []);
  });
  it.each(Object.values(COMMITMENT_REPORT).map((type) => [type, samplesOf(type)[0]] as const))('%s, as the outcome of a report', (type, { data, causationId }: any) => {
    expect(commitmentReportOutcomeOf({ type, data, causationId } as never)).toEqual({ matterId: data.matterId, causationId, ...(type === COMMITMENT_REPORT.notApplicable ? { refused: { code: data.code, reason: data.reason } } : {}) });
  });
});

describe('frozen samples of what departments report of commitments', () => {
  const REPORTED: [intake: string, matter: string][] = [[INTAKE.commitment, MATTER.commitmentReported], [INTAKE.commitmentPerformance, MATTER.commitmentPerformanceReported], [INTAKE.integrityEducation, MATTER.educationReported], [INTAKE.selfDeclaration, MATTER.selfDeclarationReported]];
  it.each(REPORTED.flatMap(([intake, matter]) => samplesOf(intake).map((s, n) => [intake, matter, n, s] as const)))('%s → %s #%d: forwarded with every field that it has, and none of the party', (intake, matter, _n, { data, source }: any) => {
    const department = source.split('/').at(-1);
    const authorities = { bySource: new Map([[department, { source: department, uscc: '11210500MB0XY1017D', powers: [], speaksFor: [] }]]), authorities: new Set<string>() };
    const { content } = termsOf(authorities, { fact: FACT_OF_MATTER[intake]!, data: { ...data, futureField: 'x' }, statement: { source: department } } as never, { uscc: data.uscc } as never);
    const { subjectName: _s, subjectClass: _c, uscc: _u, ...said } = data;
    expect(content).toEqual(said);
    expect(validateData(matter, { ...samplesOf(matter)[0]!.data, ...content })).toEqual([]);
  });
});
