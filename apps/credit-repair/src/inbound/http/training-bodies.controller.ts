import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public, Roles } from '@credit/access';
import { isLocalDate, type Clock } from '@credit/kernel';
import { withUnitOfWork, type Database } from '@credit/persistence';
import { CLOCK, DATABASE, workContextOf } from '@credit/service-host';
import type { FastifyRequest } from 'fastify';
import { findTrainingBodies, keepTrainingBody, type TrainingBody } from '../../application/training-bodies.ts';
import { dateInvalid } from './repair.problems.ts';
import { TrainingBodyDto } from './repairs.dto.ts';

/** 信用修复培训机构 — whose certificates count, and on which days (O71). Keeping a body twice changes nothing. */
@ApiTags('信用修复 Repair')
@Controller('v1/training-bodies')
export class TrainingBodiesController {
  constructor(@Inject(DATABASE) private readonly db: Database, @Inject(CLOCK) private readonly clock: Clock) {}

  @Public()
  @Get()
  @ApiOperation({ summary: '信用修复培训机构名册' })
  async list(): Promise<{ items: TrainingBody[] }> {
    return { items: await findTrainingBodies(this.db) };
  }

  @ApiBearerAuth()
  @Roles('credit-centre')
  @Post()
  @HttpCode(204)
  @ApiOperation({ summary: '登记培训机构的认可期间；同一机构同一首日再次登记即变更末日' })
  async keep(@Req() request: FastifyRequest, @Body() body: TrainingBodyDto): Promise<void> {
    if (!isLocalDate(body.from)) throw dateInvalid('/from');
    if (body.to !== undefined && (!isLocalDate(body.to) || body.to < body.from)) throw dateInvalid('/to');
    await withUnitOfWork(this.db, workContextOf(request, this.clock), (uow) => keepTrainingBody(uow, body));
  }
}
