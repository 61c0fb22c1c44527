import type { Database, UnitOfWork } from '@credit/persistence';
import type { Batch, BatchCounts, FileEncoding } from '../domain/batch/batch.ts';

interface BatchRow {
  id: string;
  source: string;
  kind: string;
  profile: string;
  format: Batch['format'];
  encoding: FileEncoding;
  columns: string[];
  status: Batch['status'];
  refusal: Batch['refusal'];
  bytes: string;
  next_row: number;
  counts: BatchCounts;
  received_at: string;
  finished_at: string | null;
}

const toBatch = (row: BatchRow): Batch => ({
  id: row.id, source: row.source, kind: row.kind, profile: row.profile, format: row.format, encoding: row.encoding, columns: row.columns, status: row.status, refusal: row.refusal, bytes: Number(row.bytes),
  nextRow: row.next_row, counts: row.counts, receivedAt: row.received_at, finishedAt: row.finished_at,
});

/** Encrypts and decrypts stored bytes; the context binds a chunk to its place (decision 1). */
export interface ByteCipher {
  encryptBytes(plain: Buffer, context: string): Buffer;
  decryptBytes(sealed: Buffer, context: string): Buffer;
}

const LEASE_SECONDS = 15;

/** SQL of the tables batch and batch_chunk. Chunks are written outside a unit of work: an upload may last longer than a transaction may (P-9). */
export class BatchStore {
  constructor(private readonly db: Database, private readonly cipher: ByteCipher) {}

  async begin(batch: { id: string; source: string; kind: string; profile: string; format: string; receivedAt: string }): Promise<void> {
    await this.db.pool.query(`insert into batch (id, source, kind, profile, format, status, received_at) values ($1, $2, $3, $4, $5, 'uploading', $6)`, [batch.id, batch.source, batch.kind, batch.profile, batch.format, batch.receivedAt]);
  }

  async addChunk(batchId: string, seq: number, bytes: Buffer): Promise<void> {
    await this.db.pool.query({ name: 'batch-chunk', text: 'insert into batch_chunk (batch_id, seq, bytes) values ($1, $2, $3)', values: [batchId, seq, this.cipher.encryptBytes(bytes, `${batchId}/${seq}`)] });
  }

  /** Takes back an upload that was refused, broken off, or a repetition. */
  async discard(batchId: string): Promise<void> {
    await this.db.pool.query(`delete from batch where id = $1 and status = 'uploading'`, [batchId]);
  }

  async receive(uow: UnitOfWork, batchId: string, file: { encoding: FileEncoding; bytes: number; profile: string; columns: string[]; rows: number }): Promise<void> {
    const counts: BatchCounts = { rows: file.rows, states: {}, codes: {} };
    await uow.query(`update batch set status = 'received', encoding = $2, bytes = $3, profile = $4, columns = $5, counts = $6 where id = $1`, [batchId, file.encoding, file.bytes, file.profile, file.columns, counts]);
  }

  async find(batchId: string): Promise<Batch | undefined> {
    const { rows } = await this.db.pool.query<BatchRow>('select * from batch where id = $1', [batchId]);
    return rows[0] && toBatch(rows[0]);
  }

  /** The oldest waiting batch that nobody works on, leased to `owner` for 15 s of database time. */
  async claim(owner: string): Promise<Batch | undefined> {
    const { rows } = await this.db.pool.query<BatchRow>(
      `update batch set status = 'importing', lease_owner = $1, lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS})
       where id = (select id from batch where status in ('received', 'importing') and (lease_until is null or lease_until < clock_timestamp() or lease_owner = $1) order by received_at for update skip locked limit 1) returning *`, [owner]);
    return rows[0] && toBatch(rows[0]);
  }

  /** Records progress in the unit of work of the rows themselves. @returns false when the lease is lost: then nothing may be committed. */
  async advance(uow: UnitOfWork, batchId: string, owner: string, step: { nextRow: number; counts: BatchCounts }): Promise<boolean> {
    const rows = await uow.query({ name: 'batch-advance', text:
      `update batch set next_row = $3, counts = $4, lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}) where id = $1 and lease_owner = $2 and status = 'importing' returning id` }, [batchId, owner, step.nextRow, step.counts]);
    return rows.length === 1;
  }

  /** Keeps the lease while rows are passed over or a step takes long. */
  async renew(batchId: string, owner: string): Promise<void> {
    await this.db.pool.query({ name: 'batch-renew', text: `update batch set lease_until = clock_timestamp() + make_interval(secs => ${LEASE_SECONDS}) where id = $1 and lease_owner = $2 and status = 'importing'`, values: [batchId, owner] });
  }

  /** Hands the batch to whoever comes next. */
  async release(batchId: string, owner: string): Promise<void> {
    await this.db.pool.query(`update batch set lease_owner = null, lease_until = null where id = $1 and lease_owner = $2 and status = 'importing'`, [batchId, owner]);
  }

  async finish(batchId: string, owner: string, at: string): Promise<void> {
    await this.db.pool.query(`update batch set status = 'done', finished_at = $3, lease_owner = null, lease_until = null where id = $1 and lease_owner = $2`, [batchId, owner, at]);
  }

  async refuse(batchId: string, owner: string, refusal: NonNullable<Batch['refusal']>, at: string): Promise<void> {
    await this.db.pool.query(`update batch set status = 'refused', refusal = $3, finished_at = $4, lease_owner = null, lease_until = null where id = $1 and lease_owner = $2`, [batchId, owner, refusal, at]);
  }

  /** Whether the bytes are still kept. */
  async hasBytes(batchId: string): Promise<boolean> {
    const { rows } = await this.db.pool.query('select 1 from batch_chunk where batch_id = $1 and seq = 0', [batchId]);
    return rows.length === 1;
  }

  async *chunks(batchId: string): AsyncGenerator<Buffer> {
    for (let seq = 0; ; seq += 1) {
      const { rows } = await this.db.pool.query<{ bytes: Buffer }>({ name: 'batch-read', text: 'select bytes from batch_chunk where batch_id = $1 and seq = $2', values: [batchId, seq] });
      if (rows[0] === undefined) return;
      yield this.cipher.decryptBytes(rows[0].bytes, `${batchId}/${seq}`);
    }
  }

  /** Uploads that broke off more than an hour ago leave nothing behind; the bytes of a finished batch are kept for 30 days (decision 29), its counts for ever. */
  async sweep(): Promise<void> {
    await this.db.pool.query(`delete from batch where status = 'uploading' and received_at < clock_timestamp() - interval '1 hour'`);
    await this.db.pool.query(`delete from batch_chunk c using batch b where c.batch_id = b.id and b.finished_at < clock_timestamp() - interval '30 days'`);
  }
}
