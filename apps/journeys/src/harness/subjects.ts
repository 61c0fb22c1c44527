import { randomBytes } from 'node:crypto';
import { syntheticFirm, syntheticPerson, syntheticShop, syntheticUscc, type SyntheticPerson, type SyntheticSubject } from '@credit/testing';

const SLOT = 2_000;
const SLOTS = 17_000;
/** Two test files may begin within one second, but not within this. */
const SLOT_MS = 200;
/** A slot of numbers per moment of start and worker: two test files, or two runs on one stack, meet no subject of each other. */
let next = ((Math.floor(Date.now() / SLOT_MS) * 2 + (Number(process.env['JEST_WORKER_ID'] ?? 0) % 2)) % SLOTS) * SLOT;

/** A number that no other test on this stack uses. */
export const freshNumber = (): number => next++;

/** Digits 0–9 and A–H only: all of them occur in codes. */
const seedOf = (number: number): number => parseInt(number.toString(18), 36);

/** 法人 — a firm that nobody has heard of. */
export function freshFirm(): SyntheticSubject {
  const number = freshNumber();
  return { ...syntheticFirm(number % 1_000_000), name: `示例市晨光第${number}商贸有限公司`, uscc: syntheticUscc(seedOf(number), '91210502') };
}

/** 字号 that is like no other one: the names of `freshFirm` differ by a number only, so a look-up by one of them may suspect several. */
export const freshBrand = (): string => [...randomBytes(6)].map((byte) => '枫林溪泉岭松柏梅兰竹菊荷桃李杏桂'[byte % 16]).join('');

/** 个体工商户 (92-code) that nobody has heard of. */
export function freshShop(): SyntheticSubject {
  const number = freshNumber();
  return { ...syntheticShop(number % 1_000_000), name: `示例市第${number}号小吃店`, uscc: syntheticUscc(seedOf(number), '92210502') };
}

/** 自然人; numbers repeat only after 100,000 of them. */
export const freshPerson = (): SyntheticPerson => syntheticPerson(freshNumber() % 100_000);

/** 文书号 that nobody used. */
export const freshDocNo = (word = '罚'): string => `示${word}〔2026〕${freshNumber()}号`;
