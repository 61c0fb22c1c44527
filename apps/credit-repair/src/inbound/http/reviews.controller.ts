import { Body, Controller, Get, Header, Headers, Inject, Param, ParseUUIDPipe, Post, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import { actorOf, CurrentCaller, departmentOf, hasRole, Roles, visibleDepartment, type Caller } from '@credit/access';
import { isLocalDate, type Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { endReviewOf, noteReviewOf, type ReviewStep } from '../../application/note-reviews.ts';
import { OBJECTION_DESK, type ObjectionDesk } from '../../application/objection-desk.ts';
import { findReviews, reviewView, type ReviewView } from '../../application/queries/find-reviews.ts';
import { ReviewNotFound } from '../../domain/review/review.errors.ts';
import type { Review } from '../../domain/review/review.ts';
import { answerStep, type Asked } from './answer-step.ts';
import { PageQuery } from './endings.dto.ts';
import { dateInvalid } from './repair.problems.ts';
import { ReviewDto, ReviewEndDto } from './reviews.dto.ts';

const PAGE = 100;

/** 复议诉讼 — marked by the authority that made the decision; nothing is hidden or suspended by it (LZ 43). */
@ApiTags('复议诉讼 Review')
@ApiBearerAuth()
@Controller('v1')
export class ReviewsController {
  constructor(
    @Inject(DATABASE) readonly db: Database,
    @Inject(CLOCK) readonly clock: Clock,
    @Inject(OBJECTION_DESK) private readonly desk: ObjectionDesk,
  ) {}

  @Roles('case-officer')
  @Post('reviews')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '标注复议诉讼：载明受理文书号和日期；只标注，不停止公示、使用和惩戒' })
  async note(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Body() body: ReviewDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    if (!isLocalDate(body.acceptedOn)) throw dateInvalid('/acceptedOn');
    await this.step({ caller, request, reply, key, body }, '/v1/reviews', 201, (step) => noteReviewOf(step, body));
  }

  @Roles('case-officer')
  @Post('reviews/:id/end')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: '复议诉讼终结：载明日期和结果；标注即时取消' })
  async end(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest, @Res() reply: FastifyReply, @Param('id', ParseUUIDPipe) id: string, @Body() body: ReviewEndDto, @Headers('idempotency-key') key: string | undefined): Promise<void> {
    if (!isLocalDate(body.endedOn)) throw dateInvalid('/endedOn');
    await this.step({ caller, request, reply, key, body }, `/v1/reviews/${id}/end`, 200, (step) => endReviewOf({ ...step, id }, body));
  }

  @Roles('subject', 'case-officer', 'approver', 'credit-centre', 'auditor')
  @Get('reviews')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '复议诉讼清单：部门只见本部门决定的，信用主体只见本人的；每页 100 条' })
  async list(@CurrentCaller() caller: Caller, @Query() { after }: PageQuery): Promise<{ items: ReviewView[]; next: string | null }> {
    const items = await findReviews(this.db, viewerOf(caller), { after: after ?? null, limit: PAGE });
    return { items, next: items.length === PAGE ? items.at(-1)!.reviewId : null };
  }

  /** One step in one transaction with its idempotency key and its answer: the review as it then is. */
  private step(asked: Asked, route: string, status: number, run: (step: ReviewStep) => Promise<Review>): Promise<void> {
    const [by, source] = [actorOf(asked.caller), departmentOf(asked.caller)];
    return answerStep(this, asked, route, async (uow) => {
      const state = await run({ uow, desk: this.desk, by, source });
      if (state.status === 'absent') throw new Error('a step left nothing behind');
      return { status, body: reviewView(state) };
    });
  }
}

/** 可见范围: a department its own decisions, a subject what is about itself, who oversees them all. */
function viewerOf(caller: Caller): { source: string | null; subjectId: string | null } {
  if (hasRole(caller, 'case-officer', 'approver', 'credit-centre', 'auditor')) return { source: visibleDepartment(caller), subjectId: null };
  if (caller.subject === undefined) throw new ReviewNotFound();
  return { source: null, subjectId: caller.subject };
}
