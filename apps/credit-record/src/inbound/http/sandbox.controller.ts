import { Body, Controller, Get, Header, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Public, Roles } from '@credit/access';
import { isLocalDate, type Clock, type LocalDate } from '@credit/kernel';
import { withUnitOfWork, type Database } from '@credit/persistence';
import { CLOCK, DATABASE, SETTINGS, workContextOf, type ServiceSettings } from '@credit/service-host';
import { Matches } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { moveSandboxDate } from '../../application/move-sandbox-date.ts';
import { dateInvalid, notInProduction } from './register.problems.ts';

/** 沙箱业务日期. */
export class SandboxDateDto {
  @ApiProperty({ description: '新的业务日期，只能向前', example: '2026-12-01' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  date: LocalDate;
}

/** 业务日期 — the date by which this service works; in the sandbox it is moved here for the whole system (decision 16). */
@ApiTags('沙箱 Sandbox')
@Controller('v1/sandbox')
export class SandboxController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: ServiceSettings,
  ) {}

  @Public()
  @Get('date')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '本服务的业务日期' })
  date(): { date: LocalDate } {
    return { date: this.clock.today() };
  }

  @Roles('operator', 'credit-centre')
  @Post('date')
  @HttpCode(200)
  @ApiOperation({ summary: '推进整个系统的业务日期（仅沙箱）' })
  async move(@Req() request: FastifyRequest, @Body() { date }: SandboxDateDto): Promise<{ date: LocalDate }> {
    if (this.settings.mode === 'production') throw notInProduction();
    if (!isLocalDate(date)) throw dateInvalid();
    return { date: await withUnitOfWork(this.db, workContextOf(request, this.clock), (uow) => moveSandboxDate(uow, date)) };
  }
}
