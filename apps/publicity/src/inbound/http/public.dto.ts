import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { COMMITMENT_TYPES_V1, RECORD_KINDS, SHOWN_COMMITMENT_STATES, type ShownCommitmentState } from '@credit/contracts/events';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, MaxLength, Min } from 'class-validator';

/** 分页 — where the page begins (the `next` of the page before) and how long it is. */
export class PageQuery {
  @ApiPropertyOptional({ description: '上一页返回的 next；首页缺省', maxLength: 512 })
  @IsOptional()
  @IsString()
  @MaxLength(512)
  after?: string;

  @ApiPropertyOptional({ description: '每页条数', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

/** 信用承诺公示专栏的筛选. */
export class CommitmentColumnQuery extends PageQuery {
  @ApiPropertyOptional({ description: '承诺事项编码，精确匹配', maxLength: 64 })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  item?: string;

  @ApiPropertyOptional({ description: '受理部门代码，精确匹配', maxLength: 63 })
  @IsOptional()
  @IsString()
  @Length(1, 63)
  department?: string;

  @ApiPropertyOptional({ description: '履行情况：履行中、已履行、违诺', enum: SHOWN_COMMITMENT_STATES })
  @IsOptional()
  @IsIn(SHOWN_COMMITMENT_STATES)
  state?: ShownCommitmentState;

  @ApiPropertyOptional({ description: '承诺类型', enum: COMMITMENT_TYPES_V1 })
  @IsOptional()
  @IsIn(COMMITMENT_TYPES_V1)
  type?: string;
}

/** 公示查询 — exactly one of a code or a full name. */
export class PublicSearchDto extends PageQuery {
  @ApiPropertyOptional({ description: '统一社会信用代码，18位，精确匹配', example: '91210500MA0TYPE14G' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  uscc?: string;

  @ApiPropertyOptional({ description: '完整名称，精确匹配（不支持前缀、模糊查询）' })
  @IsOptional()
  @IsString()
  @Length(2, 200)
  name?: string;
}

/** 逾期清单的筛选. */
export class LateQuery extends PageQuery {
  @ApiPropertyOptional({ description: '部门代码；部门用户只能看本部门' })
  @IsOptional()
  @IsString()
  @MaxLength(63)
  department?: string;

  @ApiPropertyOptional({ description: '仍未公示，或逾期后才公示', enum: ['waiting', 'published-late'] })
  @IsOptional()
  @IsIn(['waiting', 'published-late'])
  state?: 'waiting' | 'published-late';
}

/** 公示决定的筛选. */
export class DecisionsQuery extends PageQuery {
  @ApiPropertyOptional({ description: '部门代码；部门用户只能看本部门' })
  @IsOptional()
  @IsString()
  @MaxLength(63)
  department?: string;

  @ApiPropertyOptional({ enum: ['posted', 'withheld', 'withdrawn'] })
  @IsOptional()
  @IsIn(['posted', 'withheld', 'withdrawn'])
  status?: string;

  @ApiPropertyOptional({ description: '信用记录标识：某一条记录是否公示、为什么' })
  @IsOptional()
  @Matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i)
  recordId?: string;

  @ApiPropertyOptional({ description: '原因代码', example: 'NOT_PUBLIC_MINOR_TIER' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  reason?: string;

  @ApiPropertyOptional({ enum: RECORD_KINDS })
  @IsOptional()
  @IsIn(RECORD_KINDS)
  kind?: string;
}

/** 概况的筛选. */
export class SummaryQuery {
  @ApiPropertyOptional({ description: '部门代码；部门用户只能看本部门' })
  @IsOptional()
  @IsString()
  @MaxLength(63)
  department?: string;
}

/** 专栏类别. */
export class ColumnParam {
  @ApiProperty({ enum: ['administrative-license', 'administrative-penalty', 'list-entry'] })
  @IsIn(['administrative-license', 'administrative-penalty', 'list-entry'])
  kind: 'administrative-license' | 'administrative-penalty' | 'list-entry';
}
