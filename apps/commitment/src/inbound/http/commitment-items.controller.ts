import { Body, Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, Public, Roles, type Caller } from '@credit/access';
import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DESK, type Desk } from '../../application/desk.ts';
import { publish, withdraw } from '../../application/publish-item.ts';
import { findItem, findItems, itemView, type ItemView } from '../../application/queries/find-items.ts';
import { ItemNotFound } from '../../domain/commitment-item/commitment-item.errors.ts';
import type { KnownItem } from '../../domain/commitment-item/commitment-item.ts';
import { answerStep } from './answer-step.ts';
import { CommitmentItemDto, CommitmentItemsQuery } from './commitment-items.dto.ts';
import { CommitmentReasonDto } from './commitment-steps.dto.ts';

const PAGE = 100;

/** 承诺事项清单 — data of the departments: a new item needs no release (O4–O6; LZ 60). */
@ApiTags('承诺事项 Commitment items')
@ApiBearerAuth()
@Controller('v1/commitment-items')
export class CommitmentItemsController {
  constructor(@Inject(DATABASE) readonly db: Database, @Inject(CLOCK) readonly clock: Clock, @Inject(DESK) private readonly desk: Desk) {}

  @Roles('approver')
  @Post()
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '公布承诺事项；同一事项编码再次公布即为新版本，旧文本保留' })
  async publish(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: CommitmentItemDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    const { itemCode, ...text } = body;
    await answerStep(this, { caller, request, reply, key, body }, '/v1/commitment-items', async (uow) => {
      const state = (await publish({ uow, desk: this.desk, by: actorOf(caller), source: departmentOf(caller) }, itemCode, text)) as KnownItem;
      return { status: 201, headers: { location: `/v1/commitment-items/${itemCode}` }, body: itemView(state) };
    });
  }

  @Roles('approver')
  @Post(':id/withdrawal')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '撤下承诺事项；已作出的承诺不受影响' })
  async withdraw(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: CommitmentReasonDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    await answerStep(this, { caller, request, reply, key, body }, `/v1/commitment-items/${id}/withdrawal`, async (uow) => {
      const state = (await withdraw({ uow, desk: this.desk, id, by: actorOf(caller), source: departmentOf(caller) }, body)) as KnownItem;
      return { status: 200, body: itemView(state) };
    });
  }

  @Public()
  @Get()
  @Header('cache-control', 'public, max-age=10')
  @ApiOperation({ summary: '承诺事项清单：工作规程、告知内容、条件、格式文本、核查时段；每页 100 条' })
  async list(@Query() { department, type, withdrawn, after }: CommitmentItemsQuery): Promise<{ items: ItemView[]; next: string | null }> {
    const items = await findItems(this.db, { source: department, type, withdrawn: withdrawn === 'true', after, limit: PAGE });
    return { items, next: items.length === PAGE ? items.at(-1)!.itemCode : null };
  }

  @Public()
  @Get(':code')
  @Header('cache-control', 'public, max-age=10')
  @ApiOperation({ summary: '承诺事项' })
  async one(@Param('code') code: string): Promise<ItemView> {
    const found = await findItem(this.db, code);
    if (found === undefined) throw new ItemNotFound();
    return found;
  }
}
