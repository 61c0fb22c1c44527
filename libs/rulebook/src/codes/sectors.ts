/** 行业领域 for which repair rules or fine thresholds differ. A record without a sector is judged by the general rows. */
export type Sector = 'FOOD' | 'DRUG' | 'SPECIAL_EQUIPMENT' | 'WORK_SAFETY' | 'FIRE';

/** Each sector with its Chinese name. */
export const SECTORS: readonly { readonly code: Sector; readonly text: string }[] = [
  { code: 'FOOD', text: '食品' },
  { code: 'DRUG', text: '药品' },
  { code: 'SPECIAL_EQUIPMENT', text: '特种设备' },
  { code: 'WORK_SAFETY', text: '安全生产' },
  { code: 'FIRE', text: '消防' },
];

/** The sector that a text names; undefined when it names none. */
export function parseSector(text: string): Sector | undefined {
  const wanted = text.trim();
  return SECTORS.find((s) => s.code === wanted || s.text === wanted)?.code;
}
