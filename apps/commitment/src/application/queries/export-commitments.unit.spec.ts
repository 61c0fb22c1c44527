import { describe, expect, it } from '@jest/globals';
import { localDate as d } from '@credit/kernel';
import { firm, promised } from '../../../test/sample-commitments.ts';
import type { KnownCommitment } from '../../domain/commitment/commitment.ts';
import { EXCHANGE_COLUMNS, exchangeCsv, exchangeRow } from './export-commitments.ts';

const { today: _, chosen: __, standing: ___, ...promise } = promised();
const kept = { ...promise, status: 'kept', checks: [], assessment: { performance: 'FULL', on: d('2026-12-01'), by: 'x' } } as Extract<KnownCommitment, { status: 'kept' }>;
const breached = { ...promise, status: 'breached', checks: [], decision: { performance: 'PARTIAL', on: d('2026-12-20'), by: 'x', docNo: 'n', unperformed: '未用于经营', accountability: '撤销登记' } } as unknown as Extract<KnownCommitment, { status: 'breached' }>;
const subject = { name: firm.name, uscc: firm.uscc!, subjectClass: firm.subjectClass };

describe('承诺信息 in the exchange form (domain §6.2)', () => {
  it('a kept one names no unperformed part; one that was broken names it and what followed', () => {
    expect(exchangeRow(kept, subject)).toMatchObject({ commitmentCode: promise.commitmentCode, promisorClass: '1', promisorCode: firm.uscc, type: '证明事项型', performance: '全部履行', disclosure: '1', assessedOn: '2026-12-01' });
    expect(Object.keys(exchangeRow(kept, subject))).not.toContain('unperformed');
    expect(exchangeRow(breached, { ...subject, subjectClass: 'INDIVIDUAL_BUSINESS' })).toMatchObject({ promisorClass: '4', performance: '部分履行', unperformed: '未用于经营', accountability: '撤销登记', assessedOn: '2026-12-20' });
  });

  it('is a sheet with the Chinese names that no program runs as formulas', () => {
    const [head, row, end] = exchangeCsv([{ ...exchangeRow(kept, subject), reason: '=HYPERLINK("x")', content: '甲,乙' }]).split('\r\n');
    expect([head!.slice(1), end]).toEqual([EXCHANGE_COLUMNS.map(([, title]) => title).join(','), '']);
    expect(row).toContain(`"'=HYPERLINK(""x"")","甲,乙"`);
  });
});
