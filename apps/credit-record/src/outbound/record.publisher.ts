import { RECORD, type BanCaseContentV1, type CoercionContentV1, type CommitmentContentV1, type InterviewContentV1, type JudgmentContentV1, type LicenseContentV1, type PenaltyContentV1, type RecordChangeV1, type RecordStateV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { AggregateDefinition, PublicFact } from '@credit/persistence';
import { currentContent, type CreditRecord, type RecordContent } from '../domain/record/record.ts';
import type { RecordFactEvent } from '../domain/record/record.events.ts';

const LICENSE_FIELDS = ['permitKind', 'certName', 'certNo', 'content', 'validFrom', 'validTo', 'state', 'legalRepName', 'restricted', 'remark'] as const satisfies readonly (keyof LicenseContentV1)[];
const PENALTY_FIELDS = [
  'violationType', 'facts', 'legalBasis', 'penaltyTypes', 'otherPenaltyText', 'content', 'fineAmountWan', 'confiscatedAmountWan', 'suspendedPermit', 'effectiveTo', 'simpleProcedure', 'sector',
  'legalRepName', 'restricted', 'remark',
] as const satisfies readonly (keyof PenaltyContentV1)[];

const COERCION_FIELDS = ['matterName', 'coercionKinds', 'content', 'legalBasis', 'validFrom', 'validTo', 'liftedOn', 'property', 'amountWan', 'legalRepName', 'restricted', 'remark'] as const satisfies readonly (keyof CoercionContentV1)[];
const JUDGMENT_FIELDS = ['causeOfAction', 'effectiveOn', 'obligation', 'performance', 'performedOn', 'legalRepName', 'restricted', 'remark'] as const satisfies readonly (keyof JudgmentContentV1)[];
const INTERVIEW_FIELDS = ['interviewKind', 'place', 'attended', 'attendees', 'minutes', 'demands', 'outcome', 'legalRepName', 'restricted', 'remark'] as const satisfies readonly (keyof InterviewContentV1)[];
const BAN_CASE_FIELDS = ['entryId', 'title', 'facts', 'discipline', 'significance', 'legalRepName', 'restricted', 'remark'] as const satisfies readonly (keyof BanCaseContentV1)[];
const COMMITMENT_FIELDS = ['commitmentId', 'commitmentCode', 'type', 'itemName', 'reason', 'content', 'performance', 'unperformed', 'accountability', 'decisionDocNo', 'madeOn', 'legalRepName', 'restricted', 'remark'] as const satisfies readonly (keyof CommitmentContentV1)[];
const FIELDS: Readonly<Record<RecordStateV1['recordKind'], readonly string[]>> = { 
  'administrative-license': LICENSE_FIELDS, 'administrative-penalty': PENALTY_FIELDS, 'administrative-coercion': COERCION_FIELDS, 'court-judgment': JUDGMENT_FIELDS, interview: INTERVIEW_FIELDS,
  'ban-case': BAN_CASE_FIELDS, commitment: COMMITMENT_FIELDS,
};

function publicContent(kind: RecordStateV1['recordKind'], content: RecordContent): RecordStateV1['content'] {
  const shown: Record<string, unknown> = {};
  for (const field of FIELDS[kind]) if (content[field] !== undefined) shown[field] = content[field];
  return shown as never;
}

/** 信用记录现状 — the whole public state; undefined while the record has no content. */
export function recordStateOf(s: CreditRecord, subject: SubjectSnapshot, change?: RecordChangeV1): RecordStateV1 | undefined {
  const content = currentContent(s);
  if (content === null || s.status === 'absent' || s.status === 'awaited') return undefined;
  const state: RecordStateV1 = {
    recordId: s.recordId, recordKind: s.recordKind, status: s.status, heldReasons: s.status === 'held' ? [...s.heldReasons] : [], subject, source: s.source, authorityUscc: s.authorityUscc,
    authorityName: String(content['authorityName']), docNo: s.docNo, decisionDate: content['decisionDate'] as RecordStateV1['decisionDate'], receivedAt: s.receivedAt, receivedOn: s.receivedOn,
    sourceVersion: s.base!.version, content: publicContent(s.recordKind, content),
  };
  if (content['docName'] !== undefined) state.docName = String(content['docName']);
  if (s.repair !== null) state.repaired = { caseId: s.repair.caseId, on: s.repair.on };
  if (s.shield !== null) state.shielded = { shieldingId: s.shield.shieldingId, on: s.shield.on };
  if (change !== undefined) state.change = change;
  return state;
}

type Publisher = AggregateDefinition<CreditRecord, RecordFactEvent>['publish'];

const fact = (type: string, event: RecordFactEvent, s: CreditRecord, change?: RecordChangeV1): PublicFact | null => {
  const data = recordStateOf(s, event.about, change);
  return data === undefined ? null : { type, data };
};
/** The revocation as the public is told; undefined for every other state. */
export const revocationOf = (s: CreditRecord): RecordChangeV1 | undefined =>
  s.status === 'revoked' ? { reason: s.revocation.reason, basis: s.revocation.basis, effectiveOn: s.revocation.revokedOn, changedFields: [] } : undefined;

/** What the other services hear of each private event. Null = private: nothing that others rely on has changed. */
export const publishRecord: Publisher = {
  RecordRecorded: (e, s) => fact(s.status === 'held' ? RECORD.held : RECORD.recorded, e, s),
  CorrectionNoted: () => null,
  RevocationNoted: () => null,
  RevokedContentUpdated: (e, s) => (e.first ? fact(RECORD.revoked, e, s, revocationOf(s)) : null),
  RecordVersionConfirmed: () => null,
  RecordAmended: (e, s) => fact(RECORD.amended, e, s, { reason: '报送新版本', effectiveOn: e.on, changedFields: [...e.changedFields] }),
  RecordCorrected: (e, s) => fact(RECORD.corrected, e, s, { reason: e.reason, basis: e.basis, effectiveOn: e.on, changedFields: [...e.changedFields] }),
  RecordRevoked: (e, s) => fact(RECORD.revoked, e, s, revocationOf(s)),
  RecordReinstated: (e, s) => fact(RECORD.reinstated, e, s, { reason: e.reason, basis: e.basis, effectiveOn: e.on, changedFields: [...e.changedFields] }),
  RecordReleased: (e, s) => fact(RECORD.released, e, s),
  RecordRepaired: (e, s) => fact(RECORD.repaired, e, s, { reason: e.reason, effectiveOn: e.repair.on, changedFields: [] }),
  RecordRepairRevoked: (e, s) => fact(RECORD.repairRevoked, e, s, { reason: e.reason, effectiveOn: e.on, changedFields: [] }),
  RecordShielded: (e, s) => fact(RECORD.shielded, e, s, { reason: e.reason, effectiveOn: e.shield.on, changedFields: [] }),
  RecordUnshielded: (e, s) => fact(RECORD.unshielded, e, s, { reason: e.reason, effectiveOn: e.on, changedFields: [] }),
  RecordHoldChanged: (e, s) => fact(RECORD.held, e, s),
};

const PUBLIC_FIELDS: ReadonlySet<string> = new Set([...Object.values(FIELDS).flat(), 'authorityName', 'docName', 'decisionDate']);

/** What the journal keeps of an event: of a published one only what its public form leaves out, so that every past content can be answered for. */
export function recordFact(event: RecordFactEvent): object | null {
  switch (event.type) {
    case 'RecordRecorded':
    case 'RecordAmended': {
      const rest = Object.fromEntries(Object.entries(event.base.content).filter(([field]) => !PUBLIC_FIELDS.has(field)));
      return event.corrections.length > 0 ? { base: event.base, corrections: event.corrections } : { rest };
    }
    case 'RecordCorrected':
    case 'RecordReinstated':
      return { corrections: event.corrections };
    case 'RecordRevoked':
      return { version: event.revocation.version };
    case 'RecordReleased':
    case 'RecordHoldChanged':
    case 'RecordRepaired':
    case 'RecordRepairRevoked':
    case 'RecordShielded':
    case 'RecordUnshielded':
      return null;
    default: {
      const { about: _about, ...told } = event;
      return told;
    }
  }
}
