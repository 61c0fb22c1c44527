// Permits (行政许可) in the departments' own XK_* columns, with the faults that real exports have.
export const LICENSE_COLUMNS = ['XK_XDR_MC', 'XK_XDR_LB', 'XK_XDR_SHXYM', 'XK_XDR_GSZC', 'XK_XDR_ZZJG', 'XK_XDR_SWDJ', 'XK_XDR_SYDW', 'XK_XDR_SHZZ', 'XK_FRDB', 'XK_FR_ZJLX', 'XK_FR_ZJHM', 'XK_XDR_ZJLX', 'XK_XDR_ZJHM',
  'XK_XKWS', 'XK_WSH', 'XK_XKLB', 'XK_XKZS', 'XK_XKBH', 'XK_NR', 'XK_JDRQ', 'XK_YXQZ', 'XK_YXQZI', 'XK_XKJG', 'XK_XKJGDM', 'XK_ZT', 'XK_LYDW', 'XK_LYDWDM', 'BZ', 'SJC'];

const KINDS = [['普通', '食品经营许可证', '餐饮服务经营者，热食类食品制售'], ['登记', '营业执照', '设立登记'], ['认可', '特种设备使用登记证', '叉车使用登记'], ['核准', '建筑工程施工许可证', '核准工程开工建设'], ['特许', '道路运输经营许可证', '普通货物运输']];

export function licenseRows(world) {
  const { random, today, addDays, subjects, dept } = world;
  const authority = dept('benxi-administrative-approval');
  let number = 0;
  const row = (subject, changes = {}) => {
    const [kind, cert, content] = random.pick(KINDS);
    const decided = changes.decided ?? addDays(today, -random.int(0, 9));
    number += 1;
    return {
      XK_XDR_MC: subject.name, XK_XDR_LB: subject.idNo ? '自然人' : subject.shop ? '个体工商户' : '法人及非法人组织', XK_XDR_SHXYM: subject.uscc ?? '', XK_FRDB: subject.legalRep ?? '',
      XK_XDR_ZJLX: subject.idNo ? '身份证' : '', XK_XDR_ZJHM: subject.idNo ?? '', XK_XKWS: `准予${cert}决定书`, XK_WSH: `本营商许决〔2026〕${String(number).padStart(4, '0')}号`, XK_XKLB: kind, XK_XKZS: cert, XK_XKBH: `JY2105${String(number).padStart(6, '0')}`,
      XK_NR: content, XK_JDRQ: decided, XK_YXQZ: decided, XK_YXQZI: random.pick([addDays(decided, 1826), addDays(decided, 1096), '2099-12-31']), XK_XKJG: authority.name, XK_XKJGDM: authority.uscc, XK_ZT: '1', XK_LYDW: authority.name, XK_LYDWDM: authority.uscc,
      SJC: `${decided} 17:30:00`, ...changes.cells };
  };
  const rows = Array.from({ length: 250 }, () => row(random.pick(subjects.firms)));
  rows.push(...subjects.shops.slice(0, 24).map((s) => row(s)), ...subjects.cooperatives.map((s) => row(s)), ...subjects.persons.slice(0, 8).map((s) => row(s)));
  rows.push(...subjects.unregistered.slice(0, 5).map((s) => row(s)));
  rows.push(...subjects.firms.slice(0, 10).map((s) => row(s, { decided: addDays(today, -random.int(16, 60)) })));                                   // reported late
  rows.push(...subjects.firms.slice(10, 14).map((s) => row(s, { decided: addDays(today, -900), cells: { XK_YXQZI: addDays(today, -random.int(5, 90)) } })));  // already run out
  rows.push(...subjects.firms.slice(14, 18).map((s) => row(s, { cells: { XK_XDR_SHXYM: s.uscc.slice(0, 17) + (s.uscc[17] === 'A' ? 'B' : 'A') } })));    // wrong check character
  rows.push(...subjects.firms.slice(18, 20).map((s) => row(s, { cells: { XK_YXQZI: '2020-01-01' } })), ...subjects.firms.slice(20, 22).map((s) => row(s, { cells: { XK_NR: '' } })), ...subjects.firms.slice(22, 24).map((s) => row(s, { cells: { XK_JDRQ: '2026/13/45' } })));
  rows.push(...subjects.firms.slice(24, 27).map((s) => row(s, { cells: { XK_XDR_SHXYM: [...s.uscc].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('') } }))); // full-width digits
  rows.push(...rows.slice(3, 9).map((r) => ({ ...r })));                                                                                           // sent twice
  return rows;
}
