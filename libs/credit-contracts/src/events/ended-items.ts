import type { EffectEnding } from '@credit/rulebook/codes';
import type { ListEntryV1 } from './designation-events.ts';
import type { EndedItemV1 } from './effects-events.ts';
import type { RecordStateV1 } from './record-events.ts';
import { RECORD } from './types.ts';

const RECORD_ENDINGS: Readonly<Record<string, EffectEnding>> = { [RECORD.repaired]: 'repaired', [RECORD.revoked]: 'revoked', [RECORD.corrected]: 'corrected' };

/** 记录的结束 — what every owner of effects answers when a record was repaired, revoked or corrected; undefined for any other fact of it. `version` is the `ce_aggregateversion` of the fact. */
export function endedRecord(type: string, { recordId, repaired, change, receivedOn }: RecordStateV1, version: string): EndedItemV1 | undefined {
  const ending = RECORD_ENDINGS[type];
  if (ending === undefined) return undefined;
  const byRepair = ending === 'repaired' ? repaired : undefined;
  return { kind: 'record', id: recordId, version, ending, on: byRepair?.on ?? change?.effectiveOn ?? receivedOn, ...(byRepair === undefined ? {} : { caseId: byRepair.caseId }) };
}

/** 名单条目的结束 — what every owner of effects answers when an entry has ended; undefined while it is in force. */
export const endedEntry = ({ entryId, status, ending, endedOn, from }: ListEntryV1, version: string): EndedItemV1 | undefined =>
  (status === 'ended' ? { kind: 'list-entry', id: entryId, version, ending: ending ?? 'expired', on: endedOn ?? from } : undefined);
