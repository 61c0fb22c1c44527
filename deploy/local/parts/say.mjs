/** A failure with one sentence for the person at the terminal; printed without a stack trace. */
export class StackError extends Error {}

let listener = () => {};

/** Hands every later line of {@link say} to `fn` as well. */
export function alsoTell(fn) {
  listener = fn;
}

/** Prints one line of progress, prefixed so that it stands out between the lines of other tools. */
export function say(line) {
  process.stdout.write(`› ${line}\n`);
  listener(line);
}

/** Prints a warning line on stderr. */
export function warn(line) {
  process.stderr.write(`! ${line}\n`);
}

/** Prints what went wrong: the sentence of a {@link StackError}, the stack of anything else. */
export function complain(error) {
  process.stderr.write(`✗ ${error instanceof StackError ? error.message : (error?.stack ?? error)}\n`);
}

/** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts first. */
export function sleep(ms, signal) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => { clearTimeout(timer); reject(signal.reason); };
    const timer = setTimeout(() => { signal?.removeEventListener('abort', stop); resolve(); }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** Polls `probe` until it is truthy; after `seconds` throws a {@link StackError} that says what was awaited. */
export async function until(probe, sentence, { seconds = 60, everyMs = 100, signal } = {}) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const value = await probe();
    if (value) return value;
    if (Date.now() > end) throw new StackError(`Gave up after ${seconds} s: ${sentence}`);
    await sleep(everyMs, signal);
  }
}
