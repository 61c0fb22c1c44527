/** 统一社会信用代码字符集, GB 32100-2015: the value of a character is its index; I O Z S V do not occur. */
export const USCC_CHARACTERS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** 加权因子 for positions 1–17 of a USCC: 3^(i-1) mod 31. */
export const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
/** Modulus of the 18th character, GB/T 17710. */
export const USCC_MODULUS = 31;

/** 组织机构代码字符集, GB 11714: the value of a character is its index in the order of 36, not that of {@link USCC_CHARACTERS}. */
export const ORGANISATION_CODE_CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** 加权因子 for positions 1–8 of an organisation code. */
export const ORGANISATION_CODE_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2] as const;
/** Modulus of the 9th character; a result of 10 is written X, 11 is written 0. */
export const ORGANISATION_CODE_MODULUS = 11;

/** 格式: 18 characters of the set, digits in positions 3–8. Says nothing about the two check characters. */
export const USCC_FORMAT = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/** 个体工商户暂无统一社会信用代码时的填报值: what a department writes for an individual business without a code. Never a code. TO_VERIFY */
export const USCC_PLACEHOLDER = '00000000000000000X';
