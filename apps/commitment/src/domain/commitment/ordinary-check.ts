import { addDays } from '@credit/kernel';
import { CheckNotOrdinary } from './commitment.errors.ts';
import type { Performed } from './commitment.decide.ts';
import type { OpenCommitment } from './commitment.ts';

/**
 * 不因承诺而加查 — an item's own check lies in its window and is made at most as often as the published item says; any other look rests on a random inspection or on a complaint and names which.
 * 深圳条例第六十三条; O11 (参照)
 * @throws CheckNotOrdinary
 */
export function mustBeOrdinary({ occasion, reference, on }: Performed, { checks, checkWindow: window, madeOn }: OpenCommitment): void {
  if (occasion !== 'ITEM_CHECK') {
    if (reference === undefined || reference === '') throw new CheckNotOrdinary(`${occasion} names no plan or lead`, '应当填写抽查计划编号或者线索编号');
    return;
  }
  if (window === undefined) throw new CheckNotOrdinary('a free promise has no check of an item', '自愿承诺没有事项核查，请依抽查计划或者线索核查');
  const [from, to] = [addDays(madeOn, window.fromDays), addDays(madeOn, window.toDays)];
  if (on < from || on > to) throw new CheckNotOrdinary(`the item is checked from ${from} to ${to}`, `该事项的核查时段为${from}至${to}`);
  if (checks.filter((one) => one.occasion === 'ITEM_CHECK').length >= window.maxChecks) throw new CheckNotOrdinary(`the item is checked ${window.maxChecks} times at most`, `该事项最多核查${window.maxChecks}次`);
}
