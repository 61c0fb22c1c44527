/** Numbers from 0 to 1 that a seed fixes. */
export function numbersOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The rows in an order that the seed fixes. */
export function shuffled<T>(rows: readonly T[], seed: number): T[] {
  const next = numbersOf(seed);
  return rows.map((row) => [next(), row] as const).sort(([a], [b]) => a - b).map(([, row]) => row);
}
