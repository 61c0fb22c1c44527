import { Body, Controller, Get, Header, Headers, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, Public, Roles, visibleDepartment, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { authorityOf, DESK, type Desk } from '../../application/desk.ts';
import { give } from '../../application/give-education.ts';
import { promisorOf } from '../../application/known-subjects.ts';
import { publish } from '../../application/publish-material.ts';
import { findCoverage, findEducation, findMaterials, findMaterialVersions, type EducationCoverage, type EducationView } from '../../application/queries/find-education.ts';
import { MaterialNotFound } from '../../domain/integrity-education/integrity-education.errors.ts';
import type { EducationMaterial } from '../../domain/integrity-education/integrity-education.ts';
import { answerStep } from './answer-step.ts';
import { existingDays, subjectMissing } from './commitment.problems.ts';
import { seenBy } from './commitments.controller.ts';
import { EducationCoverageQuery, EducationMaterialDto, EducationMaterialsQuery, IntegrityEducationDto, IntegrityEducationQuery } from './integrity-education.dto.ts';

const PAGE = 100;
const MOST = 1000;
const OVERSEERS = ['source', 'case-officer', 'approver', 'credit-centre', 'auditor', 'operator'] as const;

/** 准入前诚信教育 — materials as data, education at registration, approval and filing, and the share of cases without it. Nobody is burdened because it was not given (O12). */
@ApiTags('诚信教育 Integrity education')
@ApiBearerAuth()
@Controller('v1')
export class IntegrityEducationController {
  constructor(@Inject(DATABASE) readonly db: Database, @Inject(CLOCK) readonly clock: Clock, @Inject(DESK) private readonly desk: Desk) {}

  @Roles('credit-centre', 'approver')
  @Post('education-materials')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '公布教育材料；同一编码再次公布即为新版本，旧版本保留' })
  async publish(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: EducationMaterialDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await answerStep(this, { caller, request, reply, key, body }, '/v1/education-materials', async (uow) => {
      const material = await publish(uow, this.desk, body, { source: departmentOf(caller), by: actorOf(caller) });
      return { status: 201, headers: { location: `/v1/education-materials/${material.materialCode}` }, body: material };
    });
  }

  @Public()
  @Get('education-materials')
  @Header('cache-control', 'public, max-age=10')
  @ApiOperation({ summary: '教育材料清单：现行版本；每页 100 条' })
  async materials(@Query() { after }: EducationMaterialsQuery): Promise<{ items: EducationMaterial[]; next: string | null }> {
    const items = await findMaterials(this.db, { after: after ?? null, limit: PAGE });
    return { items, next: items.length === PAGE ? items.at(-1)!.materialCode : null };
  }

  @Public()
  @Get('education-materials/:code')
  @Header('cache-control', 'public, max-age=10')
  @ApiOperation({ summary: '教育材料的各个版本' })
  async material(@Param('code') code: string): Promise<{ versions: EducationMaterial[] }> {
    const versions = await findMaterialVersions(this.db, code);
    if (versions.length === 0) throw new MaterialNotFound();
    return { versions };
  }

  @Roles('case-officer', 'source')
  @Post('integrity-education')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '登记诚信教育：注册、审批、备案时；同一办件以报送和本接口登记的只计一次' })
  async give(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: IntegrityEducationDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    existingDays({ givenOn: body.givenOn });
    const { subject, givenOn = this.clock.today(), ...told } = body;
    if (subject.subjectId === undefined && subject.uscc === undefined) throw subjectMissing();
    await answerStep(this, { caller, request, reply, key, body }, '/v1/integrity-education', async (uow) => {
      const { subjectId } = await promisorOf(uow, subject);
      const { education, before } = await give(uow, this.desk, { ...told, givenOn, subjectId, source: departmentOf(caller) }, { by: actorOf(caller) });
      return { status: before ? 200 : 201, body: education };
    });
  }

  @Roles('subject', ...OVERSEERS)
  @Get('integrity-education')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '一个主体接受的诚信教育；主体只见本人的，部门只见本部门的' })
  async ofSubject(@CurrentCaller() caller: Caller, @Query() { subjectId }: IntegrityEducationQuery): Promise<{ items: EducationView[] }> {
    const seen = seenBy(caller);
    const asked = seen.subjectId ?? subjectId;
    if (asked === undefined) throw subjectMissing();
    return { items: await findEducation(this.db, { source: seen.source, subjectId: asked, limit: MOST }) };
  }

  @Roles(...OVERSEERS)
  @Get('integrity-education/coverage')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '各部门注册、审批、备案办件中未开展诚信教育的比例' })
  async coverage(@CurrentCaller() caller: Caller, @Query() { from, to }: EducationCoverageQuery): Promise<{ items: EducationCoverage[] }> {
    existingDays({ from, to });
    const nameOf = (source: string): string => authorityOf(this.desk, source)?.name ?? source;
    return { items: await findCoverage(this.db, { rulebook: this.desk.rulebook, nameOf }, { source: visibleDepartment(caller), from, to }) };
  }
}
