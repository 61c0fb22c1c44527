/** Asks every `everyMs` until the answer is yes; resolves with the monotonic time of that answer, ns. @throws Error when `seconds` are over */
export async function until(probe: () => Promise<boolean>, sentence: string, { everyMs = 10, seconds = 300 } = {}): Promise<bigint> {
  const end = Date.now() + seconds * 1000;
  while (!(await probe())) {
    if (Date.now() > end) throw new Error(`waited ${seconds} s for: ${sentence}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return process.hrtime.bigint();
}
