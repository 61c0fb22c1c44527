import { setTimeout } from 'node:timers/promises';
import { Body, Controller, Get, Header, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Public } from '@credit/access';
import { parseUscc } from '@credit/contracts/subject';
import type { Clock, LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { CLOCK, DATABASE } from '@credit/service-host';
import { listCommitments } from '../../application/queries/public-commitments.ts';
import { findEntry, listColumn, listOfSubject, searchPublic } from '../../application/queries/public-entries.ts';
import type { AfterEntry, PublicEntry } from '../../application/queries/public-entry.ts';
import { publicStatistics, type PublicStatistics } from '../../application/queries/public-statistics.ts';
import { takenDown, type TakenDown } from '../../application/queries/taken-down.ts';
import { termOverReason } from '../../domain/policies/publicity-verdict.ts';
import { PUBLIC_ENTRIES, PUBLIC_ENTRY, STATISTICS, TAKEN_DOWN } from './answers.ts';
import { Pages, type Page } from './paging.ts';
import { ColumnParam, CommitmentColumnQuery, PageQuery, PublicSearchDto } from './public.dto.ts';
import { codeInvalid, entryGone, noSuchEntry, searchByOne } from './publicity.errors.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Longer than the search takes, so that the time of an answer does not tell a known subject without entries from an unknown one. */
const SEARCH_ANSWERS_AFTER_MS = 30;
/** Counting reads every entry: the answer is kept this long. */
const STATISTICS_HOLD_MS = 30_000;
const NOBODY = '00000000-0000-0000-0000-000000000000';

/** 公示查询 — what anybody may read, without a token. Nothing is cached, so that a withdrawal acts at once. */
@ApiTags('公示 Publicity')
@Public()
@Controller('v1/public')
export class PublicController {
  private counted?: { answer: Promise<PublicStatistics>; today: LocalDate; until: number } | undefined;

  constructor(
    @Inject(DATABASE) private readonly db: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  @Get('columns/commitments')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '信用承诺公示专栏：正在公示的信用承诺，最新在前；可按事项、部门、履行情况、类型筛选' })
  @ApiOkResponse({ schema: PUBLIC_ENTRIES })
  commitments(@Query() query: CommitmentColumnQuery): Promise<Page<PublicEntry>> {
    const { item = null, department = null, state = null, type = null } = query;
    return this.entries(query, `column:commitments:${JSON.stringify([item, department, state, type])}`, (after, limit) => listCommitments(this.db, { item, department, state, type }, this.clock.today(), after, limit));
  }

  @Get('columns/:kind')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '公示专栏：正在公示的行政许可、行政处罚或名单条目，最新在前' })
  @ApiOkResponse({ schema: PUBLIC_ENTRIES })
  column(@Param() { kind }: ColumnParam, @Query() query: PageQuery): Promise<Page<PublicEntry>> {
    return this.entries(query, `column:${kind}`, (after, limit) => listColumn(this.db, kind, this.clock.today(), after, limit));
  }

  @Post('search')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '按统一社会信用代码或完整名称精确查询；查无与查有的答复形式相同' })
  @ApiOkResponse({ schema: PUBLIC_ENTRIES })
  async search(@Body() body: PublicSearchDto): Promise<Page<PublicEntry>> {
    const asked = askedFor(body);
    const query = 'uscc' in asked ? `search:uscc:${asked.uscc}` : `search:name:${asked.name}`;
    const found = this.entries(body, query, (after, limit) => searchPublic(this.db, asked, this.clock.today(), after, limit));
    return (await Promise.all([found, setTimeout(SEARCH_ANSWERS_AFTER_MS)]))[0];
  }

  @Get('subjects/:publicId')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '主体公示页：该主体正在公示的条目' })
  @ApiOkResponse({ schema: PUBLIC_ENTRIES })
  subject(@Param('publicId') publicId: string, @Query() query: PageQuery): Promise<Page<PublicEntry>> {
    const address = UUID.test(publicId) ? publicId.toLowerCase() : NOBODY;
    return this.entries(query, `subject:${address}`, (after, limit) => listOfSubject(this.db, address, this.clock.today(), after, limit));
  }

  @Get('entries/:entryId')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '单条公示；停止公示后答复 410' })
  @ApiOkResponse({ schema: PUBLIC_ENTRY })
  async entry(@Param('entryId') entryId: string): Promise<PublicEntry> {
    const found = UUID.test(entryId) ? await findEntry(this.db, entryId.toLowerCase(), this.clock.today(), termOverReason) : null;
    if (found === null) throw noSuchEntry();
    if (found.state === 'gone') throw entryGone(found);
    return found.entry;
  }

  @Get('taken-down')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: '停止公示目录：按停止的先后列出不再公示的条目，只有标识、日期和原因；以 next 续查，保存公示副本的应当据此删除' })
  @ApiOkResponse({ schema: TAKEN_DOWN })
  async takenDown(@Query() query: PageQuery): Promise<Page<TakenDown>> {
    const { items, next } = await this.pages.feed(query, { client: 'public', query: 'taken-down', read: (after: string | null, limit) => takenDown(this.db, after, limit), position: ({ at }) => at });
    return { items: items.map(({ at: _, ...item }) => item), next };
  }

  @Get('statistics')
  @Header('cache-control', 'public, max-age=30')
  @ApiOperation({ summary: '公示统计：按类别、月份，附口径和统计日期' })
  @ApiOkResponse({ schema: STATISTICS })
  statistics(): Promise<PublicStatistics> {
    const today = this.clock.today();
    const known = this.counted;
    if (known && known.today === today && known.until > this.clock.nowMs()) return known.answer;
    const answer = publicStatistics(this.db, today);
    this.counted = { answer, today, until: this.clock.nowMs() + STATISTICS_HOLD_MS };
    answer.catch(() => (this.counted = undefined));
    return answer;
  }

  private entries(query: PageQuery, key: string, read: (after: AfterEntry | null, limit: number) => Promise<PublicEntry[]>): Promise<Page<PublicEntry>> {
    return this.pages.page(query, { client: 'public', query: key, read, position: (entry): { postedOn: string; id: string } => ({ postedOn: entry.postedOn, id: entry.entryId }) });
  }
}

function askedFor({ uscc, name }: PublicSearchDto): { uscc: string } | { name: string } {
  if ((uscc === undefined) === (name === undefined)) throw searchByOne();
  if (uscc === undefined) return { name: name as string };
  const parsed = parseUscc(uscc);
  // a registrar may have confirmed a code whose organisation code fails its check (domain §1.2): its holder is public and can be found
  if (parsed.uscc === undefined) throw codeInvalid(parsed.ok ? '统一社会信用代码不正确' : (parsed.findings[0]?.message ?? '统一社会信用代码不正确'));
  return { uscc: parsed.uscc };
}
