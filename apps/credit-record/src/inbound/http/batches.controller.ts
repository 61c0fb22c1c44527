import { Controller, Get, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiConsumes, ApiQuery, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, Roles, visibleDepartment, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import { newEventId, withUnitOfWork, type Database } from '@credit/persistence';
import { CLOCK, DATABASE, withIdempotency } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { findRowOutcomes, TO_MEND, WITH_FINDINGS } from '../../application/queries/find-row-outcomes.ts';
import { BATCHES, receiveFile, type BatchStore } from '../../application/receive-file.ts';
import { batchView, type Batch, type BatchView } from '../../domain/batch/batch.ts';
import { batchOf, formatOf, kindOf } from '../files/batch-request.ts';
import { declaredEncoding, EncodingCheck } from '../files/encoding.ts';
import { csvErrorSheet, headerByIdentifier, sheetItems, type SheetItem } from '../files/error-sheet.ts';
import { inspectHeader } from '../files/inspect-header.ts';
import { batchColumns, batchRows } from '../files/statements-of-batch.ts';
import { ImportJob } from '../jobs/import.job.ts';

const PAGE = 500;

/** 批次: files of a department — upload, progress, error sheet (interfaces.md §3 Intake). */
@ApiTags('batches')
@Controller('/v1/batches')
export class BatchesController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(BATCHES) private readonly batches: BatchStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly job: ImportJob,
  ) {}

  /** 上传文件 — streams the file into encrypted chunks and answers 202; a repetition with the same key and bytes gives the first answer. Refused whole when it cannot be read. */
  @Roles('source')
  @Post()
  @ApiConsumes('text/csv', 'application/x-ndjson')
  @ApiQuery({ name: 'kind', description: 'administrative-penalty · administrative-license · registration' })
  @ApiQuery({ name: 'profile', required: false })
  async upload(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply, @Query('kind') kind: string, @Query('profile') profile: string | undefined, @Headers('idempotency-key') key: string | undefined): Promise<object> {
    const contentType = request.headers['content-type'] ?? '';
    const upload = { id: newEventId(), source: departmentOf(caller), kind: kindOf(kind), format: formatOf(contentType), receivedAt: this.clock.now() };
    const inspector = new EncodingCheck(declaredEncoding(contentType));
    await this.batches.begin({ ...upload, profile: '' });
    try {
      const file = await receiveFile(this.batches, upload.id, request.body instanceof Readable ? request.body : Readable.from([]), inspector);
      const header = await inspectHeader(upload.kind, profile, upload.format, file.head, file.encoding);
      const context = { actor: actorOf(caller), correlationId: upload.id, now: this.clock.now(), today: this.clock.today() };
      const answer = await withUnitOfWork(this.db, context, (uow) =>
        withIdempotency(uow, { client: caller.sub, method: 'POST', route: '/v1/batches', key, body: { kind, profile: header.profile, digest: file.digest } }, async () => {
          await this.batches.receive(uow, upload.id, { ...file, ...header });
          return { status: 202, headers: { location: `/v1/batches/${upload.id}` }, body: { id: upload.id, status: 'received', bytes: file.bytes, encoding: file.encoding, profile: header.profile } };
        }));
      this.job.wake();
      void reply.status(answer.status).headers(answer.headers ?? {});
      return answer.body as object;
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
    return this.page(batch, Number.parseInt(after ?? '0', 10) || 0);
  }

  private async page(batch: Batch, after: number): Promise<{ items: SheetItem[]; next: string | null }> {
    const headers = headerByIdentifier(batchColumns(batch));
    const items: SheetItem[] = [];
    let rows = 0, last = after;
    for await (const outcome of findRowOutcomes(this.db, batch.id, WITH_FINDINGS, after)) {
      if (rows === PAGE) return { items, next: String(last) };
      items.push(...sheetItems(outcome, headers));
      rows += 1;
      last = outcome.row;
    }
    return { items, next: null };
  }

  private sheet(batch: Batch, reply: FastifyReply): Readable {
    void reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename="errors-${batch.id}.csv"`);
    const rows = batchRows(batch, this.batches.chunks(batch.id));
    return Readable.from(csvErrorSheet(batch.columns, batchColumns(batch), rows, findRowOutcomes(this.db, batch.id, TO_MEND)));
  }
}
