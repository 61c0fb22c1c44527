// What happens after the listings: the seller's first penalty, long paid, is repaired; the debtor has paid, and the court takes it off the list; a third firm was listed by mistake.
/** @returns {{older: object, removal: object, wrong: {penalty: object, office: object}}} a body of POST /v1/records, a Kafka event, and a listing that ought not to have been */
export function ends(world, { court, penalty, office }) {
  const bystander = world.subjects.firms[223];
  const paidLongAgo = world.addDays(world.today, -150);
  return {
    older: { ...penalty, data: { ...penalty.data, docNo: '本市监罚〔2026〕0617号', facts: `${penalty.data.subjectName}销售超过保质期的食品。`, penaltyTypes: ['FINE'], fineAmountWan: '2', content: '罚款20000元', decisionDate: paidLongAgo } },
    removal: { ...court, id: court.id.replace(/01$/, '03'), time: court.time.replace('T02:01', 'T02:03'), data: { ...court.data, removal: { kind: 'removed-early', removedOn: world.today, reason: '被执行人已履行生效法律文书确定的义务' } } },
    wrong: {
      penalty: { ...penalty, data: { ...penalty.data, subjectName: bystander.name, uscc: bystander.uscc, legalRepName: bystander.legalRep, docNo: '本市监罚〔2026〕0902号', facts: `${bystander.name}销售超过保质期的食品。` } },
      office: { ...office, docNo: '本市监列严〔2026〕0002号', revocation: '经复核，前两次处罚的当事人为名称相近的另一企业，不属于一年内三次' },
    },
  };
}
