import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, requireDept, Roles, visibleDepartment, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import { CLOCK, DATABASE, RULEBOOK } from '@credit/service-host';
import { listLate, type LateEntry } from '../../application/queries/late-entries.ts';
import { listDecisions, type PublicityDecision } from '../../application/queries/publicity-decisions.ts';
import { publicitySummary, type PublicitySummary } from '../../application/queries/publicity-summary.ts';
import { DECISIONS, LATE_ENTRIES, SUMMARY } from './answers.ts';
import { Pages, type Page } from './paging.ts';
import { DecisionsQuery, LateQuery, SummaryQuery } from './public.dto.ts';

/** 公示管理 — what departments, the credit centre and auditors see of publicity: decisions, reasons, deadlines, delays. */
@ApiTags('公示管理 Publicity control')
@ApiBearerAuth()
@Roles('source', 'case-officer', 'approver', 'credit-centre', 'auditor', 'operator')
@Controller('v1/publicity')
export class PublicityController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(RULEBOOK) private readonly rulebook: Rulebook,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get('late')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '逾期清单（实时）：逾期未公示、逾期后才公示，及原因' })
  @ApiOkResponse({ schema: LATE_ENTRIES })
  late(@Query() query: LateQuery, @CurrentCaller() caller: Caller): Promise<Page<LateEntry>> {
    const sources = sourcesFor(caller, query.department);
    const asked = { today: this.clock.today(), sources, state: query.state ?? null };
    return this.pages.page(query, {
      client: caller.sub,
      query: `late:${sources ?? '*'}:${query.state ?? '*'}`,
      read: (after: { dueOn: string; id: string } | null, limit) => listLate(this.db, this.rulebook, { ...asked, after, limit }),
      position: (entry) => ({ dueOn: entry.dueOn, id: entry.entryId }),
    });
  }

  @Get('decisions')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '公示决定：公示或不予公示、原因、规则和期限' })
  @ApiOkResponse({ schema: DECISIONS })
  decisions(@Query() query: DecisionsQuery, @CurrentCaller() caller: Caller): Promise<Page<PublicityDecision>> {
    const sources = sourcesFor(caller, query.department);
    const { status = null, reason = null, kind = null, recordId = null } = query;
    const asked = { today: this.clock.today(), sources, status, reason, kind, recordId };
    return this.pages.page(query, {
      client: caller.sub,
      query: `decisions:${sources ?? '*'}:${status}:${reason}:${kind}:${recordId}`,
      read: (after: { id: string } | null, limit) => listDecisions(this.db, { ...asked, after: after?.id ?? null, limit }),
      position: (entry) => ({ id: entry.entryId }),
    });
  }

  @Get('summary')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '公示概况：在公示、不予公示及原因、即将到期、逾期的数量' })
  @ApiOkResponse({ schema: SUMMARY })
  summary(@Query() query: SummaryQuery, @CurrentCaller() caller: Caller): Promise<PublicitySummary> {
    return publicitySummary(this.db, this.clock.today(), sourcesFor(caller, query.department));
  }
}

/** A department sees its own, whatever it asks for; who oversees all may narrow. */
function sourcesFor(caller: Caller, department: string | undefined): string[] | null {
  const own = visibleDepartment(caller);
  if (own === null) return department === undefined ? null : [department];
  if (department !== undefined) requireDept(caller, department);
  return [own];
}
