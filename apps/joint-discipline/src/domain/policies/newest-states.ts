/** A state of an entry as its owner numbered it. */
export interface Stated {
  readonly state: { readonly entryId: string; readonly listVersion: string };
}

/** 以新版为准 — the newest state of each entry among those told, where it is newer than what is known: late, doubled and reordered ones change nothing (P-4). In the order in which the entries were first told. */
export function newestStates<T extends Stated>(known: ReadonlyMap<string, { readonly listVersion: bigint }>, told: readonly T[]): T[] {
  const last = new Map<string, T>();
  for (const one of told) {
    const { entryId, listVersion } = one.state;
    const before = last.get(entryId)?.state.listVersion ?? known.get(entryId)?.listVersion ?? -1n;
    if (BigInt(listVersion) > BigInt(before)) last.set(entryId, one);
  }
  return [...last.values()];
}
