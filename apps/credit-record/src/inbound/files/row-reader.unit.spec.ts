import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { syntheticPerson } from '@credit/testing';
import iconv from 'iconv-lite';
import type { FileEncoding, FileFormat } from '../../domain/batch/batch.ts';
import { countRows, headerOf, readRows, type FileRow } from './row-reader.ts';

async function* pieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
async function read(text: string | Buffer, format: FileFormat = 'csv', size = 7, encoding: FileEncoding = 'utf-8'): Promise<FileRow[]> {
  const rows = [];
  for await (const row of readRows(pieces(Buffer.from(text as string), size), format, encoding)) rows.push(row);
  return rows;
}
const cells = async (text: string): Promise<unknown[]> => (await read(text)).map((row) => row.cells);

describe('rows of a CSV file', () => {
  it.each([['LF', 'a,b\n1,2\n3,4\n'], ['CRLF', 'a,b\r\n1,2\r\n3,4\r\n'], ['CR', 'a,b\r1,2\r3,4'], ['mixed line ends', 'a,b\r\n1,2\n3,4\r'], ['a byte order mark', '\uFEFFa,b\n1,2\n3,4'], ['empty lines and rows of commas', '\n a ,ｂ\n\n1,2\n,\n\n3,4\n\n'], ['no last line end', 'a,b\n1,2\n3,4']])('%s', async (_name, text) => {
    for (const size of [1, 2, 3, 1000]) expect((await read(text, 'csv', size)).map(({ number, cells: own }) => [number, own])).toEqual([[1, { a: '1', b: '2' }], [2, { a: '3', b: '4' }]]);
  });

  it('quotes over lines, doubled quotes, and quotes where none belong', async () => {
    expect(await cells('a,b\n"1\r\n一","say ""x"""\n2,5" pipe\n"3"x,4\n')).toEqual([{ a: '1\r\n一', b: 'say "x"' }, { a: '2', b: '5" pipe' }, { a: '"3"x', b: '4' }]);
  });

  it('with too many or too few cells are named and kept as they stand', async () => {
    expect(await read('a,b\n1\n1,2,3\n1,2\n')).toEqual([{ number: 1, cells: {}, broken: 'ROW_COLUMNS', raw: ['1'] }, { number: 2, cells: {}, broken: 'ROW_COLUMNS', raw: ['1', '2', '3'] }, { number: 3, cells: { a: '1', b: '2' } }]);
  });

  it('are the same in a file without quotes and behind a quoted header (property)', async () => {
    const text = fc.string({ unit: fc.constantFrom('1', '一', ' ', ',', '\n', '\r', '\r\n', '\uFEFF', '　'), maxLength: 40 });
    await fc.assert(fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (body, size) => {
      expect(await read(`a,b\n${body}`, 'csv', size)).toEqual(await read(`"a",b\n${body}`, 'csv', size));
    }), { numRuns: 300 });
  });

  it('none behind a header alone, none in empty lines', async () => expect([await read('a,b\n'), await read('\n\n'), await read('')]).toEqual([[], [], []]));

  it.each([['a quote that never ends', `a,b\n1,2\n"3,4\n${'x,y\n'.repeat(30)}`], ['a row of more than 64K characters', `a,b\n1,2\n3,${'长'.repeat(66_000)}\n5,6\n`]])('%s breaks the file off', async (_name, text) => {
    await expect(read(text, 'csv', 1000)).rejects.toMatchObject({ code: 'BATCH.CSV_BROKEN' });
    await expect(countRows(pieces(Buffer.from(text), 1000), 'csv', 'utf-8')).rejects.toMatchObject({ code: 'BATCH.CSV_BROKEN', userMessage: expect.stringContaining('第 1 条') });
  });

  it('that end in an endless quote are refused after 64K characters, not after 100 MB', async () => {
    let given = 0;
    const endless = async function* (): AsyncGenerator<Buffer> {
      yield Buffer.from('a,b\n1,"');
      for (; given < 100; given += 1) yield Buffer.alloc(1_000_000, 'x');
    };
    await expect(countRows(endless(), 'csv', 'utf-8')).rejects.toMatchObject({ code: 'BATCH.CSV_BROKEN' });
    expect(given).toBeLessThan(25);
  });

  it('written by a spreadsheet are read back, whatever stands in them (property)', async () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 12 }).map((s) => s.replace(/[\0\uFEFF]/g, ''));
    await fc.assert(fc.asyncProperty(fc.array(fc.tuple(text, fc.constantFrom('x', '"', ',', 'x\r\n', '一')), { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 9 }), async (rows, size) => {
      const quoted = rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n');
      expect((await read(`a,b\r\n${quoted}\r\n`, 'csv', size)).map((row) => [row.cells['a'], row.cells['b']])).toEqual(rows);
    }), { numRuns: 60 });
  });
});

describe('lines of an NDJSON file', () => {
  it('are objects; everything else is named, and the next line goes on', async () => {
    const lines = ['{"a":1}', '', '[1]', 'null', '{"a":', '{"a":1,"a":2}', '{"a":"\\u0000"}', `{"a":${'['.repeat(40)}${']'.repeat(40)}}`, '{"__proto__":{"x":1}}', `{"a":"${'x'.repeat(70_000)}"}`, '  ', '{"b":"一"}'];
    for (const size of [1_000, 300_000]) {
      expect((await read(`\uFEFF${lines.join('\r\n')}`, 'ndjson', size)).map(({ number, broken }) => [number, broken])).toEqual([[1, undefined], [2, 'ROW_JSON'], [3, 'ROW_JSON'], [4, 'ROW_JSON'], [5, 'ROW_JSON_HOSTILE'], [6, 'ROW_JSON_HOSTILE'], [7, 'ROW_JSON_HOSTILE'], [8, 'ROW_JSON_HOSTILE'], [9, 'ROW_TOO_LONG'], [10, undefined]]);
    }
  });

  it('of 400 MB without an end are one row that is too long, in bounded memory', async () => {
    const endless = async function* (): AsyncGenerator<Buffer> { for (let n = 0; n < 400; n += 1) yield Buffer.alloc(1_000_000, 'x'); };
    const before = process.memoryUsage().rss;
    expect(await countRows(endless(), 'ndjson', 'utf-8')).toBe(1);
    expect((process.memoryUsage().rss - before) / 1e6).toBeLessThan(200);
  });
});

describe('the header', () => {
  it.each<[string, string | Buffer, FileEncoding, string[]]>([
    ['half-width, trimmed', '\uFEFF CF_WSH ,ＣＦ_ＳＹ\n1,2', 'utf-8', ['CF_WSH', 'CF_SY']], ['GB18030 cut inside a character', iconv.encode('名称,住所\n本溪', 'gb18030').subarray(0, -1), 'gb18030', ['名称', '住所']],
    ['a quoted name over two lines', '"a\nb",c\n', 'utf-8', ['a\nb', 'c']], ['old line ends', 'a,b\r1,2', 'utf-8', ['a', 'b']], ['behind empty lines', '\r\n\r\na,b\r\n', 'utf-8', ['a', 'b']], ['none', '\n\n', 'utf-8', []],
  ])('%s', async (_name, text, encoding, expected) => expect(await headerOf(Buffer.from(text as string), encoding)).toEqual(expected));

  it('is the same as the rows are read by', async () => {
    const text = '"a\nb",ｃ\n1,2\n';
    expect(Object.keys((await read(text))[0]!.cells)).toEqual(await headerOf(Buffer.from(text), 'utf-8'));
  });

  it('carries no identity number further when it is none', async () => expect((await headerOf(Buffer.from(`张三,${syntheticPerson(7).idNo}\n`), 'utf-8')).join()).not.toContain(syntheticPerson(7).idNo));
});
