/** A tracked text file, path relative to the root. */
export interface TextFile {
  path: string;
  text: string;
}

/** 解释性假设 — one place where the law is interpreted. */
export interface PolicyAssumption {
  id: string;
  path: string;
  line: number;
  text: string;
}

const ASSUMPTION = /POLICY-ASSUMPTION\(([^)\n]*)\)(:?)\s*([^\n]*)/;

/** Every `POLICY-ASSUMPTION(<id>): …` in order of place. */
export function listAssumptions(files: readonly TextFile[]): PolicyAssumption[] {
  return files.flatMap(({ path, text }) => text.split('\n').flatMap((content, at) => {
    const found = ASSUMPTION.exec(content);
    return found ? [{ id: found[1] ?? '', path, line: at + 1, text: (found[3] ?? '').replace(/\*\/\s*$/, '').trim() }] : [];
  }));
}

/** Faults of the assumptions: no id, an unusable id, no sentence, the same id for two of them. */
export function assumptionFaults(assumptions: readonly PolicyAssumption[]): string[] {
  const faults = assumptions.flatMap(({ id, path, line, text }) => [
    ...(/^[A-Za-z][A-Za-z0-9_-]*$/.test(id) ? [] : [`${path}:${line} unusable id "${id}"`]),
    ...(text.length >= 10 ? [] : [`${path}:${line} says nothing`]),
  ]);
  const twice = assumptions.filter(({ id }, at) => assumptions.findIndex((other) => other.id === id) !== at);
  return [...faults, ...twice.map(({ id, path, line }) => `${path}:${line} "${id}" is taken`)];
}

/** Lines that hold one of the words: places where configuration became a constant, or a machine's path slipped in. */
export function linesWith(files: readonly TextFile[], words: readonly string[]): string[] {
  return files.flatMap(({ path, text }) => text.split('\n').flatMap((content, at) => words.filter((word) => content.toLowerCase().includes(word.toLowerCase())).map((word) => `${path}:${at + 1} ${word}`)));
}
