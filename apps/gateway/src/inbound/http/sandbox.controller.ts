import { Body, Controller, Headers, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public, ROLES, type Role, type SandboxToken } from '@credit/access';
import { DomainError } from '@credit/kernel';
import { ProblemError, type Problem } from '@credit/service-host/edge';
import { IsArray, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { GATEWAY, type GatewaySettings } from './gateway-settings.ts';
import { UPSTREAMS } from './routes.ts';

const MOVED_WITHIN_MS = 10_000;

/** 沙箱令牌申请 — who the token shall speak for. */
export class SandboxTokenBody {
  /** 部门代码；报送部门必填 */
  @IsOptional() @IsString() @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/)
  dept?: string;

  /** 角色 */
  @IsArray() @IsIn(ROLES as readonly string[], { each: true })
  roles: Role[];

  /** 信用主体内部标识（主体角色） */
  @IsOptional() @IsString() @MaxLength(64)
  subject?: string;

  /** 使用者标识；缺省为部门代码 */
  @IsOptional() @IsString() @Matches(/^[\x21-\x7e]{1,64}$/)
  sub?: string;
}

/** 沙箱日期 — the business date the whole system shall have; it only moves forward. */
export class SandboxDateBody {
  /** 日期 YYYY-MM-DD */
  @IsString() @Matches(/^\d{4}-\d{2}-\d{2}$/)
  date: string;
}

/** Sandbox only (not registered in production): tokens for anybody, and the movable date. */
@ApiTags('sandbox')
@Controller('/v1/sandbox')
export class SandboxController {
  constructor(@Inject(GATEWAY) private readonly settings: GatewaySettings) {}

  @Public()
  @Post('token')
  @HttpCode(200)
  token(@Body() body: SandboxTokenBody): Promise<SandboxToken> {
    return this.settings.issuer!.issue({ sub: body.sub ?? body.dept ?? `sandbox-${body.roles[0] ?? 'nobody'}`, dept: body.dept, roles: body.roles, subject: body.subject });
  }

  /** Answers when every service reports the new date. @throws DomainError as credit-record says, SANDBOX.DATE_NOT_EVERYWHERE after 10 s */
  @Public()
  @Post('date')
  @HttpCode(200)
  async moveDate(@Body() body: SandboxDateBody, @Headers('authorization') authorization: string | undefined): Promise<{ date: string }> {
    const moved = await this.forwardDate(body, authorization);
    if (!moved.ok) throw await refusedBy(moved);
    for (const end = Date.now() + MOVED_WITHIN_MS; Date.now() < end;) {
      if ((await Promise.all(UPSTREAMS.map((upstream) => this.dateOf(upstream)))).every((date) => date !== undefined && date >= body.date)) return { date: body.date };
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new DomainError({ code: 'SANDBOX.DATE_NOT_EVERYWHERE', message: 'The date was moved, but not every service reports it within 10 s.', userMessage: '日期已变更，但部分服务尚未同步。' });
  }

  private async forwardDate(body: SandboxDateBody, authorization: string | undefined): Promise<Response> {
    const headers = { 'content-type': 'application/json', ...(authorization !== undefined && { authorization }) };
    try {
      return await fetch(`${this.settings.upstreams['credit-record']}/v1/sandbox/date`, { method: 'POST', headers, body: JSON.stringify(body), signal: AbortSignal.timeout(MOVED_WITHIN_MS) });
    } catch {
      throw new ProblemError({ status: 503, code: 'UPSTREAM.UNAVAILABLE', message: 'the service that keeps the date is not available just now', userMessage: '服务暂不可用，请稍后重试', headers: { 'retry-after': '2' } });
    }
  }

  private async dateOf(upstream: (typeof UPSTREAMS)[number]): Promise<string | undefined> {
    const answer = await fetch(`${this.settings.upstreams[upstream]}/v1/sandbox/date`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    return answer?.ok ? ((await answer.json()) as { date: string }).date : undefined;
  }
}

/** The owner's refusal, passed on with its own status, code and texts. */
async function refusedBy(response: Response): Promise<ProblemError> {
  const problem = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return new ProblemError({
    status: response.status, code: problem.code ?? 'UPSTREAM.REFUSED', message: problem.detail ?? 'the service refused the request', userMessage: problem.userMessage ?? '服务拒绝了该请求',
    ...(problem.errors && { errors: problem.errors }),
  });
}
