import { createHash } from 'node:crypto';
import { DomainError } from '@credit/kernel';
import type { FileEncoding } from '../../domain/batch/batch.ts';
import { EncodingCheck, refuseForeignFormat } from './encoding.ts';

const CHUNK_BYTES = 256 * 1024;
const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** Where the bytes go, chunk by chunk. */
export interface FileSink {
  addChunk(batchId: string, seq: number, bytes: Buffer): Promise<void>;
}

/** What is known of a file after its last byte. `digest` is the SHA-256 of the bytes (hex), `head` its first bytes. */
export interface ReceivedFile {
  encoding: FileEncoding;
  bytes: number;
  digest: string;
  head: Buffer;
}

/**
 * Stores an upload in encrypted chunks while it streams in, and refuses it whole when it cannot be read as text.
 * @throws DomainError BATCH.EMPTY, BATCH.TOO_LARGE, BATCH.XLSX_NOT_SUPPORTED, BATCH.XLS_NOT_SUPPORTED, BATCH.NOT_TEXT, BATCH.ENCODING_INVALID
 */
export async function receiveFile(sink: FileSink, batchId: string, body: AsyncIterable<Buffer>, declared: FileEncoding | undefined): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  const encoding = new EncodingCheck(declared);
  let head: Buffer | undefined, bytes = 0, seq = 0;
  const keep = async (chunk: Buffer): Promise<void> => {
    if (head === undefined) refuseForeignFormat((head = chunk));
    encoding.add(chunk);
    hash.update(chunk);
    await sink.addChunk(batchId, seq++, chunk);
  };
  for await (const chunk of inChunks(body)) {
    bytes += chunk.length;
    if (bytes > MAX_FILE_BYTES) throw new DomainError({ code: 'BATCH.TOO_LARGE', message: `A file may have ${MAX_FILE_BYTES} bytes at most; send it in parts.`, userMessage: '文件超过 256 MiB，请拆分后上传。' });
    await keep(chunk);
  }
  if (head === undefined) refuseForeignFormat(Buffer.alloc(0));
  return { encoding: encoding.finish(), bytes, digest: hash.digest('hex'), head: head! };
}

async function* inChunks(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [], length = 0;
  for await (const part of body) {
    waiting.push(part);
    length += part.length;
    if (length < CHUNK_BYTES) continue;
    yield Buffer.concat(waiting);
    waiting = [];
    length = 0;
  }
  if (length > 0) yield Buffer.concat(waiting);
}
