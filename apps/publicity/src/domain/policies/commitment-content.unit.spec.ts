import { describe, expect, it } from '@jest/globals';
import { localDate } from '@credit/kernel';
import { publicCommitmentContentOf, sameContent, type CommitmentForPublic } from './commitment-content.ts';

const ID = '11010519491231002X';
const commitment = (over: Partial<CommitmentForPublic> & Record<string, unknown> = {}): CommitmentForPublic => ({
  commitmentId: '0193a000-0000-7000-8000-0000000000c0', commitmentCode: '21050020261123000101', subjectClass: 'LEGAL_ENTITY', type: 'CERTIFICATE_REPLACEMENT', item: { itemCode: 'BX-ZM-001', name: '住所使用证明告知承诺' },
  accepter: { source: 'benxi-market-regulation', name: '本溪市市场监督管理局', uscc: '11210500MB0XY1017D' }, reason: `代替证明，身份证${ID}`, content: '联系电话13812345678', breachLiability: '账号6222021234567890123', madeOn: localDate('2026-11-23'), dueOn: localDate('2026-12-23'), contentHash: 'a'.repeat(64), ...over,
});
const assessment = { performance: 'NONE', assessedOn: localDate('2026-12-22'), authorityUscc: '11210500MB0XY1017D', authorityName: '本溪市市场监督管理局', unperformed: `经营者身份证${ID}未履行`, accountability: '撤销登记决定' };

describe('what the public reads of a commitment', () => {
  it('is a closed list of fields, masked; the hash, the code and its own address as they are', () => {
    const shown = publicCommitmentContentOf(commitment({ referenceNo: '办2026-1', projectCode: 'P-1', remark: '备注', lastCheck: { finding: 'NONE' }, rectifyBy: '2026-12-18' }));
    expect(shown).toEqual({
      commitmentCode: '21050020261123000101', type: 'CERTIFICATE_REPLACEMENT', typeName: '证明事项型', itemCode: 'BX-ZM-001', itemName: '住所使用证明告知承诺', department: 'benxi-market-regulation', accepterName: '本溪市市场监督管理局', accepterUscc: '11210500MB0XY1017D',
      reason: expect.not.stringContaining(ID), content: '联系电话138********', breachLiability: expect.not.stringContaining('1234567890123'), madeOn: '2026-11-23', dueOn: '2026-12-23', contentHash: 'a'.repeat(64), link: '/v1/public/entries/0193a000-0000-7000-8000-0000000000c0',
    });
  });
  it('names a breach as decided, masked; of an individual business not in the words of the department, which may name its operator (decision 24)', () => {
    expect(publicCommitmentContentOf(commitment({ assessment }))).toMatchObject({ performance: 'NONE', performanceName: '全部未履行', assessedOn: '2026-12-22', authorityName: '本溪市市场监督管理局', unperformed: expect.not.stringContaining(ID), accountability: '撤销登记决定' });
    const shop = publicCommitmentContentOf(commitment({ assessment, subjectClass: 'INDIVIDUAL_BUSINESS' }));
    expect(shop).toMatchObject({ performance: 'NONE', content: '联系电话138********' });
    expect(Object.keys(shop).filter((field) => ['unperformed', 'accountability'].includes(field))).toEqual([]);
  });
  it('of a voluntary one has neither item nor department', () => {
    const { item: _, ...free } = commitment({ accepter: { name: '本溪市公共信用信息中心', uscc: '11210500MB0XY1017D' }, type: 'VOLUNTARY' });
    expect(Object.keys(publicCommitmentContentOf(free)).filter((field) => ['itemCode', 'itemName', 'department'].includes(field))).toEqual([]);
  });
  it('is the same whatever the order of its fields, and differs by any of them', () => {
    expect(sameContent({ a: '1', b: '2' }, { b: '2', a: '1' })).toBe(true);
    expect([sameContent({ a: '1' }, { a: '2' }), sameContent({ a: '1' }, { a: '1', b: '2' }), sameContent({ a: '1' }, { b: '1' }), sameContent(null, {}), sameContent(null, null)]).toEqual([false, false, false, false, true]);
  });
});
