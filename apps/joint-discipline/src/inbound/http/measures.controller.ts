import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Roles, visibleDepartment, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { CLOCK, DATABASE, RULEBOOK } from '@credit/service-host';
import { disciplineProgress, type Progress } from '../../application/queries/discipline-progress.ts';
import { findMeasures, type MeasureView } from '../../application/queries/find-measures.ts';
import { findPrompts, type PromptView } from '../../application/queries/find-prompts.ts';
import type { Day } from '../../application/queries/standing.ts';
import { listAsked, MeasuresQuery, PAGE, pageOf, PromptsQuery, type Page } from './lists.dto.ts';

/** 提示、惩戒和督办清单 — what stands, as of today: a department sees its own. */
@ApiTags('惩戒 Discipline')
@ApiBearerAuth()
@Controller('v1')
export class MeasuresController {
  constructor(@Inject(DATABASE) private readonly db: Database, @Inject(CLOCK) private readonly clock: Clock, @Inject(RULEBOOK) private readonly rulebook: Rulebook) {}

  @Roles('case-officer', 'credit-centre', 'auditor')
  @Get('prompts')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: `提示清单：本部门的提示、处理期限、处理结果和惩戒进展；overdue=true 为逾期未处理的督办清单；每页 ${PAGE} 条` })
  async prompts(@CurrentCaller() caller: Caller, @Query() query: PromptsQuery): Promise<Page<PromptView>> {
    return pageOf(await findPrompts(this.db, this.day(), listAsked(visibleDepartment(caller), query)), ({ promptId }) => promptId);
  }

  @Roles('case-officer', 'source', 'credit-centre', 'auditor')
  @Get('measures')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: `惩戒清单：本部门的惩戒措施、反馈期限；state=lifted 为待确认的解除指令，overdue=true 为逾期未反馈的督办清单，basisLost=true 为依据已丧失的惩戒；每页 ${PAGE} 条` })
  async measures(@CurrentCaller() caller: Caller, @Query() query: MeasuresQuery): Promise<Page<MeasureView>> {
    return pageOf(await findMeasures(this.db, this.day(), listAsked(visibleDepartment(caller), query)), ({ measureId }) => measureId);
  }

  @Roles('case-officer', 'credit-centre', 'auditor')
  @Get('discipline-progress')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '落实情况：按部门统计提示、惩戒、解除的处理和逾期，按措施统计实施率；截至当日' })
  progress(@CurrentCaller() caller: Caller): Promise<Progress> {
    return disciplineProgress(this.db, this.day(), visibleDepartment(caller));
  }

  private day(): Day {
    return { rulebook: this.rulebook, today: this.clock.today() };
  }
}
