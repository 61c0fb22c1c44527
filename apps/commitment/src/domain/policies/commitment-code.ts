import { findIdentityNumbers, type LocalDate } from '@credit/kernel';

/** Most sequence numbers of one place and day. */
const LAST = 999_999;

/** 承诺编码: region of acceptance (6) + day (8) + sequence (6). 《公共信用信息 承诺信息》数据标准 (domain §6.2) */
export const commitmentCodeOf = (region: string, madeOn: LocalDate, sequence: number): string => `${region}${madeOn.replaceAll('-', '')}${String(sequence).padStart(6, '0')}`;

/**
 * The first sequence number from `from` on whose code cannot be taken for a resident identity number: region, day and four digits read like region, birthday and serial number, and for some of them the check character fits. Such a
 * code would be masked in texts and refused in messages, and somebody may really be born with it one day.
 * @throws Error when the day has no numbers left
 */
export function harmlessSequence(region: string, madeOn: LocalDate, from: number): number {
  for (let sequence = from; sequence <= LAST; sequence += 1) if (findIdentityNumbers(commitmentCodeOf(region, madeOn, sequence)).length === 0) return sequence;
  throw new Error(`no commitment code is left for ${region} on ${madeOn}`);
}
