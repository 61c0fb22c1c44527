import { DomainError } from '@credit/kernel';
import { ProblemError } from '@credit/service-host';
import type { FileEncoding } from '../../domain/batch/batch.ts';

const unreadable = (code: string, message: string, userMessage: string): DomainError => new DomainError({ code, message, userMessage });

/** @returns the encoding the content type names; undefined when it names none. @throws DomainError BATCH.ENCODING_UNKNOWN */
export function declaredEncoding(contentType: string): FileEncoding | undefined {
  const charset = /charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase();
  if (charset === undefined) return undefined;
  if (charset === 'utf-8' || charset === 'utf8') return 'utf-8';
  if (['gb18030', 'gbk', 'gb2312', 'cp936'].includes(charset)) return 'gb18030';
  throw unreadable('BATCH.ENCODING_UNKNOWN', 'The encoding of the content type is not supported; send utf-8 or gb18030.', '不支持的文件编码，请使用 UTF-8 或 GB18030。');
}

/** 415: the sender has a spreadsheet program and is told what to do with it. */
export const spreadsheetRefused = (format: 'XLSX' | 'XLS'): ProblemError => new ProblemError({
  status: 415, code: `BATCH.${format}_NOT_SUPPORTED`, message: `${format} is not supported; save the sheet as CSV (UTF-8 or GB18030).`, userMessage: `暂不支持 ${format}，请另存为 CSV（UTF-8 或 GB18030）后上传。`,
});

const ZIP = Buffer.from('PK\x03\x04', 'latin1');
const OLE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);

/** Kinds of file that are known by their first bytes and cannot be read as text. */
function refuseForeignFormat(head: Buffer): void {
  if (head.length === 0) throw unreadable('BATCH.EMPTY', 'The file is empty.', '文件为空。');
  if (head.subarray(0, 4).equals(ZIP)) throw spreadsheetRefused('XLSX');
  if (head.subarray(0, 4).equals(OLE)) throw spreadsheetRefused('XLS');
}

/**
 * Finds the encoding of a file while its bytes stream by, without keeping them: UTF-8 when all of it is valid UTF-8, else GB18030, else refused whole.
 * A declared encoding is believed only if the bytes agree.
 */
export class EncodingCheck {
  private readonly candidates: Map<FileEncoding, InstanceType<typeof TextDecoder>>;
  private begun = false;

  constructor(declared: FileEncoding | undefined) {
    const wanted: FileEncoding[] = declared === undefined ? ['utf-8', 'gb18030'] : [declared];
    this.candidates = new Map(wanted.map((e) => [e, new TextDecoder(e, { fatal: true })]));
  }

  /** @throws ProblemError BATCH.XLSX_NOT_SUPPORTED, BATCH.XLS_NOT_SUPPORTED (415). @throws DomainError BATCH.NOT_TEXT for a zero byte anywhere, BATCH.ENCODING_INVALID when no candidate is left */
  add(bytes: Buffer): void {
    if (!this.begun) refuseForeignFormat(bytes);
    this.begun = true;
    if (bytes.includes(0)) throw unreadable('BATCH.NOT_TEXT', 'The file holds zero bytes, so it is not a text file in UTF-8 or GB18030.', '文件含有零字节，不是 UTF-8 或 GB18030 文本。');
    this.feed((decoder) => decoder.decode(bytes, { stream: true }));
  }

  /** @returns the encoding of the whole file. @throws DomainError BATCH.EMPTY, BATCH.ENCODING_INVALID */
  finish(): FileEncoding {
    if (!this.begun) refuseForeignFormat(Buffer.alloc(0));
    this.feed((decoder) => decoder.decode());
    return this.candidates.keys().next().value as FileEncoding;
  }

  private feed(step: (decoder: InstanceType<typeof TextDecoder>) => unknown): void {
    for (const [encoding, decoder] of this.candidates) {
      try {
        step(decoder);
      } catch {
        this.candidates.delete(encoding);
      }
    }
    if (this.candidates.size === 0) throw unreadable('BATCH.ENCODING_INVALID', 'The bytes are valid neither in UTF-8 nor in GB18030 (or not in the encoding that was declared).', '文件内容与 UTF-8、GB18030（或所声明的编码）均不符，无法读取。');
  }
}
