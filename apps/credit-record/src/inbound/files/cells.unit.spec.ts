import { amountCell, codeCell, dateCell, sourceVersionCell, textCell } from './cells.ts';

describe('cells of a department file', () => {
  it.each([
    ['=\"91210500MA0TYPE14G\"', { value: '91210500MA0TYPE14G', note: 'EXCEL_TEXT_WRAPPER' }],
    ['=cmd|calc', { fault: 'CELL_FORMULA' }],
    ['@SUM(A1)', { fault: 'CELL_FORMULA' }],
    ['  经营 ', { value: '经营' }],
    ['', {}],
    [undefined, {}],
  ])('reads text %s', (raw, expected) => expect(textCell(raw)).toEqual(expected));

  it.each([
    ['9.12105E+17', { fault: 'EXCEL_MANGLED_CODE' }],
    ['９１２１０５００ＭＡ０ＴＹＰＥ１４Ｇ', { value: '91210500MA0TYPE14G', note: 'FULL_WIDTH_CODE' }],
    ['91210500ma0type14g', { value: '91210500MA0TYPE14G' }],
    ['91210500MAOTYPE14G', { value: '91210500MAOTYPE14G' }],
  ])('reads the code %s and never turns O into 0', (raw, expected) => expect(codeCell(raw)).toEqual(expected));

  it.each([
    ['2026-11-23', { value: '2026-11-23' }],
    ['2026/1/3', { value: '2026-01-03' }],
    ['20261123', { value: '2026-11-23' }],
    ['2026年11月3日', { value: '2026-11-03' }],
    ['2026-11-23 18:00:00', { value: '2026-11-23' }],
    ['2026/13/45', { fault: 'DATE_FORMAT' }],
    ['2026-02-30', { fault: 'DATE_FORMAT' }],
    ['46349', { fault: 'DATE_FORMAT' }],
  ])('reads the date %s', (raw, expected) => expect(dateCell(raw)).toEqual(expected));

  it.each([
    ['0.600000', { value: '0.6' }],
    ['1,200.5', { value: '1200.5' }],
    ['0.6万元', { value: '0.6' }],
    ['6000元', { fault: 'AMOUNT_IN_YUAN' }],
    ['六千', { fault: 'AMOUNT_FORMAT' }],
    ['-1', { value: '-1' }],
    ['0.0000001', { fault: 'AMOUNT_FORMAT' }],
  ])('reads the amount %s in 万元', (raw, expected) => expect(amountCell(raw)).toEqual(expected));

  it('turns a later SJC into a greater version', () => {
    const version = (text: string): bigint => BigInt(sourceVersionCell(text).value as string);
    expect(version('2026-11-23 19:00:00')).toBeGreaterThan(version('2026-11-23 18:00:00'));
    expect(version('2026-11-23')).toBeLessThan(version('2026-11-23 00:00:01'));
    expect(sourceVersionCell('2026-11-23 17:30:00')).toEqual({ value: '20261123173000000' });
    expect(sourceVersionCell('42')).toEqual({ value: '42' });
  });
});
