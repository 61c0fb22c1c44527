import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, requireDept, Roles, visibleDepartment, type Caller } from '@credit/access';
import { addDays, localDate, type Clock, type LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import { countCoverage, listCoverage, type CoverageCase, type CoverageList, type DepartmentCoverage } from '../../application/queries/find-coverage.ts';
import { CoverageQuery } from './coverage.dto.ts';

const PAGE = 100;
const DEFAULT_DAYS = 30;

/** 应查必查 — live: which cases were decided without a look-up, and which wait for their answer. */
interface Coverage {
  from: LocalDate;
  to: LocalDate;
  departments: DepartmentCoverage[];
  list: CoverageList;
  items: CoverageCase[];
  next: string | null;
}

/** 应查必查 — decided cases held against look-ups, for the department itself and for those who oversee all. */
@ApiTags('比对 Screening')
@ApiBearerAuth()
@Controller('v1')
export class CoverageController {
  constructor(@Inject(DATABASE) private readonly db: Database, @Inject(CLOCK) private readonly clock: Clock) {}

  @Roles('case-officer', 'source', 'credit-centre', 'auditor')
  @Get('screening-coverage')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '应查必查统计（实时）：各部门办结事项、已比对、未经比对及清单，已受理未答复事项；每页 100 条' })
  async coverage(@CurrentCaller() caller: Caller, @Query() query: CoverageQuery): Promise<Coverage> {
    const own = visibleDepartment(caller);
    if (own !== null && query.department !== undefined) requireDept(caller, query.department);
    const to = query.to === undefined ? this.clock.today() : localDate(query.to);
    const from = query.from === undefined ? addDays(to, -DEFAULT_DAYS) : localDate(query.from);
    const list = query.list ?? 'without';
    const asked = { department: own ?? query.department ?? null, from, to };
    const [departments, items] = await Promise.all([countCoverage(this.db, asked), listCoverage(this.db, list, { ...asked, after: query.after ?? null, limit: PAGE })]);
    return { from, to, departments, list, items, next: items.length === PAGE ? items.at(-1)!.matterId : null };
  }
}
