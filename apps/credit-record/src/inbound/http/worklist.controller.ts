import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { CurrentCaller, Public, Roles, visibleDepartment, type Caller } from '@credit/access';
import { jsonSchemaOf, type JsonSchema } from '@credit/contracts/events';
import type { Database } from '@credit/persistence';
import { CURSORS, DATABASE, type Cursors } from '@credit/service-host';
import { findCodeFindings, type CodeFindingView } from '../../application/queries/find-code-findings.ts';
import { REGISTER, type Register } from '../../application/register.ts';
import { notFound } from './register.problems.ts';
import { CodeFindingsQuery } from './subjects.dto.ts';

/** 重错码治理清单、报送公钥、数据结构. */
@ApiTags('归集 Register')
@Controller('v1')
export class WorklistController {
  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CURSORS) private readonly cursors: Cursors,
    @Inject(REGISTER) private readonly register: Register,
  ) {}

  @Roles('source', 'credit-centre', 'auditor', 'operator')
  @Get('code-findings')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '重错码治理清单：部门只见本部门报送中的问题' })
  async codeFindings(@CurrentCaller() caller: Caller, @Query() { after, limit = 50, state = 'open', code }: CodeFindingsQuery): Promise<{ items: CodeFindingView[]; next: string | null }> {
    const provider = visibleDepartment(caller);
    const scope = `code-findings:${provider ?? ''}:${state}:${code ?? ''}\0${caller.sub}`;
    const from = after === undefined ? null : this.cursors.decode<string>(scope, after);
    const found = await findCodeFindings(this.db, { provider, state, code: code ?? null, after: from, limit: limit + 1 });
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? this.cursors.encode(scope, items.at(-1)!.id) : null };
  }

  @Public()
  @Get('keys/intake')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ summary: '报送公钥：加密自然人证件号码（personIdJwe）' })
  intakeKey(): object {
    return { keys: [this.register.decryption.publicJwk] };
  }

  @Public()
  @Get('schemas/:type')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ summary: '事件数据结构（JSON Schema 2020-12）' })
  schema(@Param('type') type: string): JsonSchema {
    const schema = jsonSchemaOf(type);
    if (schema === undefined) throw notFound('schema');
    return schema;
  }
}
