type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** The same numbers with room for `size` of them: a larger array by half when these are full. */
export function roomFor<N extends Numbers>(numbers: N, size: number): N {
  if (size <= numbers.length) return numbers;
  const grown = new (numbers.constructor as new (length: number) => N)(Math.max(size, Math.ceil(numbers.length * 1.5), 16));
  grown.set(numbers);
  return grown;
}
