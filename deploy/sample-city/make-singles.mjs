// Decisions that arrive one by one: by REST (also of natural persons) and as Kafka events (registrations, decisions, a correction, revocations — one before its record).
const PENALTY = 'credit.intake.administrative-penalty.v1', LICENSE = 'credit.intake.administrative-license.v1', REGISTRATION = 'credit.intake.registration.v1', REVOCATION = 'credit.intake.record-revocation.v1', CORRECTION = 'credit.intake.record-correction.v1';

function penalty(world, source, subject, number, changes = {}) {
  const authority = world.dept(source);
  return {
    subjectName: subject.name, subjectClass: subject.idNo ? 'NATURAL_PERSON' : subject.shop ? 'INDIVIDUAL_BUSINESS' : 'LEGAL_ENTITY', ...(subject.uscc ? { uscc: subject.uscc, legalRepName: subject.legalRep } : { personIdType: '身份证', personIdNo: subject.idNo }),
    docNo: `本罚〔2026〕${number}号`, docName: '行政处罚决定书', violationType: '未采取有效扬尘防治措施', facts: `${subject.name}施工现场未采取有效扬尘防治措施。`, legalBasis: '《中华人民共和国大气污染防治法》第一百一十五条', penaltyTypes: ['FINE'], fineAmountWan: '2.000000', content: '罚款20000元',
    decisionDate: world.addDays(world.today, -2), effectiveTo: '2099-12-31', authorityName: authority.name, authorityUscc: authority.uscc, sourceName: authority.name, sourceUscc: authority.uscc, ...changes };
}
function license(world, source, subject, number, changes = {}) {
  const authority = world.dept(source), decided = world.addDays(world.today, -1);
  return {
    subjectName: subject.name, subjectClass: subject.shop ? 'INDIVIDUAL_BUSINESS' : 'LEGAL_ENTITY', uscc: subject.uscc, legalRepName: subject.legalRep, docName: '准予行政许可决定书', docNo: `本许〔2026〕${number}号`, permitKind: 'GENERAL', certName: '排污许可证', certNo: `PW2105${number}`, content: '排放污染物许可',
    decisionDate: decided, validFrom: decided, validTo: world.addDays(decided, 1826), state: '1', authorityName: authority.name, authorityUscc: authority.uscc, sourceName: authority.name, sourceUscc: authority.uscc, ...changes };
}

/** @returns {{source: string, kind: string, data: object}[]} bodies of POST /v1/records with the department that sends them */
export function restRecords(world) {
  const { firms, shops, persons, unregistered } = world.subjects;
  return [
    { source: 'benxi-ecology-environment', kind: 'administrative-penalty', data: penalty(world, 'benxi-ecology-environment', firms[200], 'R001') },
    { source: 'benxi-ecology-environment', kind: 'administrative-license', data: license(world, 'benxi-ecology-environment', firms[201], 'R002') },
    { source: 'benxi-health', kind: 'administrative-penalty', data: penalty(world, 'benxi-health', shops[3], 'R003', { penaltyTypes: ['WARNING'], fineAmountWan: undefined, content: '警告', violationType: '未公示卫生许可证', legalBasis: '《公共场所卫生管理条例》第十四条' }) },
    { source: 'benxi-transport', kind: 'administrative-penalty', data: penalty(world, 'benxi-transport', persons[0], 'R004', { violationType: '未取得道路运输经营许可', legalBasis: '《中华人民共和国道路运输条例》第六十三条' }) },
    { source: 'benxi-housing-construction', kind: 'administrative-penalty', data: penalty(world, 'benxi-housing-construction', firms[202], 'R005', { penaltyTypes: ['DOWNGRADE'], fineAmountWan: undefined, suspendedPermit: '建筑业企业资质证书 D221000123', content: '降低资质等级' }) },
    { source: 'benxi-housing-construction', kind: 'administrative-penalty', data: penalty(world, 'benxi-housing-construction', firms[203], 'R006', { penaltyTypes: ['OTHER'], otherPenaltyText: '责令限期拆除', fineAmountWan: undefined, content: '责令限期拆除' }) },
    { source: 'benxi-health', kind: 'administrative-penalty', data: penalty(world, 'benxi-health', unregistered[8], 'R007') },
    { source: 'benxi-health', kind: 'administrative-penalty', data: penalty(world, 'benxi-health', firms[204], 'R008', { restricted: 'commercial-secret' }) },
    { source: 'benxi-health', kind: 'administrative-penalty', data: penalty(world, 'benxi-health', firms[205], 'R009', { uscc: '91210500MA0TYPE14A' }) },
    { source: 'benxi-health', kind: 'administrative-penalty', data: penalty(world, 'benxi-transport', firms[206], 'R010') },
  ];
}

/** @returns {{source: string, key: string, id: string, type: string, time: string, data: object}[]} intake events in sending order */
export function kafkaEvents(world) {
  const { firms, shops, unregistered } = world.subjects;
  const events = [];
  const event = (source, key, type, data) => events.push({ source, key, id: `019a0000-0000-7000-8000-${String(events.length + 1).padStart(12, '0')}`, type, time: `${world.today}T01:${String(10 + events.length).padStart(2, '0')}:00Z`, data });
  const revocation = (source, subject, docNo, changes = {}) => ({ recordKind: 'administrative-penalty', authorityUscc: world.dept(source).uscc, docNo, subject: { uscc: subject.uscc }, revokedOn: world.today, reason: '行政复议决定撤销', basis: '《中华人民共和国行政处罚法》第四十八条', ...changes });
  for (let i = 0; i < 6; i += 1) event('benxi-ecology-environment', firms[210 + i].uscc, PENALTY, penalty(world, 'benxi-ecology-environment', firms[210 + i], `K00${i + 1}`, { fineAmountWan: ['0.1', '2', '12.5', '0.3', '100', '0.000001'][i] }));
  event('benxi-ecology-environment', firms[216].uscc, LICENSE, license(world, 'benxi-ecology-environment', firms[216], 'K007'));
  event('benxi-human-resources', shops[5].uscc, PENALTY, penalty(world, 'benxi-human-resources', shops[5], 'K008', { violationType: '未与劳动者订立书面劳动合同', legalBasis: '《劳动保障监察条例》第二十四条' }));
  event('benxi-ecology-environment', firms[211].uscc, REVOCATION, revocation('benxi-ecology-environment', firms[211], '本罚〔2026〕K002号'));
  event('benxi-human-resources', firms[217].uscc, REVOCATION, revocation('benxi-human-resources', firms[217], '本罚〔2026〕K011号'));
  event('benxi-human-resources', firms[217].uscc, PENALTY, penalty(world, 'benxi-human-resources', firms[217], 'K011'));
  event('benxi-ecology-environment', firms[212].uscc, CORRECTION, { recordKind: 'administrative-penalty', authorityUscc: world.dept('benxi-ecology-environment').uscc, docNo: '本罚〔2026〕K003号', subject: { uscc: firms[212].uscc }, reason: '罚款金额录入错误', basis: '处罚决定书原件', changes: [{ field: 'fineAmountWan', newValue: '1.25' }, { field: 'content', newValue: '罚款12500元' }] });
  event('benxi-market-regulation', unregistered[0].uscc, REGISTRATION, { uscc: unregistered[0].uscc, name: unregistered[0].name, status: 'registered', legalRepName: unregistered[0].legalRep, establishedOn: unregistered[0].establishedOn, address: unregistered[0].address });
  event('benxi-transport', firms[218].uscc, PENALTY, { ...penalty(world, 'benxi-transport', firms[218], 'K014'), docNo: '' });
  event('benxi-transport', firms[219].uscc, 'credit.intake.inspection.v1', { subjectName: firms[219].name });
  event('benxi-transport', 'person-7f3a', PENALTY, penalty(world, 'benxi-transport', world.subjects.persons[5], 'K016'));
  events.push({ ...events[0] });
  return events;
}
