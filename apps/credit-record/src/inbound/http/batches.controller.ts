import { Controller, Get, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiQuery, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, Roles, visibleDepartment, type Caller } from '@credit/access';
import { DomainError, type Clock } from '@credit/kernel';
import { newEventId, withUnitOfWork, type Database } from '@credit/persistence';
import { CLOCK, CURSORS, DATABASE, idempotencyKey, sendOutcome, withIdempotency, workContextOf, type Cursors, type IdempotencyScope, type Outcome } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { findRowOutcomes, TO_MEND, WITH_FINDINGS } from '../../application/queries/find-row-outcomes.ts';
import { BATCHES, receiveFile, type BatchStore } from '../../application/receive-file.ts';
import { batchView, type Batch, type BatchView, type FileFormat } from '../../domain/batch/batch.ts';
import { batchOf, formatOf, kindOf } from '../files/batch-request.ts';
import { declaredEncoding, EncodingCheck } from '../files/encoding.ts';
import { csvErrorSheet, headerByIdentifier, sheetItems, type SheetItem } from '../files/error-sheet.ts';
import { inspectHeader } from '../files/inspect-header.ts';
import { countRows } from '../files/row-reader.ts';
import { batchColumns, batchRows } from '../files/statements-of-batch.ts';
import { ImportJob } from '../jobs/import.job.ts';

const PAGE = 500;

/** What an upload is answered. */
interface UploadView {
  id: string;
  status: 'received';
  bytes: number;
  encoding: string;
  profile: string;
  totalRows: number;
}

/** 批次: files of a department — upload, progress, error sheet (interfaces.md §3 Intake). */
@ApiTags('batches')
@Controller('/v1/batches')
export class BatchesController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(BATCHES) private readonly batches: BatchStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CURSORS) private readonly cursors: Cursors,
    private readonly job: ImportJob,
  ) {}

  /** 上传文件 — streams the file into encrypted chunks and answers 202; a repetition with the same key and bytes gives the first answer. A file that cannot be read to its end is refused whole, and nothing of it is kept. */
  @Roles('source')
  @Post()
  @ApiConsumes('text/csv', 'application/x-ndjson')
  @ApiQuery({ name: 'kind', description: 'administrative-penalty · administrative-license · registration' })
  @ApiQuery({ name: 'profile', required: false })
  async upload(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Query('kind') kind: string, @Query('profile') profile: string | undefined, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    const body = request.body instanceof Readable ? request.body : Readable.from([]);
    const contentType = request.headers['content-type'] ?? '';
    const upload = { id: newEventId(), source: departmentOf(caller), kind: kindOf(kind), format: formatOf(contentType), receivedAt: this.clock.now() };
    const scope = { client: actorOf(caller), method: 'POST', route: '/v1/batches', key: idempotencyKey(key) };
    sendOutcome(reply, await this.receive(request, upload, { body, profile, scope, inspector: new EncodingCheck(declaredEncoding(contentType)) }));
    this.job.wake();
  }

  /** The upload is taken back unless its answer commits: when it is refused, breaks off, or turns out to be a repetition. */
  private async receive(request: FastifyRequest, upload: { id: string; source: string; kind: string; format: FileFormat; receivedAt: string }, { body, profile, scope, inspector }: { body: Readable; profile: string | undefined; scope: Omit<IdempotencyScope, 'body'>; inspector: EncodingCheck }): Promise<Outcome> {
    await this.batches.begin({ ...upload, profile: '' });
    try {
      const file = await receiveFile(this.batches, upload.id, body, inspector);
      const header = await inspectHeader(upload.kind, profile, upload.format, file.head, file.encoding);
      const rows = await countRows(this.batches.chunks(upload.id), upload.format, file.encoding);
      return await withUnitOfWork(this.db, { ...workContextOf(request, this.clock), correlationId: upload.id }, (uow) =>
        withIdempotency(uow, { ...scope, body: { kind: upload.kind, profile: header.profile, digest: file.digest } }, async () => {
          await this.batches.receive(uow, upload.id, { ...file, ...header, rows });
          const answer: UploadView = { id: upload.id, status: 'received', bytes: file.bytes, encoding: file.encoding, profile: header.profile, totalRows: rows };
          return { status: 202, headers: { location: `/v1/batches/${upload.id}` }, body: answer };
        }));
    } finally {
      await this.batches.discard(upload.id);
    }
  }

  /** 批次进度 — rows by state of their receipt; a department sees its own batches. */
  @Roles('source', 'credit-centre', 'auditor', 'operator')
  @Get(':id')
  async progress(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string): Promise<BatchView> {
    return batchView(batchOf(await this.batches.find(id), visibleDepartment(caller)));
  }

  /** 错误清单 — every finding with row, column, code, text and hint; as CSV each row with its own cells, to be mended and sent again (only to its department). */
  @Roles('source', 'credit-centre', 'auditor')
  @Get(':id/errors')
  async errors(@CurrentCaller() caller: Caller, @Param('id', ParseUUIDPipe) id: string, @Res({ passthrough: true }) reply: FastifyReply, @Query('format') format?: string, @Query('after') after?: string): Promise<object> {
    if (format === 'csv') return this.sheet(batchOf(await this.batches.find(id), departmentOf(caller)), reply);
    const batch = batchOf(await this.batches.find(id), visibleDepartment(caller));
    const scope = `batch-errors:${batch.id}:${actorOf(caller)}`;
    return this.page(batch, scope, after ? this.cursors.decode<number>(scope, after) : 0);
  }

  private async page(batch: Batch, scope: string, after: number): Promise<{ items: SheetItem[]; next: string | null }> {
    const headers = headerByIdentifier(batchColumns(batch));
    const items: SheetItem[] = [];
    let rows = 0, last = after;
    for await (const outcome of findRowOutcomes(this.db, batch.id, WITH_FINDINGS, after)) {
      if (rows === PAGE) return { items, next: this.cursors.encode(scope, last) };
      items.push(...sheetItems(outcome, headers));
      rows += 1;
      last = outcome.row;
    }
    return { items, next: null };
  }

  private async sheet(batch: Batch, reply: FastifyReply): Promise<Readable> {
    if (!(await this.batches.hasBytes(batch.id))) throw new DomainError({ code: 'BATCH.FILE_GONE', message: 'The file is no longer kept (30 days after its import); the findings are at this address without format=csv.', userMessage: '文件已超过 30 天保存期；错误明细仍可查询（不带 format=csv）。' });
    void reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename="errors-${batch.id}.csv"`);
    const rows = batchRows(batch, this.batches.chunks(batch.id));
    return Readable.from(csvErrorSheet(batch.columns, batchColumns(batch), rows, findRowOutcomes(this.db, batch.id, TO_MEND)));
  }
}
