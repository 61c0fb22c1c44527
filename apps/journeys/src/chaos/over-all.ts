const AT_ONCE = 16;

/** Runs `look` over a list, some at a time. */
export async function overAll<T>(list: readonly T[], look: (one: T) => Promise<void>): Promise<void> {
  const queue = [...list];
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (let one = queue.pop(); one !== undefined; one = queue.pop()) await look(one);
  }));
}
