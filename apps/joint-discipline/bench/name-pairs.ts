/** 企业名称比对基准 — labelled pairs of company names made by rule from a seed (engineering.md C). What is written here of sounds, shapes and places is independent of the tables of the matcher. */

export type Quality = 'STRONG' | 'MEDIUM' | 'WEAK';
export interface NamePair {
  readonly name1: string;
  readonly name2: string;
  readonly isMatch: boolean;
  readonly quality: Quality;
  readonly category: string;
}

/** Mulberry32: the same seed always makes the same pairs. @returns whole numbers below `bound` */
export function seeded(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % bound;
  };
}

const PLACES = ['本溪', '沈阳', '大连', '鞍山', '抚顺', '丹东', '锦州', '营口', '阜新', '辽阳', '盘锦', '铁岭', '朝阳', '葫芦岛', '三亚', '四平', '哈尔滨', '石家庄', '厦门', '成都'];
const BRAND = [...'鑫达宏盛源丰恒瑞祥诚佳隆顺兴华安泰康宁凯腾博润汇天正东方金海明远志晨阳星辰文雅美林泉石松竹梅兰菊荷莲青蓝紫白云山川江河湖岛峡谷春夏秋冬雪雨风雷电光辉耀煌灿烂鹏鹤雁燕龙凤麒麟虎豹']; 
/** Characters that sound and look like none of the above. */
const OTHER = [...'岩棠绮羚棕樱柏岚棣岫霖菲芮'];
const INDUSTRY = ['商贸', '建筑工程', '科技', '餐饮管理', '物流', '医药', '食品', '装饰工程', '房地产开发', '机械制造', '农业开发', '环保科技', '文化传媒', '旅游', '劳务派遣', '汽车销售', '化工', '建材', '服装', '矿业', '电子商务', '园林绿化', '物业管理', '教育咨询'];
const TRADE = ['餐馆', '超市', '理发店', '药店', '商店', '饭店'];
const SOUNDS = ['鑫新欣', '达大', '宏鸿洪', '盛晟', '源元', '丰峰', '恒衡', '瑞睿', '祥翔', '诚成', '佳嘉', '兴星', '华桦', '安桉', '泰太', '康抗', '润闰', '汇慧', '天添', '正政', '东冬', '金锦', '明铭', '远圆', '辉晖', '隆龙', '顺舜'];
const TRADITIONAL = '辽遼宁寧东東华華国國龙龍兴興业業发發达達丰豐农農厂廠电電机機车車马馬门門贸貿经經济濟银銀锦錦铁鐵万萬联聯运運饮飲馆館饭飯环環现現产產矿礦筑築简簡红紅织織绿綠兰蘭装裝设設诚誠远遠医醫阳陽陈陳顺順岛島广廣庆慶汉漢润潤汇匯务務劳勞传傳凤鳳鹏鵬云雲风風岭嶺';

const swapSound = (c: string, pick: (n: number) => number): string | undefined => {
  const group = SOUNDS.find((g) => g.includes(c));
  if (group === undefined) return undefined;
  const others = [...group].filter((o) => o !== c);
  return others[pick(others.length)];
};
const toTraditional = (text: string): string => [...text].map((c) => { const at = TRADITIONAL.indexOf(c); return at >= 0 && at % 2 === 0 ? TRADITIONAL[at + 1]! : c; }).join('');
const toFullWidth = (text: string): string => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二', '十三', '二十', '二十一', '三十八'];
const ARABIC = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12', '13', '20', '21', '38'];

/** One company of the kind that registers hold. */
export interface Company {
  place: string;
  brand: string;
  industry: string;
}
export function company(pick: (n: number) => number): Company {
  const length = [2, 2, 2, 3, 4][pick(5)]!;
  let brand = '';
  while (brand.length < length) {
    const c = BRAND[pick(BRAND.length)]!;
    if (!brand.includes(c)) brand += c;
  }
  return { place: PLACES[pick(PLACES.length)]!, brand, industry: INDUSTRY[pick(INDUSTRY.length)]! };
}
export const fullName = ({ place, brand, industry }: Company, form = '有限公司'): string => `${place}市${brand}${industry}${form}`;

type Rule = readonly [category: string, isMatch: boolean, quality: Quality, make: (c: Company, pick: (n: number) => number) => readonly [string, string]];
const otherThan = <T>(all: readonly T[], one: T, pick: (n: number) => number): T => { const rest = all.filter((x) => x !== one); return rest[pick(rest.length)]!; };
/** The company with a brand whose first character has like-sounding ones. */
const audible = (c: Company, pick: (n: number) => number): Company => { const g = SOUNDS[pick(SOUNDS.length)]!; return { ...c, brand: g[0]! + [...c.brand].filter((x) => !g.includes(x)).slice(0, Math.max(1, c.brand.length - 1)).join('') }; };

const RULES: readonly Rule[] = [
  ['brackets of another width', true, 'STRONG', (c) => [`${c.brand}（${c.place}）${c.industry}有限公司`, `${c.brand}(${c.place})${c.industry}有限公司`]],
  ['letters of another width', true, 'STRONG', (c) => { const name = `${c.place}市ABC${c.brand}${c.industry}有限公司`; return [toFullWidth(name), name]; }],
  ['region moved into brackets', true, 'STRONG', (c) => [fullName(c), `${c.brand}（${c.place}）${c.industry}有限公司`]],
  ['province written or not', true, 'STRONG', (c) => { const d = { ...c, place: PLACES[c.brand.length]! }; return [`辽宁省${fullName(d)}`, fullName(d)]; }],
  ['suffix of the city written or not', true, 'STRONG', (c) => [fullName(c), `${c.place}${c.brand}${c.industry}有限公司`]],
  ['limited company, two forms', true, 'STRONG', (c) => [fullName(c), fullName(c, '有限责任公司')]],
  ['suffix of individual businesses', true, 'STRONG', (c, pick) => { const name = `${c.place}市${c.brand}${TRADE[pick(TRADE.length)]!}`; return [name, `${name}（个体工商户）`]; }],
  ['traditional characters', true, 'STRONG', (c) => { const d = { ...c, brand: `华${c.brand.replace('华', '')}` }; return [toTraditional(fullName(d)), fullName(d)]; }],
  ['digits', true, 'STRONG', (c, pick) => { const n = pick(NUMERALS.length); return [`${c.place}市第${NUMERALS[n]}${c.industry}有限公司`, `${c.place}市第${ARABIC[n]}${c.industry}有限公司`]; }],
  ['blanks and signs', true, 'STRONG', (c) => [fullName(c), ` ${c.place}市 ${c.brand}·${c.industry}\u200b有限公司　`]],
  ['one character of the brand', false, 'STRONG', (c, pick) => { const at = pick(c.brand.length); return [fullName(c), fullName({ ...c, brand: c.brand.slice(0, at) + OTHER[pick(OTHER.length)]! + c.brand.slice(at + 1) })]; }],
  ['another city', false, 'STRONG', (c, pick) => [fullName(c), fullName({ ...c, place: otherThan(PLACES, c.place, pick) })]],
  ['another industry', false, 'STRONG', (c, pick) => [fullName(c), fullName({ ...c, industry: otherThan(INDUSTRY, c.industry, pick) })]],
  ['another legal form', false, 'STRONG', (c) => [fullName(c), fullName(c, '股份有限公司')]],
  ['branch', false, 'STRONG', (c, pick) => [fullName(c), `${fullName(c)}${otherThan(PLACES, c.place, pick)}分公司`]],
  ['two branches', false, 'STRONG', (c, pick) => { const p = otherThan(PLACES, c.place, pick); return [`${fullName(c)}${p}分公司`, `${fullName(c)}${otherThan(PLACES, p, pick)}分公司`]; }],
  ['two companies', false, 'STRONG', (c, pick) => { let d = company(pick); while (d.brand === c.brand) d = company(pick); return [fullName(c), fullName(d)]; }],
  ['without region', true, 'MEDIUM', (c) => [`${c.brand}${c.industry}有限公司`, fullName(c)]],
  ['short name', true, 'MEDIUM', (c) => [`${c.place}${c.brand}${c.industry}`, fullName(c)]],
  ['brand with one character more', false, 'MEDIUM', (c, pick) => [fullName(c), fullName({ ...c, brand: c.brand + OTHER[pick(OTHER.length)]! })]],
  ['like-sounding character', true, 'WEAK', (c, pick) => { const d = audible(c, pick); return [fullName({ ...d, brand: swapSound(d.brand[0]!, pick)! + d.brand.slice(1) }), fullName(d)]; }],
  ['characters of the brand swapped', true, 'WEAK', (c) => [fullName({ ...c, brand: c.brand[1]! + c.brand[0]! + c.brand.slice(2) }), fullName(c)]],
];

const EACH = 120;

/** All labelled pairs, in order of category; 22 rules × 120. */
export function namePairs(seed = 20261123): NamePair[] {
  const pick = seeded(seed);
  return RULES.flatMap(([category, isMatch, quality, make]) => Array.from({ length: EACH }, () => {
    const [name1, name2] = make(company(pick), pick);
    return { name1, name2, isMatch, quality, category };
  }));
}
