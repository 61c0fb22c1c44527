import { textArray, type UnitOfWork } from '@credit/persistence';
import type { Answer } from './answers.ts';
import { receiptOf } from './answers.ts';

const BY_EVENT = {
  name: 'receipts_first_of_event',
  text: `select distinct on (x.s, x.e) x.s || ' ' || x.e as key, r.id from unnest($1::text[], $2::text[]) as x(s, e)
         join receipt r on hashtextextended(r.event_id, 0) = hashtextextended(x.e, 0) and r.channel = 'kafka' and r.event_id = x.e and r.source = x.s order by x.s, x.e, r.decided_at, r.id`,
};
const BY_CONTENT = {
  name: 'receipts_first_of_content',
  text: `select distinct on (x.r, x.h) x.r || ' ' || x.h as key, r.id from unnest($1::text[], $2::text[]) as x(r, h)
         join receipt r on r.record_id = x.r::uuid and r.content_hash = x.h::int8 and r.state not in ('rejected', 'duplicate') order by x.r, x.h, r.decided_at, r.id`,
};

const eventKey = ({ statement: { ref, source } }: Answer): string | undefined => (ref.channel === 'kafka' ? `${source} ${ref.eventId}` : undefined);
const isRepeat = ({ statement: { ref } }: Answer): boolean => ref.channel === 'kafka' && ref.repeat !== undefined;
const aboutOf = ({ recordId, matterId }: Answer): string | undefined => recordId ?? matterId;
const contentKey = (answer: Answer): string | undefined => (aboutOf(answer) !== undefined && answer.contentHash !== undefined ? `${aboutOf(answer)} ${answer.contentHash}` : undefined);

/** 首次回执 — names in each `duplicate` answer the receipt that answered the same event or the same content first, in the register or earlier in this batch. */
export async function withFirstReceipts(uow: UnitOfWork, answers: readonly Answer[]): Promise<Answer[]> {
  const repeats = answers.filter((a) => isRepeat(a));
  const sameContent = answers.filter((a) => a.state === 'duplicate' && !isRepeat(a) && contentKey(a) !== undefined);
  if (repeats.length === 0 && sameContent.length === 0) return [...answers];
  const first = new Map<string, string>();
  for (const row of repeats.length === 0 ? [] : await uow.query<{ key: string; id: string }>(BY_EVENT, [textArray(repeats.map((a) => a.statement.source)), textArray(repeats.map((a) => eventKey(a)!.slice(a.statement.source.length + 1)))])) first.set(row.key, row.id);
  for (const row of sameContent.length === 0 ? [] : await uow.query<{ key: string; id: string }>(BY_CONTENT, [textArray(sameContent.map((a) => aboutOf(a)!)), textArray(sameContent.map((a) => a.contentHash!))])) first.set(row.key, row.id);
  return answers.map((answer) => {
    const key = isRepeat(answer) ? eventKey(answer) : answer.state === 'duplicate' ? contentKey(answer) : undefined;
    const firstReceiptId = key === undefined ? undefined : first.get(key);
    const named = firstReceiptId === undefined ? answer : { ...answer, firstReceiptId };
    const id = receiptOf(named, uow.ctx.now).receiptId;
    for (const own of [eventKey(answer), answer.state === 'duplicate' || answer.state === 'rejected' ? undefined : contentKey(answer)]) if (own !== undefined && !first.has(own)) first.set(own, id);
    return named;
  });
}
