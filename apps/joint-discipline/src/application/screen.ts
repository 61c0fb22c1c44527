import type { ListEntryV1 } from '@credit/contracts/events';
import { epochDay, epochMsOf, instantOf } from '@credit/kernel';
import { marksOf, newEventId, textArray, type UnitOfWork } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { match, type Match } from '../domain/matching/ladder.ts';
import { restsOnBasis } from '../domain/policies/entry-basis.ts';
import { measuresOfHit, type AllowedMeasure } from '../domain/policies/measures-of-hit.ts';
import type { PromptFacts } from '../domain/prompt/prompt.ts';
import { confirmEntries, stateEntries } from './list-entries.ts';
import { ListStale } from './list-stale.ts';
import type { LiveList } from './live-list.ts';
import { promptIdOf, raisePrompts, type PromptStore } from './raise-prompts.ts';
import { answeredEntry, answerText, YES_NO_MATTERS, type AnswerHead, type Ask, type Asker, type ScreeningAnswer } from './screening-answer.ts';

export interface ScreeningDesk {
  readonly list: LiveList;
  readonly rulebook: Rulebook;
  readonly prompts: PromptStore;
}

/** An answer proves a look-up for a day; the list may be another one tomorrow. */
const VALID_MS = 86_400_000;

const KNOWN_DIFFERENT = { name: 'not_same_of', text: 'select subject_key, entry_id from not_same where subject_key = any($1::text[])' };
const STORE = {
  name: 'screening_store',
  text: `insert into screening (id, department, officer, matter_id, matter_kind, purpose, subject_key, asked_at, business_date, list_version, outcome, answer, prompt_ids)
         select x.id::uuid, $2, $3, x.matter_id, x.matter_kind, x.purpose, x.subject_key, $4::timestamptz, $5::date, $6::int8, x.outcome, x.answer::jsonb, x.prompts::uuid[]
         from unnest($1::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[], $13::text[]) as x (id, matter_id, matter_kind, purpose, subject_key, outcome, answer, prompts)`,
};

interface Screened {
  ask: Ask;
  screeningId: string;
  outcome: Match['outcome'];
  entries: { entry: ListEntryV1; allowed: AllowedMeasure[]; explanation: Match['found'][number]['explanation'] }[];
  prompts: PromptFacts[];
}

const NAMED = {
  name: 'screening_entry_add',
  text: 'insert into screening_entry (entry_id, screening_id) select x.entry::uuid, x.id::uuid from unnest($1::text[], $2::text[]) as x (entry, id) on conflict do nothing',
};

/** 命中须经确认 — the entries of all hits and suspects that are in force in our own rows, brought up to the index where it is ahead (P-7): none of them ends before this answer is kept. */
async function confirmed(uow: UnitOfWork, list: LiveList, matches: readonly Match[]): Promise<Map<string, ListEntryV1>> {
  const rows = matches.flatMap(({ found }) => found.map(({ row }) => row));
  const today = uow.ctx.today;
  let entries = new Map((await confirmEntries(uow, rows.map(({ entryId }) => entryId), today)).map((entry) => [entry.entryId, entry]));
  const ahead = rows.filter(({ entryId, listVersion }) => Number(entries.get(entryId)?.listVersion ?? -1) < listVersion);
  if (ahead.length > 0) {
    stateEntries(uow, ahead.map(({ ref }) => list.copyOf(ref)).filter(restsOnBasis));
    entries = new Map((await confirmEntries(uow, rows.map(({ entryId }) => entryId), today)).map((entry) => [entry.entryId, entry]));
  }
  return entries;
}

async function knownDifferent(uow: UnitOfWork, asks: readonly Ask[]): Promise<Set<string>> {
  const keys = asks.filter(({ sought }) => sought.anatomy !== undefined).map(({ subjectKey }) => subjectKey);
  if (keys.length === 0) return new Set();
  return new Set((await uow.query<{ subject_key: string; entry_id: string }>(KNOWN_DIFFERENT, [textArray(keys)])).map((row) => `${row.subject_key} ${row.entry_id}`));
}

function screened({ rulebook }: ScreeningDesk, { department }: Asker, uow: UnitOfWork, ask: Ask, found: Match, inForce: ReadonlyMap<string, ListEntryV1>): Screened {
  const today = uow.ctx.today;
  const screeningId = newEventId();
  const entries = found.found.flatMap(({ row, explanation }) => {
    const entry = inForce.get(row.entryId);
    if (entry === undefined) return [];
    return [{ entry, explanation, allowed: found.outcome === 'hit' ? measuresOfHit(rulebook, entry, { matterKind: ask.matterKind, field: ask.field }, today) : [] }];
  });
  const prompted = YES_NO_MATTERS.has(ask.matterKind) ? [] : entries;
  const prompts = prompted.flatMap(({ entry, allowed }) => allowed.filter(({ autoPrompt }) => autoPrompt).map(({ basis }): PromptFacts => {
    const matter = { matterId: ask.matterId, matterKind: ask.matterKind, department };
    return { promptId: promptIdOf({ matter, basis }), screeningId, subject: entry.subject, matter, basis, promptedOn: today };
  }));
  return { ask, screeningId, outcome: entries.length === 0 ? 'none' : found.outcome, entries, prompts };
}

/**
 * 比对 — looks subjects up, confirms every hit in our own rows, raises the prompts that the matrix allows and keeps each screening, all in the caller's transaction.
 * Names alone ask a human; no cell of the matrix means information only. 《实施方案》应查必查、自动比对、自动提示；国办发〔2020〕49号
 * @throws ListStale when the list is not current, for hits and misses alike
 */
export async function screen(uow: UnitOfWork, desk: ScreeningDesk, asker: Asker, asks: readonly Ask[]): Promise<ScreeningAnswer[]> {
  const stale = desk.list.staleBecause();
  if (stale !== undefined) throw new ListStale(stale);
  const state = desk.list.state();
  const day = epochDay(uow.ctx.today);
  const different = await knownDifferent(uow, asks);
  const matches = asks.map((ask) => match(desk.list.current, ask.sought, day, (entryId) => different.has(`${ask.subjectKey} ${entryId}`)));
  const found = matches.flatMap((one) => one.found.map(({ row }) => row.entryId));
  const [inForce, marks] = await Promise.all([confirmed(uow, desk.list, matches), marksOf(uow, 'list-entry', found)]);
  const all = asks.map((ask, n) => screened(desk, asker, uow, ask, matches[n]!, inForce));
  const prompts = await raisePrompts(uow, desk.prompts, all.flatMap(({ ask: { cause }, prompts: wanted }) => wanted.map((facts) => ({ facts, cause }))));
  const answers = all.map((one): ScreeningAnswer => {
    const { ask, screeningId } = one;
    const head: AnswerHead = {
      screeningId, askedAt: uow.ctx.now, businessDate: uow.ctx.today, expiresAt: instantOf(epochMsOf(uow.ctx.now) + VALID_MS), department: asker.department,
      matter: { id: ask.matterId, kind: ask.matterKind }, purpose: ask.purpose, subjectKey: ask.subjectKey, list: state,
    };
    if (YES_NO_MATTERS.has(ask.matterKind)) return { ...head, answer: one.entries.some(({ allowed }) => allowed.some(({ yesNo }) => yesNo)) ? 'yes' : 'no' };
    return {
      ...head, outcome: one.outcome, entries: one.entries.map(({ entry, explanation, allowed }) => answeredEntry(entry, explanation, allowed, marks.get(entry.entryId))),
      prompts: one.prompts.map(({ promptId, basis }) => ({ promptId, entryId: basis.entryId, status: prompts.get(promptId)!.status, measure: basis.measure, title: basis.measureTitle, article: basis.article })),
    };
  });
  uow.send(STORE, [
    textArray(all.map((one) => one.screeningId)), asker.department, asker.officer, uow.ctx.now, uow.ctx.today, state.listVersion, textArray(asks.map((a) => a.matterId)), textArray(asks.map((a) => a.matterKind)),
    textArray(asks.map((a) => a.purpose)), textArray(asks.map((a) => a.subjectKey)), textArray(all.map((one) => one.outcome)), textArray(answers.map(answerText)),
    textArray(all.map((one) => `{${one.prompts.map(({ promptId }) => promptId).join(',')}}`)),
  ]);
  const named = all.flatMap((one) => namedBy(one).map((entryId) => [entryId, one.screeningId] as const));
  if (named.length > 0) uow.send(NAMED, [textArray(named.map(([entryId]) => entryId)), textArray(named.map(([, id]) => id))]);
  return answers;
}

/** The entries that an answer shows, and those that make a yes. */
const namedBy = ({ ask, entries }: Screened): string[] =>
  entries.filter(({ allowed }) => !YES_NO_MATTERS.has(ask.matterKind) || allowed.some(({ yesNo }) => yesNo)).map(({ entry }) => entry.entryId);
