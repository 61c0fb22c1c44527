import { Controller, Get, Header, Inject, Param, ParseUUIDPipe, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, Roles, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import { withUnitOfWork, type Database } from '@credit/persistence';
import { CLOCK, DATABASE, workContextOf } from '@credit/service-host';
import type { FastifyRequest } from 'fastify';
import { logAccess } from '../../application/log-access.ts';
import { findStanding, type RecordStanding } from '../../application/queries/find-standing.ts';
import { notFound } from './register.problems.ts';

/**
 * 文书效力 — asked by the service in which an officer decides on a document, with that officer's token (P-10). Other departments' documents too: a decision may rest on a court's judgment;
 * they are told by their id alone, with nothing of their content.
 */
@ApiTags('归集 Register')
@Controller('v1')
export class StandingsController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Roles('case-officer', 'approver')
  @Get('records/:id/standing')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '文书是否有效：供认定前向归集方核实，不含内容；涉及自然人的查询留痕' })
  async standing(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Param('id', ParseUUIDPipe) id: string): Promise<RecordStanding> {
    const department = departmentOf(caller);
    const found = await findStanding(this.db, id);
    if (found === undefined) throw notFound('record');
    const { standing, subjectClass } = found;
    if (subjectClass === 'NATURAL_PERSON') {
      await withUnitOfWork(this.db, workContextOf(request, this.clock), (uow) => logAccess(uow, { caller: actorOf(caller), department, action: 'person-record', purpose: '核实认定依据文书是否有效', subjectIds: [standing.subjectId] }));
    }
    return standing;
  }
}
