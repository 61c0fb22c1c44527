import { FINDING_KINDS, type FindingCode, type FindingEffect, type FindingKind } from './finding-catalogue.ts';

/** 问题 — one thing wrong with (or worth saying about) a statement, addressed to its sender. */
export interface Finding {
  /** Stable code, see `FINDING_KINDS`. */
  code: string;
  /** `error`: the statement does not take effect as it is; `warning`: it does. */
  severity: 'error' | 'warning';
  /** JSON pointer (RFC 6901) into `data`; '' = the whole. */
  pointer: string;
  /** Chinese text for people. */
  message: string;
  /** The same in English. */
  messageEn: string;
  /** What to do about it; never holds an identity number. */
  hint?: string;
}

const fill = (text: string, params: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => params[name] ?? whole);

/** Builds a finding from the code table; `params` fill the placeholders of its texts. */
export const finding = (code: FindingCode, pointer: string, params: Readonly<Record<string, string>> = {}, hint?: string): Finding => {
  const kind: FindingKind = FINDING_KINDS[code];
  return {
    code,
    severity: kind.effect === 'warn' ? 'warning' : 'error',
    pointer,
    message: fill(kind.zh, params),
    messageEn: fill(kind.en, params),
    ...(hint === undefined ? {} : { hint }),
  };
};

/** The effect of a code; codes that the table does not know (those of a service) reject. */
export const effectOf = (code: string): FindingEffect => (Object.hasOwn(FINDING_KINDS, code) ? FINDING_KINDS[code as FindingCode].effect : 'reject');
