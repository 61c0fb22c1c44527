import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '@credit/access';
import type { Metrics } from '@credit/observability';
import type { FastifyReply } from 'fastify';
import type { HealthBoard } from './health-board.ts';
import { METRICS } from './tokens.ts';

export const HEALTH_BOARD = Symbol('HEALTH_BOARD');
export const OPENAPI = Symbol('OPENAPI');

export interface OpenApiSource {
  json(): Promise<string>;
}

/** What supervisors and operators ask a process; never forwarded by the gateway. */
@ApiExcludeController()
@Public()
@Controller()
export class HealthController {
  private readonly board: HealthBoard;
  private readonly metrics: Metrics;
  private readonly openApi: OpenApiSource;

  constructor(@Inject(HEALTH_BOARD) board: HealthBoard, @Inject(METRICS) metrics: Metrics, @Inject(OPENAPI) openApi: OpenApiSource) {
    this.board = board;
    this.metrics = metrics;
    this.openApi = openApi;
  }

  @Get('health/live')
  async live(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.board.report('live');
    await reply.status(report.status === 'ok' ? 200 : 503).send(report);
  }

  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.board.report('ready');
    await reply.status(report.status === 'ok' ? 200 : 503).send(report);
  }

  @Get('metrics')
  async series(@Res() reply: FastifyReply): Promise<void> {
    await reply.type(this.metrics.contentType).send(await this.metrics.text());
  }

  @Get('openapi.json')
  @Header('content-type', 'application/json; charset=utf-8')
  openapi(): string | Promise<string> {
    return this.openApi.json();
  }
}
