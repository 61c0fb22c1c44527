import { describe, expect, it } from '@jest/globals';
import { localDate as d, type Instant } from '@credit/kernel';
import { EFFECT_ENDINGS, EFFECT_OWNERS, ENDED_KINDS } from '@credit/rulebook/codes';
import { firm } from '../../../test/sample-repairs.ts';
import { lapseCertificate, type CertificateFacts, type Effect, type Ended, type OwnerAnswer } from './lapse-certificate.ts';

const document = { subject: firm, docNo: '示市监罚〔2026〕7号', documentDate: d('2026-07-01'), authorityUscc: '11210500MB0XY1009Q', authorityName: '示例市市场监督管理局' };
const ended: Ended = { kind: 'list-entry', id: 'e1', ending: 'expired', on: d('2026-11-20'), subject: firm, document };
const effect = (over: Partial<Effect> = {}): Effect => ({ effectId: 'm1', kind: 'measure', recipient: 'housing', since: d('2026-10-01'), endedAt: '2026-11-20T02:00:00Z' as Instant, mustAcknowledge: true, acknowledgeBy: d('2026-11-23'), ...over });
const answer = (owner: OwnerAnswer['owner'], effects: Effect[] = [], part = 1, parts = 1): OwnerAnswer => ({ owner, part, parts, effects });
const all = (...effects: Effect[]): OwnerAnswer[] => [answer('publicity'), answer('joint-discipline', effects), answer('list-designation')];
const issue = (over: Partial<CertificateFacts> = {}) => lapseCertificate({
  ended, answers: all(effect()), acknowledged: new Map(), nameOf: (code) => (code === 'housing' ? '示例市住建局' : undefined), today: d('2026-11-23'), now: '2026-11-23T09:00:00.000Z' as Instant, ...over,
});

describe('效果终止证明 (P-14)', () => {
  it('is complete when every owner has answered, every confirmation is in, and what ended is known', () => {
    expect(issue({ acknowledged: new Map([['m1', d('2026-11-22')]]) })).toMatchObject({ complete: true, overdue: [], effects: [{ kindText: '惩戒措施', recipientName: '示例市住建局', acknowledgement: { state: 'acknowledged', on: '2026-11-22' } }] });
    expect(issue({ answers: all(effect({ mustAcknowledge: false })) }).complete).toBe(true);
    expect(issue({ answers: all() })).toMatchObject({ complete: true, effects: [] });
  });

  it.each(ENDED_KINDS.flatMap(({ code }) => EFFECT_OWNERS[code].map((owner) => [code, owner] as const)))('%s: not complete while %s is silent', (kind, owner) => {
    const others = EFFECT_OWNERS[kind].filter((one) => one !== owner).map((one) => answer(one));
    const lacking = issue({ ended: { ...ended, kind }, answers: others });
    expect([lacking.complete, lacking.owners.filter(({ answered }) => !answered)]).toEqual([false, [{ owner, answered: false }]]);
    expect(issue({ ended: { ...ended, kind }, answers: [...others, answer(owner)] }).complete).toBe(true);
  });

  it('an owner has answered when all its parts are in, the same part twice is one', () => {
    const others = [answer('publicity'), answer('list-designation')];
    const [first, second] = [answer('joint-discipline', [effect({ mustAcknowledge: false })], 1, 2), answer('joint-discipline', [effect({ effectId: 'm2', mustAcknowledge: false })], 2, 2)];
    expect(issue({ answers: [...others, first, first] }).complete).toBe(false);
    expect(issue({ answers: [second, ...others, first] })).toMatchObject({ complete: true, effects: [{ effectId: 'm1' }, { effectId: 'm2' }] });
  });

  it('who has not confirmed is awaited until its last day, and overdue on the day after', () => {
    expect(issue()).toMatchObject({ complete: false, overdue: [], effects: [{ acknowledgement: { state: 'awaited', by: '2026-11-23' } }] });
    expect(issue({ today: d('2026-11-24') })).toMatchObject({ complete: false, overdue: ['housing'], effects: [{ acknowledgement: { state: 'overdue', by: '2026-11-23' } }] });
    const { acknowledgeBy: _, ...open } = effect();
    expect(issue({ answers: all(open), today: d('2027-11-24') })).toMatchObject({ complete: false, overdue: [], effects: [{ acknowledgement: { state: 'awaited', by: null } }] });
  });

  it('says how it ended in its own word: revoked, repaired and expired never mean each other (trap 16)', () => {
    const texts = EFFECT_ENDINGS.map(({ code }) => issue({ ended: { ...ended, ending: code } }).ending);
    expect(texts.map(({ code, text }) => `${code} ${text}`)).toEqual(['repaired 修复', 'revoked 撤销', 'corrected 更正', 'expired 期满移出', 'removed-early 提前移出']);
    expect(new Set(texts.map(({ text }) => text)).size).toBe(texts.length);
  });

  it('a repair that was revoked is said, and nothing is complete', () => {
    const undone = { on: d('2026-11-22'), reason: '缴款凭证系伪造' };
    expect(issue({ answers: all(), ended: { ...ended, ending: 'repaired', repair: { caseId: 'c1', on: d('2026-11-20'), docNo: '修1号' }, undone } })).toMatchObject({ complete: false, undone, ending: { repair: { caseId: 'c1', docNo: '修1号' } } });
  });

  it('before the fact that ended it has arrived nothing is complete', () => {
    const { document: _, ...known } = ended;
    expect(issue({ ended: known, answers: all() })).toMatchObject({ complete: false, item: { docNo: null } });
  });
});
