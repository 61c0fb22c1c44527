// What is promised on the sample day: one firm promises instead of handing in a certificate and keeps it, another does not.
/** @returns {{source: string, item: object, keeper: object, breaker: object, decision: object}} an item of the catalogue, two firms, and what an approver decides about the second */
export function promises(world) {
  const firm = (n) => (({ name, uscc }) => ({ name, uscc }))(world.subjects.firms[n]);
  return {
    source: 'benxi-market-regulation',
    item: {
      itemCode: 'BX-ZM-001', name: '住所（经营场所）使用证明告知承诺', type: 'CERTIFICATE_REPLACEMENT', told: '以书面承诺代替住所使用证明，当场办理登记；本机关有权在六十日内现场核查一次；承诺不实或者未履行的，撤销登记，记入信用记录，列入重点监管范围。',
      conditions: ['住所真实、合法，可用于所申请的经营活动'], modelText: '本单位承诺：所申报的住所真实、合法，用于本单位经营。', breachLiability: '撤销登记决定，记入信用记录，列入重点监管范围。', procedure: '告知、承诺、当场登记、六十日内核查',
      checkWindow: { fromDays: 0, toDays: 60, maxChecks: 1, method: '现场核查：有人办公、有经营设施' }, dueDays: 30, disclosure: 'PUBLIC', risks: [],
    },
    keeper: firm(224), breaker: firm(225),
    decision: { performance: 'NONE', docNo: '本市监违诺〔2026〕0001号', unperformed: '登记住所无人办公，未用于经营', accountability: '撤销登记决定，记入信用记录' },
    watch: { grounds: '违背信用承诺，拟列入重点关注名单', docNo: '本市监关注〔2026〕0001号', opinion: '事实清楚，程序合法', reasons: '违背信用承诺，整改期满仍未履行', months: 6 },
    repair: { statement: '已启用登记住所，恢复经营', docNo: '本市监信修〔2026〕0002号', reason: '已履行承诺，纠正失信行为' },
  };
}
