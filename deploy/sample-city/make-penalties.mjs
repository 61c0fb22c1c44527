// Penalties (行政处罚) in the departments' own CF_* columns, with the faults that real exports have; and one file with the old columns of 2015.
export const PENALTY_COLUMNS = ['CF_XDR_MC', 'CF_XDR_LB', 'CF_XDR_SHXYM', 'CF_XDR_GSZC', 'CF_XDR_ZZJG', 'CF_XDR_SWDJ', 'CF_XDR_SYDW', 'CF_XDR_SHZZ', 'CF_FRDB', 'CF_FR_ZJLX', 'CF_FR_ZJHM', 'CF_XDR_ZJLX', 'CF_XDR_ZJHM', 'CF_WSH', 'CF_WFXW', 'CF_SY', 'CF_YJ',
  'CF_CFLB', 'CF_NR', 'CF_NR_FK', 'CF_NR_WFFF', 'CF_NR_ZKDX', 'CF_JDRQ', 'CF_YXQ', 'CF_GSJZQ', 'CF_CFJG', 'CF_CFJGDM', 'CF_SJLY', 'CF_SJLYDM', 'BZ', 'SJC'];
export const COLUMNS_2015 = ['CF_WSH', 'CF_CFMC', 'CF_CFLB1', 'CF_SY', 'CF_YJ', 'CF_XDR_MC', 'CF_XDR_SHXYM', 'CF_XDR_ZDM', 'CF_XDR_GSDJ', 'CF_XDR_SWDJ', 'CF_XDR_SFZ', 'CF_FR', 'CF_JG', 'CF_JDRQ', 'CF_XZJG', 'CF_ZT', 'DFBM', 'SJC', 'BZ'];

const CASES = [
  ['经营超过保质期的食品', '《中华人民共和国食品安全法》第一百二十四条', '罚款', { CF_NR_FK: '0.600000' }, '罚款6000元'],
  ['未按规定公示价格', '《中华人民共和国价格法》第四十二条', '警告', {}, '警告'],
  ['虚假宣传', '《中华人民共和国反不正当竞争法》第二十条', '罚款', { CF_NR_FK: '20.000000' }, '罚款20万元'],
  ['销售不合格产品', '《中华人民共和国产品质量法》第四十九条', '罚款;没收违法所得', { CF_NR_FK: '1.200000', CF_NR_WFFF: '0.350000' }, '没收违法所得3500元，罚款12000元'],
  ['无证从事餐饮服务', '《中华人民共和国食品安全法》第一百二十二条', '没收非法财物;罚款', { CF_NR_FK: '5.000000', CF_NR_WFFF: '0.080000' }, '没收工具设备，罚款5万元'],
  ['计量器具未检定', '《中华人民共和国计量法》第二十五条', '罚款', { CF_NR_FK: '0.200000' }, '罚款2000元'],
  ['擅自改变生产条件', '《工业产品生产许可证管理条例》第四十六条', '暂扣或者吊销许可证', { CF_NR_ZKDX: '工业产品生产许可证 辽XK16-204-00123' }, '吊销许可证'],
  ['拒不改正违法行为', '《中华人民共和国电子商务法》第八十条', '责令停产停业;罚款', { CF_NR_FK: '3.000000' }, '责令停业整顿，罚款3万元'],
];

export function penaltyRows(world) {
  const { random, today, addDays, subjects, dept } = world;
  const city = dept('benxi-market-regulation'), district = dept('pingshan-market-regulation');
  let number = 0;
  const row = (subject, { decided = addDays(today, -random.int(0, 9)), authority = random.next() < 0.25 ? district : city, kind, doc, cells } = {}) => {
    const [violation, basis, types, amounts, content] = kind === undefined ? random.pick(CASES) : CASES[kind];
    if (!doc) number += 1;
    return {
      CF_XDR_MC: subject.name, CF_XDR_LB: subject.idNo ? '自然人' : subject.shop ? '个体工商户' : '法人及非法人组织', CF_XDR_SHXYM: subject.uscc ?? '', CF_FRDB: subject.legalRep ?? '', CF_XDR_ZJLX: subject.idNo ? '身份证' : '', CF_XDR_ZJHM: subject.idNo ?? '',
      CF_WSH: doc ?? `本市监处罚〔2026〕${String(number).padStart(4, '0')}号`, CF_WFXW: violation, CF_SY: `经查，当事人${subject.name}${violation}，事实清楚，证据充分。`, CF_YJ: basis, CF_CFLB: types, CF_NR: content, ...amounts, CF_JDRQ: decided, CF_YXQ: '2099-12-31',
      CF_CFJG: authority.name, CF_CFJGDM: authority.uscc, CF_SJLY: city.name, CF_SJLYDM: city.uscc, SJC: `${decided} 18:00:00`, ...cells };
  };
  const f = subjects.firms, fault = (list, change) => list.map((s) => row(s, change(s)));
  const rows = Array.from({ length: 190 }, () => row(random.pick(f)));
  rows.push(...subjects.shops.map((s) => row(s)), ...subjects.persons.map((s) => row(s, { kind: random.pick([0, 1, 5]) })), ...subjects.unregistered.map((s) => row(s)));
  rows.push(...fault(f.slice(30, 36), (s) => ({ cells: { CF_XDR_SHXYM: s.uscc.slice(0, 17) + (s.uscc[17] === '3' ? '4' : '3') } })));      // wrong check character
  rows.push(...fault(f.slice(36, 40), (s) => ({ cells: { CF_XDR_SHXYM: wrongOrganisationCode(s.uscc, world) } })));                      // right check character, wrong organisation code
  rows.push(...fault(f.slice(40, 43), (s) => ({ cells: { CF_XDR_SHXYM: s.uscc.replace('MA0', 'MAO') } })), row(f[43], { cells: { CF_XDR_SHXYM: '9.12105E+17' } }), row(f[44], { cells: { CF_XDR_SHXYM: `="${f[44].uscc}"` } }));
  rows.push(...f.filter((s) => s.formerName).slice(0, 7).map((s) => row(s, { cells: { CF_XDR_MC: s.formerName } })));                     // renamed since
  rows.push(...fault(f.slice(46, 49), () => ({ cells: { CF_XDR_MC: '沈阳无关企业管理有限公司' } })));                                         // the code is another firm's
  rows.push(...fault(f.slice(50, 55), () => ({ kind: 0, cells: { CF_NR_FK: '' } })), ...fault(f.slice(55, 58), () => ({ kind: 6, cells: { CF_NR_ZKDX: '' } })), ...fault(f.slice(58, 60), () => ({ cells: { CF_FRDB: '' } })));
  rows.push(...fault(f.slice(60, 63), () => ({ kind: 0, cells: { CF_NR_FK: '6000元' } })), row(f[63], { kind: 0, cells: { CF_NR_FK: '-1' } }), ...fault(f.slice(64, 66), () => ({ decided: addDays(today, 6) })));
  rows.push(...fault(f.slice(66, 70), () => ({ decided: addDays(today, -430), kind: 2 })), ...fault(f.slice(70, 80), () => ({ decided: addDays(today, -random.int(250, 800)), kind: 3 })), ...fault(f.slice(80, 82), () => ({ decided: '2022-11-03', kind: 2 })));
  rows.push(...fault(f.slice(82, 97), () => ({ decided: addDays(today, -random.int(16, 100)) })));                                       // reported late
  rows.push(...fault(f.slice(97, 100), () => ({ authority: dept('benxi-ecology-environment') })));                                       // another department's decision
  rows.push(...fault(f.slice(100, 103), (s) => ({ kind: 0, cells: { CF_SY: `经查，当事人${s.name}的经办人李某（身份证号${world.personId(700)}，住平山区）销售过期食品。` } })));
  for (const [i, three] of [f.slice(110, 113), f.slice(113, 116), f.slice(116, 119)].entries()) rows.push(...three.map((s) => row(s, { doc: `本市监处罚〔2026〕联${i + 1}号`, kind: 4 })));  // one document, several parties
  rows.push(row({ ...subjects.persons[2], idNo: '' , name: subjects.persons[2].name }, { cells: { CF_XDR_LB: '自然人' } }), row(subjects.persons[3], { cells: { CF_XDR_ZJHM: subjects.persons[3].idNo.slice(0, 17) + '#' } }));
  rows.push(...rows.slice(5, 11).map((r) => ({ ...r })));                                                                              // sent twice
  rows.push(...rows.slice(20, 24).map((r) => ({ ...r, CF_NR: `${r.CF_NR}（更正后）`, SJC: `${today} 19:00:00` })));                       // amended
  return rows;
}

/** The same code with a wrong ninth character of the organisation code and a right last one: only a check of both finds it. */
function wrongOrganisationCode(code, { uscc }) {
  const SET31 = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  if (uscc(code.slice(0, 8), code.slice(8, 16)) !== code) throw new Error('the sample needs right codes to spoil');
  const first17 = code.slice(0, 16) + (code[16] === '1' ? '2' : '1');
  let weight = 1, sum = 0;
  for (const c of first17) { sum += SET31.indexOf(c) * weight; weight = (weight * 3) % 31; }
  return first17 + SET31[(31 - (sum % 31)) % 31];
}

export function penalties2015(world) {
  const { random, today, addDays, subjects, dept } = world;
  const authority = dept('benxi-emergency-management');
  return subjects.firms.slice(150, 190).map((s, i) => {
    const decided = addDays(today, -random.int(0, 12));
    const cells = { CF_WSH: `（本）应急罚〔2026〕${100 + i}号`, CF_CFMC: '安全生产违法行为行政处罚', CF_CFLB1: '罚款', CF_SY: `${s.name}未如实记录安全生产教育培训情况`, CF_YJ: '《中华人民共和国安全生产法》第九十七条', CF_XDR_MC: s.name, CF_XDR_SHXYM: s.uscc, CF_FR: s.legalRep,
      CF_JG: `罚款人民币${random.int(1, 9)}万元`, CF_JDRQ: decided.replaceAll('-', '/'), CF_XZJG: authority.name, CF_ZT: '0', DFBM: '210500', SJC: `${decided} 16:00:00` };
    return i % 13 === 5 ? { ...cells, CF_XDR_SHXYM: '', CF_XDR_GSDJ: '210500004012345' } : cells;
  });
}
