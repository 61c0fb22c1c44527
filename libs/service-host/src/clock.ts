import { compareDates, instantOf, localDateOf } from '@credit/kernel';
import type { Clock, LocalDate } from '@credit/kernel';

/** 业务时钟 of a service; in the sandbox the business date is moved by command and only forward. */
export interface ServiceClock extends Clock {
  /** Called after the business date has moved (sandbox), once per change. @returns a function that ends the subscription */
  onDateChange(listener: (today: LocalDate) => void): () => void;
}

/** A clock whose business date somebody sets: the sandbox topic, or a test. */
export interface SandboxClock extends ServiceClock {
  /** Moves the business date forward. @returns false when `date` is not later than today */
  moveTo(date: LocalDate): boolean;
}

const system = { now: () => instantOf(Date.now()), nowMs: () => Date.now() };

/** Production: today is the real date in Asia/Shanghai; looked at once a minute for listeners. */
export function systemClock(): ServiceClock & { stop(): void } {
  const listeners = new Set<(today: LocalDate) => void>();
  let last = localDateOf(Date.now());
  const timer = setInterval(() => {
    const today = localDateOf(Date.now());
    if (today === last) return;
    last = today;
    listeners.forEach((listener) => listener(today));
  }, 60_000);
  timer.unref();
  return {
    ...system,
    today: () => localDateOf(Date.now()),
    onDateChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: () => clearInterval(timer),
  };
}

/** Sandbox: `today` starts at the opening day and moves only by `moveTo`; `now` stays system time. */
export function sandboxClock(openingDate: LocalDate): SandboxClock {
  const listeners = new Set<(today: LocalDate) => void>();
  let today = openingDate;
  return {
    ...system,
    today: () => today,
    moveTo: (date) => {
      if (compareDates(date, today) <= 0) return false;
      today = date;
      listeners.forEach((listener) => listener(date));
      return true;
    },
    onDateChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
