const SET_31 = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const ORG_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];
const PERSON_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const SURNAMES = [...'赵钱孙李周吴郑王冯陈'];
const GIVEN_NAMES = ['志强', '秀英', '海峰', '晓东', '玉兰', '振宇', '佳怡', '文博', '春梅', '国栋'];
const TRADES = ['商贸', '建筑工程', '食品', '物流', '医药', '机械制造'];

/** 合成信用主体 — an invented firm or individual business with valid check digits. */
export interface SyntheticSubject {
  uscc: string;
  name: string;
  subjectClass: 'LEGAL_ENTITY' | 'INDIVIDUAL_BUSINESS';
  legalRepName: string;
}

/** 合成自然人 — an invented person; the region 210599 of the number does not exist. */
export interface SyntheticPerson {
  name: string;
  idNo: string;
  /** Opaque and stable, fit to be a Kafka key. */
  personKey: string;
}

const base36 = (seed: number, length: number): string => seed.toString(36).toUpperCase().replaceAll(/[IOSVZ]/g, 'X').padStart(length, '0').slice(-length);
const pick = <T>(list: readonly T[], seed: number): T => list[seed % list.length] as T;

/** Independent of libs/credit-contracts on purpose: two implementations that agree are worth more than one. GB 11714, 36-letter order. */
function organisationCheck(body: string): string {
  const rest = 11 - (ORG_WEIGHTS.reduce((sum, weight, at) => sum + parseInt(body[at] as string, 36) * weight, 0) % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : String(rest);
}

/**
 * 统一社会信用代码 — a code with both check digits valid, the same for the same seed.
 * @param seed 0 … 36^6; different seeds below 36^5 give different codes unless they differ only in I, O, S, V, Z
 * @param prefix registrar, category and region: 8 characters
 */
export function syntheticUscc(seed: number, prefix = '91210500'): string {
  const body = `MA${base36(seed, 6)}`;
  const first17 = `${prefix}${body}${organisationCheck(body)}`;
  let weight = 1;
  let sum = 0;
  for (const character of first17) {
    sum += SET_31.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return `${first17}${SET_31[(31 - (sum % 31)) % 31]}`;
}

/** 法人及非法人组织 — a firm for a decimal seed 0 … 999,999. */
export function syntheticFirm(seed: number): SyntheticSubject {
  return { uscc: usccOfNumber(seed, '91210500'), name: `示例市${pick(TRADES, seed)}第${seed}有限公司`, subjectClass: 'LEGAL_ENTITY', legalRepName: syntheticName(seed) };
}

/** 个体工商户 — a business with a 92-code for a decimal seed 0 … 999,999. */
export function syntheticShop(seed: number): SyntheticSubject {
  return { uscc: usccOfNumber(seed, '92210502'), name: `示例市第${seed}号便利店`, subjectClass: 'INDIVIDUAL_BUSINESS', legalRepName: syntheticName(seed) };
}

const usccOfNumber = (seed: number, prefix: string): string => syntheticUscc(parseInt(String(seed % 1_000_000), 36), prefix);
const syntheticName = (seed: number): string => `${pick(SURNAMES, seed)}${pick(GIVEN_NAMES, Math.trunc(seed / 10))}`;

/** 自然人 — a person with a valid resident identity number for a seed 0 … 99,999. */
export function syntheticPerson(seed: number): SyntheticPerson {
  const month = String(1 + (seed % 12)).padStart(2, '0');
  const day = String(1 + (Math.trunc(seed / 12) % 28)).padStart(2, '0');
  const first17 = `210599${1950 + (Math.trunc(seed / 336) % 50)}${month}${day}${String(100 + (Math.trunc(seed / 16_800) % 900)).padStart(3, '0')}`;
  const sum = PERSON_WEIGHTS.reduce((total, weight, at) => total + Number(first17[at]) * weight, 0);
  return { name: syntheticName(seed), idNo: `${first17}${'10X98765432'[sum % 11]}`, personKey: `person-${String(seed).padStart(6, '0')}` };
}
