import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@credit/access';
import type { Clock, LocalDate } from '@credit/kernel';
import { CLOCK } from '@credit/service-host';

/** 业务日期 — the date by which this service works; whoever moves the sandbox date waits until all services report it. */
@ApiTags('沙箱 Sandbox')
@Public()
@Controller('v1/sandbox')
export class SandboxController {
  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  @Get('date')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '本服务的业务日期' })
  date(): { date: LocalDate } {
    return { date: this.clock.today() };
  }
}
