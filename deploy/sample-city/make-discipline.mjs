// What happens after the day: a court lists a firm and a case of that firm is opened at the real estate registry; the market regulator lists another firm on its third penalty.
/** @returns {{court: object, opened: object, penalty: object, office: object}} two Kafka events, one body of POST /v1/records, and what the officers of the designating department write */
export function afterwards(world) {
  const [debtor, seller] = [world.subjects.firms[221], world.subjects.firms[222]];
  const [court, registry, market] = ['benxi-court', 'benxi-real-estate-registry', 'benxi-market-regulation'].map((source) => world.dept(source));
  const decided = world.addDays(world.today, -3);
  const party = (subject) => ({ subjectName: subject.name, subjectClass: 'LEGAL_ENTITY', uscc: subject.uscc });
  const event = (source, subject, n, type, data) => ({ source, key: subject.uscc, id: `019a0000-0000-7000-8000-0000000001${String(n).padStart(2, '0')}`, type, time: `${world.today}T02:0${n}:00Z`, data });
  const ended = (date, years) => `${Number(date.slice(0, 4)) + years}${date.slice(4)}`;
  return {
    court: event(court.source, debtor, 1, 'credit.intake.list-entry.v1', {
      ...party(debtor), listType: 'JUDGMENT_DEFAULTER', docNo: '（2026）辽05执0312号', authorityName: court.name, authorityUscc: court.uscc, decisionDate: decided, situation: 3, from: decided, until: ended(decided, 2) }),
    opened: event(registry.source, debtor, 2, 'credit.intake.case-opened.v1', { ...party(debtor), caseId: '本不动产〔2026〕0415号', matterKind: 'real-estate-transfer', purpose: '办理不动产转移登记', openedOn: world.today }),
    penalty: { source: market.source, kind: 'administrative-penalty', data: {
      ...party(seller), legalRepName: seller.legalRep, docNo: '本市监处罚〔2026〕0901号', docName: '行政处罚决定书', violationType: '销售超过保质期的食品', facts: `${seller.name}第三次销售超过保质期的食品。`,
      legalBasis: '《中华人民共和国食品安全法》第一百二十四条', penaltyTypes: ['FINE', 'SUSPEND_BUSINESS'], fineAmountWan: '20', content: '罚款200000元，责令停业', decisionDate: decided, effectiveTo: '2099-12-31',
      authorityName: market.name, authorityUscc: market.uscc, sourceName: market.name, sourceUscc: market.uscc } },
    office: {
      source: market.source, listType: 'MARKET_SERIOUS', docNo: '本市监列严〔2026〕0001号', severity: 'SERIOUS',
      criteria: { VILE_NATURE: { met: true, reason: '两次处罚后仍不改正' }, SERIOUS_CIRCUMSTANCES: { met: true, reason: '一年内第三次，被责令停业' }, GREAT_SOCIAL_HARM: { met: true, reason: '过期食品已售出，危害公众健康' } },
      grounds: '一年内三次销售超过保质期的食品，拟列入市场监督管理严重违法失信名单', statement: '已召回售出商品并更换供货商，请求从轻', opinion: '事实清楚，申辩理由不影响认定', reasons: '情节严重；移出条件：满一年、履行处罚决定、消除危害后果；可以申请行政复议或者提起行政诉讼' },
  };
}
