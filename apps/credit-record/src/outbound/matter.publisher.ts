import { MATTER, type MatterV1 } from '@credit/contracts/events';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { AggregateDefinition } from '@credit/persistence';
import type { MatterFactEvent } from '../domain/matter/matter.events.ts';
import type { Matter, MatterFact, MatterFile, Reported } from '../domain/matter/matter.ts';

/** The public type of each fact. */
export const MATTER_TYPES: Readonly<Record<MatterFact, string>> = {
  'list-entry': MATTER.listEntryReported, 'case-opened': MATTER.caseOpened, 'case-decided': MATTER.caseDecided,
  'prompt-decision': MATTER.promptDecisionReported, 'measure-execution': MATTER.measureExecutionReported, 'lift-confirmation': MATTER.liftConfirmationReported,
  'notice-receipt': MATTER.noticeReceiptReported, commitment: MATTER.commitmentReported, 'commitment-performance': MATTER.commitmentPerformanceReported,
  'integrity-education': MATTER.educationReported, 'self-declaration': MATTER.selfDeclarationReported,
};

/** 转送内容 — file, subject and the reported fact as the contracts name them. */
export function matterDataOf({ matterId, source, receivedAt, personIndex }: MatterFile, subject: SubjectSnapshot, { content }: Reported): MatterV1 {
  return { matterId, source, receivedAt, subject, ...(personIndex === null ? {} : { personIndex }), ...content };
}

/** What the other services hear of each private event: what is forwarded, nothing else. */
export const publishMatter: AggregateDefinition<Matter, MatterFactEvent>['publish'] = {
  MatterHeld: () => null,
  MatterHoldChanged: () => null,
  MatterForwarded: (e) => ({ type: MATTER_TYPES[e.fact], data: matterDataOf(e.file, e.about, e.reported) }),
  MatterVersionConfirmed: () => null,
};

/** What the journal keeps beside the published form: the version that the sender gave. */
export function matterFact(event: MatterFactEvent): object {
  if (event.type === 'MatterForwarded') return { version: event.reported.version };
  const { about: _about, ...told } = event;
  return told;
}
