const TICK_MS = 25;
const MOST_PER_TICK_MS = 1_000;

/**
 * Counts the milliseconds that this process lives: while the process or its machine is stopped (SIGSTOP, a laptop that sleeps) they do not go by, as they do on `performance.now()`.
 * `onTick` is called with the count every 25 ms, until `stop`.
 */
export function livedTime(onTick: (livedMs: number) => void = () => undefined): { ms(): number; stop(): void } {
  let lived = 0;
  let seen = performance.now();
  const ms = (): number => {
    const now = performance.now();
    lived += Math.min(now - seen, MOST_PER_TICK_MS);
    seen = now;
    return lived;
  };
  const timer = setInterval(() => onTick(ms()), TICK_MS);
  return { ms, stop: () => clearInterval(timer) };
}
