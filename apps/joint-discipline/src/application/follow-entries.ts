import type { ListEntryV1 } from '@credit/contracts/events';
import { maxDate, type LocalDate } from '@credit/kernel';
import { textArray, type AggregateStore, type Cause, type UnitOfWork } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import type { MeasureEvent } from '../domain/measure/measure.events.ts';
import type { DisciplineMeasure } from '../domain/measure/measure.ts';
import { EntryWithoutBasis, restsOnBasis } from '../domain/policies/entry-basis.ts';
import { newestStates } from '../domain/policies/newest-states.ts';
import { releaseMeasure, releasePrompt, type EntryEnd } from '../domain/policies/release.ts';
import type { Prompt } from '../domain/prompt/prompt.ts';
import { answerEntryEndings, type EndingDesk } from './answer-entry-endings.ts';
import { liveEntriesOf, lockEntries, stateEntries } from './list-entries.ts';
import type { PromptStore } from './raise-prompts.ts';

/** Nest token of the {@link MeasureStore}. */
export const MEASURES = Symbol('MEASURES');
export type MeasureStore = AggregateStore<DisciplineMeasure, MeasureEvent>;

export interface Followers {
  readonly prompts: PromptStore;
  readonly measures: MeasureStore;
  readonly rulebook: Rulebook;
}

/** One fact of a list entry as its owner published it: the whole resulting state. */
export interface EntryVersion {
  state: ListEntryV1;
  /** `ce_aggregateversion` of the fact. */
  version: string;
  businessDate?: LocalDate | undefined;
  cause?: Cause | undefined;
}

const BURDENED = { name: 'discipline_of_entries', text: `select 'prompt' as kind, id, live_entry_id as entry_id from prompt where live_entry_id = any($1::text[]::uuid[]) union all select 'measure', id, live_entry_id from discipline_measure where live_entry_id = any($1::text[]::uuid[]) order by 1, 2` };

/**
 * 名单变动 — takes the new states of entries. Where one has ended, its open prompts are closed and its measures lifted in the same transaction, unless another live
 * entry of the same subject carries the same measure: then the measure goes on under that one. What the entry did here is answered, and who was told of it is told (P-14, B31). 移出名单的，同步解除惩戒；国办发〔2020〕49号
 * @throws EntryWithoutBasis when one in force names no decision, authority, statute or document: it is parked, and nobody is burdened by it
 */
export async function followEntries(uow: UnitOfWork, followers: Followers & EndingDesk, versions: readonly EntryVersion[]): Promise<void> {
  const groundless = versions.find(({ state }) => !restsOnBasis(state));
  if (groundless !== undefined) throw new EntryWithoutBasis(groundless.state.entryId);
  const known = await lockEntries(uow, versions.map(({ state }) => state.entryId));
  const fresh = newestStates(known, versions);
  stateEntries(uow, fresh.filter(({ state }) => state.status === 'in-force').map(({ state }) => state));
  const ended = fresh.filter(({ state }) => state.status === 'ended');
  await release(uow, followers, new Map(ended.filter(({ state }) => known.get(state.entryId)?.live).map((version) => [version.state.entryId, version])));
  stateEntries(uow, ended.map(({ state }) => state));
  await answerEntryEndings(uow, followers, ended);
}

/** Closes and lifts what rests on entries that have ended. */
async function release(uow: UnitOfWork, { prompts, measures, rulebook }: Followers, ended: ReadonlyMap<string, EntryVersion>): Promise<void> {
  if (ended.size === 0) return;
  const burdened = await uow.query<{ kind: 'prompt' | 'measure'; id: string; entry_id: string }>(BURDENED, [textArray([...ended.keys()].sort())]);
  if (burdened.length === 0) return;
  const others = (await liveEntriesOf(uow, [...ended.values()].map(({ state }) => state.subject.subjectId), uow.ctx.today)).filter(({ entryId }) => !ended.has(entryId));
  const endOf = ({ state: { ending, endingReason, from }, businessDate }: EntryVersion): EntryEnd => ({ ending, endingReason, from, on: businessDate === undefined ? uow.ctx.today : maxDate(uow.ctx.today, businessDate) });
  const step = <S, E>(decide: (version: EntryVersion, state: S) => readonly E[]) => ({ id, entry_id }: { id: string; entry_id: string }) => {
    const version = ended.get(entry_id)!;
    return { id, decide: (state: S) => decide(version, state), ...(version.cause === undefined ? {} : { cause: version.cause }) };
  };
  const outcomes = [
    ...(await prompts.updateMany(uow, burdened.filter(({ kind }) => kind === 'prompt').map(step((version, state: Prompt) => releasePrompt(endOf(version), state))))),
    ...(await measures.updateMany(uow, burdened.filter(({ kind }) => kind === 'measure').map(step((version, state: DisciplineMeasure): MeasureEvent[] => releaseMeasure(rulebook, endOf(version), others, state))))),
  ];
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
}
