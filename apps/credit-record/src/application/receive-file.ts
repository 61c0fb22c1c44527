import { createHash } from 'node:crypto';
import { DomainError } from '@credit/kernel';
import type { FileEncoding } from '../domain/batch/batch.ts';
import type { BatchStore } from '../outbound/batch.store.ts';

export type { BatchStore } from '../outbound/batch.store.ts';

/** Nest token of the {@link BatchStore}. */
export const BATCHES = Symbol('BATCHES');

/** Looks at the bytes while they stream by, without keeping them, and refuses the file whole when they cannot be read as text. */
export interface FileInspector {
  add(bytes: Buffer): void;
  finish(): FileEncoding;
}

const CHUNK_BYTES = 256 * 1024;
const MAX_FILE_BYTES = 256 * 1024 * 1024;

/** What is known of a file after its last byte. `digest` is the SHA-256 of the bytes (hex), `head` its first bytes. */
export interface ReceivedFile {
  encoding: FileEncoding;
  bytes: number;
  digest: string;
  head: Buffer;
}

/**
 * Stores an upload in encrypted chunks while it streams in, and refuses it whole when it cannot be read as text.
 * @throws DomainError BATCH.TOO_LARGE, and what the inspector says
 */
export async function receiveFile(store: BatchStore, batchId: string, body: AsyncIterable<Buffer>, inspector: FileInspector): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  let head: Buffer = Buffer.alloc(0), bytes = 0, seq = 0;
  for await (const chunk of inChunks(body)) {
    bytes += chunk.length;
    if (bytes > MAX_FILE_BYTES) throw new DomainError({ code: 'BATCH.TOO_LARGE', message: `A file may have ${MAX_FILE_BYTES} bytes at most; send it in parts.`, userMessage: '文件超过 256 MiB，请拆分后上传。' });
    inspector.add(chunk);
    hash.update(chunk);
    if (seq === 0) head = chunk;
    await store.addChunk(batchId, seq, chunk);
    seq += 1;
  }
  return { encoding: inspector.finish(), bytes, digest: hash.digest('hex'), head };
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
