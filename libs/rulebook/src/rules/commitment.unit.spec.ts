import { describe, expect, it } from '@jest/globals';
import { localDate as d } from '@credit/kernel';
import { commitmentBar, commitmentExclusion, educationMatter, defaultRulebook as rb, reminderOn } from '../index.ts';
import { EXCLUDED_RISKS } from '../codes/commitment.ts';

describe('who and what may not use the procedure of commitment (LZ 59, LH 32)', () => {
  it('excludes each of the named risks, and nothing that touches none', () => {
    for (const { code } of EXCLUDED_RISKS) expect([code, commitmentExclusion(rb, [code], d('2026-11-23'))?.risk]).toEqual([code, code]);
    expect(commitmentExclusion(rb, [], d('2026-11-23'))).toBeUndefined();
  });

  it('knows both bars from the day of the policy on', () => {
    expect([commitmentBar(rb, 'unrepaired-breach', d('2026-11-23'))?.id, commitmentBar(rb, 'serious-list', d('2026-11-23'))?.id, commitmentBar(rb, 'serious-list', d('2020-05-14'))?.id])
      .toEqual(['COMMITMENT_BAR_BREACH', 'COMMITMENT_BAR_LISTED', undefined]);
  });

  it('reminds five working days before the day, at the earliest on the day of the promise', () => {
    const on = (dueOn: string) => reminderOn(rb, { dueOn: d(dueOn), on: d('2026-11-23'), duty: 'commitment-reminder' });
    expect([on('2026-12-11'), on('2026-11-24')]).toEqual(['2026-12-04', '2026-11-23']);
  });
});

describe('matters to which integrity education belongs (O12)', () => {
  it('registration, approval and filing, from the day of the policy on; no other matter', () => {
    const on = (kind: string, day = '2026-11-23') => educationMatter(rb, kind, d(day))?.occasion;
    expect([on('company-registration-officer'), on('administrative-license'), on('project-approval'), on('star-hotel'), on('unknown'), on('administrative-license', '2020-05-14')])
      .toEqual(['REGISTRATION', 'APPROVAL', 'FILING', undefined, undefined, undefined]);
  });
});
