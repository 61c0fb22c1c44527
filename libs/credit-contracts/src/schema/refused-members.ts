import { finding, type Finding } from '../subject/finding.ts';
import type { FindingCode } from '../subject/finding-catalogue.ts';
import { escapeSegment } from './pointer.ts';

type EventClass = new () => object;

const declared = new WeakMap<object, { readonly code: FindingCode; readonly words: ReadonlySet<string> }>();

/**
 * 不得报送的内容 — members in whose name one of the words stands (`childName`, `child_name`, `子女姓名`) are refused wherever they stand, although unknown members are ignored otherwise:
 * what must not be collected is not silently dropped either, so that its sender stops sending it. Holds for classes that extend this one.
 */
export const Refuses = (code: FindingCode, words: readonly string[]): ClassDecorator => (type) => void declared.set(type, { code, words: new Set(words) });

/** Chinese words stand anywhere in a name, the others as a word of it. */
const names = (name: string, words: ReadonlySet<string>): boolean =>
  name.split(/[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])/).some((word) => words.has(word.toLowerCase())) || [...words].some((word) => /\P{ASCII}/u.test(word) && name.includes(word));

/** A finding for each member that the class refuses, outermost first; the value is never looked at, and a name that is more than an identifier is not repeated. */
export function refusedMembers(type: EventClass, data: unknown): Finding[] {
  const rule = ruleOf(type);
  if (rule === undefined) return [];
  const found: Finding[] = [];
  const walk = (value: unknown, pointer: string): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      const at = /^[A-Za-z0-9_-]{1,40}$/.test(name) ? `${pointer}/${escapeSegment(name)}` : pointer;
      if (!Array.isArray(value) && names(name, rule.words)) found.push(finding(rule.code, at));
      else walk(inner, at);
    }
  };
  walk(data, '');
  return found;
}

function ruleOf(type: object | null): { readonly code: FindingCode; readonly words: ReadonlySet<string> } | undefined {
  if (type === null) return undefined;
  return declared.get(type) ?? ruleOf(Object.getPrototypeOf(type) as object | null);
}
