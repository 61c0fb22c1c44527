import { SANDBOX_DATE, SANDBOX_DATE_KEY, type SandboxDateMovedV1 } from '@credit/contracts/events';
import { TOPICS } from '@credit/contracts/topics';
import { DomainError, maxDate, type LocalDate } from '@credit/kernel';
import { newEventId, type UnitOfWork } from '@credit/persistence';

const AGGREGATE_ID = '00000000-0000-7000-8000-000000000001';
const BEGIN = { name: 'sandbox_date_begin', text: 'insert into sandbox_date (business_date, version) values ($1::date, 0) on conflict do nothing' };
const LOCK = { name: 'sandbox_date_lock', text: 'select business_date as "date", version from sandbox_date for update' };
const MOVE = { name: 'sandbox_date_move', text: 'update sandbox_date set business_date = $1::date, version = $2::int8' };

/**
 * 推进业务日期 — moves the business date of the sandbox forward and says so on the compacted topic that every service follows (decision 16).
 * The same date again is confirmed, not published again. @throws DomainError SANDBOX.DATE_BACKWARD
 */
export async function moveSandboxDate(uow: UnitOfWork, date: LocalDate): Promise<LocalDate> {
  await uow.query(BEGIN, [uow.ctx.today]);
  const [held] = await uow.query<{ date: LocalDate; version: string }>(LOCK);
  const now = maxDate(held!.date, uow.ctx.today);
  if (date < now) throw new DomainError({ code: 'SANDBOX.DATE_BACKWARD', message: `the business date is ${now} and only moves forward`, userMessage: `业务日期现为 ${now}，只能向前推进`, pointer: '/date' });
  if (date === held!.date && held!.version !== '0') return date;
  const version = String(Number(held!.version) + 1);
  await uow.query(MOVE, [date, version]);
  const data: SandboxDateMovedV1 = { businessDate: date, previousDate: now };
  const headers = { ce_type: SANDBOX_DATE, ce_source: `/services/${uow.service}`, ce_time: uow.ctx.now, ce_actor: uow.ctx.actor, ce_businessdate: date };
  uow.journal('facts', [{ eventId: newEventId(), type: 'SandboxDateMoved', aggregateType: 'sandbox', aggregateId: AGGREGATE_ID, aggregateVersion: version, fact: null, publish: { topic: TOPICS.sandboxState, key: SANDBOX_DATE_KEY, headers, payload: JSON.stringify(data) } }]);
  return date;
}
