import { syntheticFirm, type SyntheticPerson, type SyntheticSubject } from './subjects.ts';

/** 决定机关 — who decided and who sends; the same body unless told. */
export interface SyntheticAuthority {
  name: string;
  uscc: string;
}

type Data = Record<string, unknown>;
type Party = SyntheticSubject | SyntheticPerson;

/** The synthetic department of tests: a state organ with a valid code. Cities configure their own. */
export const TEST_AUTHORITY: SyntheticAuthority = { name: '示例市市场监督管理局', uscc: '11210500MA00000070' };

const isPerson = (party: Party): party is SyntheticPerson => 'idNo' in party;

const partyFields = (party: Party): Data =>
  isPerson(party)
    ? { subjectName: party.name, subjectClass: 'NATURAL_PERSON', personIdType: '身份证', personIdNo: party.idNo }
    : { subjectName: party.name, subjectClass: party.subjectClass, uscc: party.uscc, legalRepName: party.legalRepName };

const senderFields = (authority: SyntheticAuthority): Data => ({ authorityName: authority.name, authorityUscc: authority.uscc, sourceName: authority.name, sourceUscc: authority.uscc });

/**
 * 行政处罚 — intake data of a valid penalty: a fine of 2 万元, decided 2026-11-20. Amounts in 万元, dates YYYY-MM-DD.
 * @param overrides members to replace; `undefined` removes one
 */
export function penaltyData({ party = syntheticFirm(1) as Party, authority = TEST_AUTHORITY, docNo = '示市监罚〔2026〕1号', ...overrides }: { party?: Party; authority?: SyntheticAuthority; docNo?: string } & Data = {}): Data {
  return withoutUndefined({
    ...partyFields(party), ...senderFields(authority), docName: '行政处罚决定书', docNo, violationType: '违反食品安全管理规定', facts: '经营标签不符合规定的预包装食品',
    legalBasis: '《中华人民共和国食品安全法》第一百二十五条', penaltyTypes: ['FINE'], content: '罚款贰万元', fineAmountWan: '2', decisionDate: '2026-11-20', effectiveTo: '2099-12-31', ...overrides,
  });
}

/** 行政许可 — intake data of a valid licence decided 2026-11-20, valid for three years. */
export function licenseData({ party = syntheticFirm(1) as Party, authority = TEST_AUTHORITY, docNo = '示行审许〔2026〕1号', ...overrides }: { party?: Party; authority?: SyntheticAuthority; docNo?: string } & Data = {}): Data {
  return withoutUndefined({
    ...partyFields(party), ...senderFields(authority), docName: '准予行政许可决定书', docNo, permitKind: '普通', certName: '食品经营许可证', certNo: `JY-${docNo}`, content: '食品销售',
    decisionDate: '2026-11-20', validFrom: '2026-11-20', validTo: '2029-11-19', state: '1', ...overrides,
  });
}

/** 登记信息 — intake data that registers a firm or an individual business. */
export function registrationData(subject: SyntheticSubject, overrides: Data = {}): Data {
  return withoutUndefined({ uscc: subject.uscc, name: subject.name, status: 'registered', legalRepName: subject.legalRepName, establishedOn: '2020-01-06', ...overrides });
}

/** 法院判决 — intake data of a judgment in effect since 2026-10-10 and not performed; the court decides and sends. */
export function judgmentData({ party = syntheticFirm(1) as Party, authority = TEST_AUTHORITY, docNo = '（2026）示01民终1号', ...overrides }: { party?: Party; authority?: SyntheticAuthority; docNo?: string } & Data = {}): Data {
  return withoutUndefined({
    ...partyFields(party), ...senderFields(authority), docName: '民事判决书', docNo, causeOfAction: '买卖合同纠纷', obligation: '给付货款20万元', performance: 'unperformed',
    decisionDate: '2026-09-20', effectiveOn: '2026-10-10', ...overrides,
  });
}

/** 行政强制 — intake data of a sealing decided 2026-11-20. */
export function coercionData({ party = syntheticFirm(1) as Party, authority = TEST_AUTHORITY, docNo = '示市监封〔2026〕1号', ...overrides }: { party?: Party; authority?: SyntheticAuthority; docNo?: string } & Data = {}): Data {
  return withoutUndefined({
    ...partyFields(party), ...senderFields(authority), docName: '查封决定书', docNo, matterName: '查封生产经营场所', coercionKinds: ['SEAL'], content: '查封生产车间一处',
    legalBasis: '《中华人民共和国食品安全法》第一百一十条', decisionDate: '2026-11-20', validFrom: '2026-11-20', ...overrides,
  });
}

/** 约谈记录 — intake data of an advisory interview of 2026-11-20; the authority holds it and sends. */
export function interviewData({ party = syntheticFirm(1) as Party, authority = TEST_AUTHORITY, docNo = '示市监约〔2026〕1号', ...overrides }: { party?: Party; authority?: SyntheticAuthority; docNo?: string } & Data = {}): Data {
  return withoutUndefined({
    ...partyFields(party), ...senderFields(authority), docNo, decisionDate: '2026-11-20', interviewKind: 'ADVISORY', attended: true, minutes: '就未按期整改进行约谈', outcome: '承诺按期整改', ...overrides,
  });
}

/** 禁入惩戒案例 — intake data of a case compiled 2026-11-20 by the authority of the entry. */
export function banCaseData(entryId: string, { party = syntheticFirm(1) as Party, authority = TEST_AUTHORITY, docNo = '示市监案〔2026〕1号', ...overrides }: { party?: Party; authority?: SyntheticAuthority; docNo?: string } & Data = {}): Data {
  return withoutUndefined({
    ...partyFields(party), ...senderFields(authority), docNo, entryId, decisionDate: '2026-11-20', title: '食品生产经营者市场禁入案', facts: '两年内三次销售不符合食品安全标准的食品', discipline: '五年内不得从事食品生产经营管理工作', ...overrides,
  });
}

/** 名单条目 — intake data of an entry on the list of judgment defaulters, situation 3, for two years from 2026-11-20; decided and sent by `authority`, a court. */
export function listEntryData({ party = syntheticFirm(1) as Party, authority = TEST_AUTHORITY, docNo = '（2026）示01执1号', ...overrides }: { party?: Party; authority?: SyntheticAuthority; docNo?: string } & Data = {}): Data {
  return withoutUndefined({
    ...namedParty(party), listType: 'JUDGMENT_DEFAULTER', docNo, authorityName: authority.name, authorityUscc: authority.uscc, decisionDate: '2026-11-20', situation: 3, from: '2026-11-20', until: '2028-11-20', ...overrides,
  });
}

/** 办理事项受理 — intake data of a transfer of real estate opened 2026-11-23; with `decidedOn` (and outcome, screeningId) it is the data of its decision. */
export function caseData({ party = syntheticFirm(1) as Party, caseId = '示登〔2026〕1号', ...overrides }: { party?: Party; caseId?: string } & Data = {}): Data {
  return withoutUndefined({ ...namedParty(party), caseId, matterKind: 'real-estate-transfer', purpose: '办理不动产转移登记', openedOn: '2026-11-23', ...overrides });
}

/** A party as matters name it: without a legal representative. */
const namedParty = (party: Party): Data => withoutUndefined({ ...partyFields(party), legalRepName: undefined });

const withoutUndefined = (data: Data): Data => Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
