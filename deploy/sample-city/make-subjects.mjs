// Synthetic subjects with valid check digits. Identity numbers use the region 210599, which does not exist.
const SET31 = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/** Deterministic generator (mulberry32) with the few draws the day needs. */
export function randomOf(seed) {
  let a = seed >>> 0;
  const next = () => { a = (a + 0x6d2b79f5) >>> 0; let t = a; t = Math.imul(t ^ (t >>> 15), t | 1); t ^= t + Math.imul(t ^ (t >>> 7), t | 61); return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
  return { next, int: (from, to) => from + Math.floor(next() * (to - from + 1)), pick: (list) => list[Math.floor(next() * list.length)] };
}

export function addDays(date, n) { return new Date(Date.parse(`${date}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10); }

/** prefix = registrar, category, region (8 characters); body = 8 characters of the organisation code. */
export function uscc(prefix, body) {
  const sum9 = [3, 7, 9, 10, 5, 8, 4, 2].reduce((s, w, i) => s + parseInt(body[i], 36) * w, 0);
  const c9 = ['0', 'X'][[11, 10].indexOf(11 - (sum9 % 11))] ?? String(11 - (sum9 % 11));
  const first17 = prefix + body + c9;
  let weight = 1, sum = 0;
  for (const c of first17) { sum += SET31.indexOf(c) * weight; weight = (weight * 3) % 31; }
  return first17 + SET31[(31 - (sum % 31)) % 31];
}

export function personId(index) {
  const first17 = `210599${1960 + (index % 45)}${String(1 + (index % 12)).padStart(2, '0')}${String(1 + (index % 28)).padStart(2, '0')}${String(100 + (index % 899))}`;
  const sum = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2].reduce((s, w, i) => s + Number(first17[i]) * w, 0);
  return first17 + '10X98765432'[sum % 11];
}

const SURNAMES = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜'];
const GIVEN = ['建国', '志强', '秀英', '丽华', '海峰', '晓东', '玉兰', '振宇', '佳怡', '文博', '春梅', '国栋', '欣悦', '立新', '桂芝', '浩然'];
const BRANDS = ['恒源', '鑫达', '瑞丰', '华盛', '金桥', '永泰', '宏远', '天成', '博雅', '新源', '中和', '聚贤', '福满', '顺通', '嘉禾', '东升', '祥云', '明泽', '盛世', '安达', '铁山', '枫林', '水洞', '太子河', '燕东', '溪湖'];
const TRADES = ['商贸', '建筑工程', '食品', '餐饮管理', '物流', '医药', '环保科技', '矿业', '机械制造', '房地产开发', '劳务', '文化传媒', '农业开发', '钢铁加工', '电子商务', '物业服务'];
const REGIONS = ['210500', '210502', '210503', '210504', '210505', '210521', '210522'];
const DISTRICTS = { 210500: '高新技术产业开发区', 210502: '平山区', 210503: '溪湖区', 210504: '明山区', 210505: '南芬区', 210521: '本溪满族自治县', 210522: '桓仁满族自治县' };

/** @returns {{registered: object[], unregistered: object[], persons: object[]}} firms, 92-coded businesses, co-operatives; firms nobody registered; natural persons */
export function subjects({ random, today }) {
  const body = (family, i) => `MA0${family}${String(i).padStart(4, '0')}`;
  const person = () => random.pick(SURNAMES) + random.pick(GIVEN);
  const one = (family, prefix, i, name) => ({ uscc: uscc(prefix + random.pick(REGIONS), body(family, i)), name, legalRep: person(), establishedOn: addDays(today, -random.int(400, 6000)) });
  const firm = (family, i) => {
    const made = one(family, '91', i, '');
    const region = made.uscc.slice(2, 8);
    made.name = `${region === '210521' || region === '210522' ? DISTRICTS[region].slice(0, 2) : '本溪市'}${random.pick(BRANDS)}${random.pick(BRANDS)}${random.pick(TRADES)}有限公司`;
    made.address = `本溪市${DISTRICTS[region]}${random.pick(['解放路', '人民路', '滨河北路', '胜利路', '峪明路'])}${random.int(1, 300)}号`;
    return made;
  };
  const unique = (list) => { const seen = new Set(); for (const s of list) { while (seen.has(s.name)) s.name = s.name.replace('有限公司', `${random.pick(BRANDS)}有限公司`); seen.add(s.name); } return list; };
  const firms = unique(Array.from({ length: 230 }, (_, i) => firm('A', i + 1)));
  for (const [i, s] of firms.entries()) if (i % 25 === 7) { s.formerName = s.name.replace('有限公司', '有限责任公司').replace('本溪市', '本溪'); s.renamedOn = addDays(today, -random.int(60, 300)); }
  const shops = Array.from({ length: 36 }, (_, i) => ({ ...one('G', '92', i + 1, `本溪市${DISTRICTS[random.pick(REGIONS.slice(1, 5))]}${random.pick(BRANDS)}${random.pick(['小吃店', '便利店', '理发店', '五金店', '水果店', '汽修部'])}${i + 1}号`), shop: true, address: '本溪市平山区' + random.int(1, 90) + '号楼' }));
  const cooperatives = Array.from({ length: 8 }, (_, i) => ({ ...one('H', '93', i + 1, `本溪${random.pick(BRANDS)}种植专业合作社${i + 1}社`), address: '本溪满族自治县' }));
  const unregistered = Array.from({ length: 10 }, (_, i) => firm('W', i + 1));
  const persons = Array.from({ length: 16 }, (_, i) => ({ name: person(), idNo: personId(i * 37 + 11) }));
  return { registered: [...firms, ...shops, ...cooperatives], firms, shops, cooperatives, unregistered, persons };
}
