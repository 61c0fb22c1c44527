import { createHmac } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { readKeyRing } from './key-file.ts';
import type { KeyFileOptions } from './key-file.ts';

/** 盲索引: HMAC-SHA-256 for equality look-ups of identity numbers; another purpose gives another value for the same number. */
export interface BlindIndex {
  /** 32 bytes under the current key. `value` must be normalised by the caller. */
  of(purpose: string, value: string): Buffer;
  /** Under every key of the file, the current one first: for look-ups while rows are being re-keyed. */
  candidates(purpose: string, value: string): Buffer[];
}

const digest = (key: KeyObject, purpose: string, value: string): Buffer => createHmac('sha256', key).update(`${purpose}\0${value}`).digest();

/** Reads the key file once; keys are cached as KeyObjects. @throws Error naming the file when it is unusable */
export function createBlindIndex(options: KeyFileOptions): BlindIndex {
  const { current, keys } = readKeyRing(options, 'HS256');
  const currentKey = keys.get(current)!;
  return {
    of: (purpose, value) => digest(currentKey, purpose, value),
    candidates: (purpose, value) => [currentKey, ...[...keys.values()].filter((key) => key !== currentKey)].map((key) => digest(key, purpose, value)),
  };
}
