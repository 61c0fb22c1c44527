import type { Verification } from '../row.ts';

/** 行政区划代码 of six digits, GB/T 2260, as it occurs in positions 3–8 of a USCC: the registering authority's, not the address. */
export interface Region {
  readonly code: string;
  readonly name: string;
  /** Last year in which the code was current; a code that was abolished stays valid inside old USCCs. */
  readonly abolished?: number;
  readonly verified: Verification;
}

const VERIFIED: readonly (readonly [string, string])[] = [
  ['100000', '国家'],
  ['110000', '北京市'],
  ['120000', '天津市'],
  ['130000', '河北省'],
  ['140000', '山西省'],
  ['150000', '内蒙古自治区'],
  ['210000', '辽宁省'],
  ['220000', '吉林省'],
  ['230000', '黑龙江省'],
  ['310000', '上海市'],
  ['320000', '江苏省'],
  ['330000', '浙江省'],
  ['340000', '安徽省'],
  ['350000', '福建省'],
  ['360000', '江西省'],
  ['370000', '山东省'],
  ['410000', '河南省'],
  ['420000', '湖北省'],
  ['430000', '湖南省'],
  ['440000', '广东省'],
  ['450000', '广西壮族自治区'],
  ['460000', '海南省'],
  ['500000', '重庆市'],
  ['510000', '四川省'],
  ['520000', '贵州省'],
  ['530000', '云南省'],
  ['540000', '西藏自治区'],
  ['610000', '陕西省'],
  ['620000', '甘肃省'],
  ['630000', '青海省'],
  ['640000', '宁夏回族自治区'],
  ['650000', '新疆维吾尔自治区'],
  ['210100', '沈阳市'],
  ['210200', '大连市'],
  ['210300', '鞍山市'],
  ['210400', '抚顺市'],
  ['210500', '本溪市'],
  ['210600', '丹东市'],
  ['210700', '锦州市'],
  ['210800', '营口市'],
  ['210900', '阜新市'],
  ['211000', '辽阳市'],
  ['211100', '盘锦市'],
  ['211200', '铁岭市'],
  ['211300', '朝阳市'],
  ['211400', '葫芦岛市'],
  ['210102', '和平区'], ['210103', '沈河区'], ['210104', '大东区'], ['210105', '皇姑区'], ['210106', '铁西区'],
  ['210111', '苏家屯区'], ['210112', '浑南区'], ['210113', '沈北新区'], ['210114', '于洪区'], ['210115', '辽中区'],
  ['210123', '康平县'], ['210124', '法库县'], ['210181', '新民市'], ['210202', '中山区'], ['210203', '西岗区'],
  ['210204', '沙河口区'], ['210211', '甘井子区'], ['210212', '旅顺口区'], ['210213', '金州区'], ['210214', '普兰店区'],
  ['210224', '长海县'], ['210281', '瓦房店市'], ['210283', '庄河市'], ['210302', '铁东区'], ['210303', '铁西区'],
  ['210304', '立山区'], ['210311', '千山区'], ['210321', '台安县'], ['210323', '岫岩满族自治县'], ['210381', '海城市'],
  ['210402', '新抚区'], ['210403', '东洲区'], ['210404', '望花区'], ['210411', '顺城区'], ['210421', '抚顺县'],
  ['210422', '新宾满族自治县'], ['210423', '清原满族自治县'], ['210502', '平山区'], ['210503', '溪湖区'], ['210504', '明山区'],
  ['210505', '南芬区'], ['210521', '本溪满族自治县'], ['210522', '桓仁满族自治县'], ['210602', '元宝区'], ['210603', '振兴区'],
  ['210604', '振安区'], ['210624', '宽甸满族自治县'], ['210681', '东港市'], ['210682', '凤城市'], ['210702', '古塔区'],
  ['210703', '凌河区'], ['210711', '太和区'], ['210726', '黑山县'], ['210727', '义县'], ['210781', '凌海市'],
  ['210782', '北镇市'], ['210802', '站前区'], ['210803', '西市区'], ['210804', '鲅鱼圈区'], ['210811', '老边区'],
  ['210881', '盖州市'], ['210882', '大石桥市'], ['210902', '海州区'], ['210903', '新邱区'], ['210904', '太平区'],
  ['210905', '清河门区'], ['210911', '细河区'], ['210921', '阜新蒙古族自治县'], ['210922', '彰武县'], ['211002', '白塔区'],
  ['211003', '文圣区'], ['211004', '宏伟区'], ['211005', '弓长岭区'], ['211011', '太子河区'], ['211021', '辽阳县'],
  ['211081', '灯塔市'], ['211102', '双台子区'], ['211103', '兴隆台区'], ['211104', '大洼区'], ['211122', '盘山县'],
  ['211202', '银州区'], ['211204', '清河区'], ['211221', '铁岭县'], ['211223', '西丰县'], ['211224', '昌图县'],
  ['211281', '调兵山市'], ['211282', '开原市'], ['211302', '双塔区'], ['211303', '龙城区'], ['211321', '朝阳县'],
  ['211322', '建平县'], ['211324', '喀喇沁左翼蒙古族自治县'], ['211381', '北票市'], ['211382', '凌源市'], ['211402', '连山区'],
  ['211403', '龙港区'], ['211404', '南票区'], ['211421', '绥中县'], ['211422', '建昌县'], ['211481', '兴城市'],
];

const FROM_MEMORY: readonly (readonly [string, string, number?])[] = [
  ['710000', '台湾省'], ['810000', '香港特别行政区'], ['820000', '澳门特别行政区'],
  ['210122', '辽中县', 2016], ['210282', '普兰店市', 2016], ['211121', '大洼县', 2016],
];

/**
 * 行政区划历史表: every province, and the cities and counties of one province (list of November 2024, with abolished codes from memory).
 * Registrars of development zones use codes that are not in GB/T 2260, so the table claims completeness for no province.
 */
export const REGIONS: readonly Region[] = [
  ...VERIFIED.map(([code, name]) => ({ code, name, verified: 'VERIFIED' as const })),
  ...FROM_MEMORY.map(([code, name, abolished]) => ({ code, name, verified: 'TO_VERIFY' as const, ...(abolished !== undefined && { abolished }) })),
];

/** A region table and the provinces (two digits) whose cities and counties it lists completely. */
export interface RegionTable { readonly rows: readonly Region[]; readonly completeProvinces: readonly string[] }

/** The table used unless a caller brings another. */
export const REGION_TABLE: RegionTable = { rows: REGIONS, completeProvinces: [] };

const byCode = new WeakMap<RegionTable, ReadonlyMap<string, Region>>();

/** The row of a code, current or abolished. */
export function lookupRegion(code6: string, table: RegionTable = REGION_TABLE): Region | undefined {
  let rows = byCode.get(table);
  if (!rows) {
    rows = new Map(table.rows.map((row) => [row.code, row]));
    byCode.set(table, rows);
  }
  return rows.get(code6);
}

/**
 * Whether nothing speaks against the code (false = finding `USCC_REGION`): it is in the table, or its province is and the table does not
 * claim to list that province completely.
 */
export function isKnownRegion(code6: string, table: RegionTable = REGION_TABLE): boolean {
  if (!/^\d{6}$/.test(code6)) return false;
  if (lookupRegion(code6, table)) return true;
  const province = code6.slice(0, 2);
  return lookupRegion(`${province}0000`, table) !== undefined && province !== '10' && !table.completeProvinces.includes(province);
}
