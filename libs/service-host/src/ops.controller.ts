import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, Roles } from '@credit/access';
import type { Caller } from '@credit/access';
import { DomainError } from '@credit/kernel';
import { parkedOps, rebuildProjection, reconcile } from '@credit/messaging';
import type { KafkaBatchStrategy, ParkedDetail, ParkedOps, ParkedSummary, OwnedTopic, Projection, RebuildReport, ReconcileReport } from '@credit/messaging';
import { ParkedQuery, RebuildBody, ReasonBody, ReconcileBody } from './ops.dto.ts';
import type { Platform } from './platform.ts';
import { PLATFORM } from './tokens.ts';

/** Nest token of the {@link OpsParts} of this service. */
export const OPS_PARTS = Symbol('OPS_PARTS');

export interface OpsParts {
  strategy?: KafkaBatchStrategy;
  projections: readonly Projection[];
  owns: readonly OwnedTopic[];
}

/** 运维: parked events, rebuilds and reconciliation of this service; `creditctl dlq`, `rebuild` and `reconcile` call it. */
@ApiTags('ops')
@Roles('operator')
@Controller('ops')
export class OpsController {
  private readonly parked: ParkedOps;
  private readonly platform: Platform;
  private readonly parts: OpsParts;

  constructor(@Inject(PLATFORM) platform: Platform, @Inject(OPS_PARTS) parts: OpsParts) {
    this.platform = platform;
    this.parts = parts;
    this.parked = parkedOps(platform.database, parts.strategy);
  }

  @Get('parked')
  async list(@Query() { topic, code, state, after, limit }: ParkedQuery): Promise<{ items: ParkedSummary[]; next: string | null }> {
    const size = limit ?? 100;
    const items = await this.parked.list({
      limit: size, ...(topic === undefined ? {} : { topic }), ...(code === undefined ? {} : { code }), ...(state === undefined ? {} : { state }), ...(after === undefined ? {} : { after }),
    });
    return { items, next: items.length === size ? items.at(-1)!.id : null };
  }

  @Get('parked/:id')
  show(@Param('id') id: string): Promise<ParkedDetail> {
    return this.parked.show(id);
  }

  @Post('parked/:id/replay')
  @HttpCode(200)
  replay(@Param('id') id: string, @Body() { reason }: ReasonBody, @CurrentCaller() caller: Caller): Promise<ParkedDetail> {
    return this.parked.replay(id, reason, actorOf(caller));
  }

  @Post('parked/:id/discard')
  @HttpCode(200)
  discard(@Param('id') id: string, @Body() { reason }: ReasonBody, @CurrentCaller() caller: Caller): Promise<ParkedDetail> {
    return this.parked.discard(id, reason, actorOf(caller));
  }

  @Post('rebuild')
  @HttpCode(200)
  rebuild(@Body() { projection: name, verify }: RebuildBody, @CurrentCaller() caller: Caller): Promise<RebuildReport> {
    const projection = this.parts.projections.find((one) => one.name === name);
    if (!projection) {
      const known = this.parts.projections.map((one) => one.name).join(', ') || 'none';
      throw new DomainError({ code: 'PROJECTION.NOT_FOUND', message: `no such projection here; known: ${known}`, userMessage: '没有该读模型', pointer: '/projection' });
    }
    const { database, kafka, clock, name: app } = this.platform;
    return rebuildProjection(database, kafka, { projection, verify: verify ?? true, app, clock, actor: actorOf(caller) });
  }

  @Post('reconcile')
  @HttpCode(200)
  reconcile(@Body() { dryRun }: ReconcileBody, @CurrentCaller() caller: Caller): Promise<ReconcileReport> {
    const { database, kafka, clock, name: app } = this.platform;
    return reconcile(database, kafka, { owned: this.parts.owns, dryRun: dryRun ?? true, app, clock, actor: actorOf(caller) });
  }
}
