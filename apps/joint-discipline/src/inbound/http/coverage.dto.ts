import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** 应查必查清单的筛选. */
export class CoverageQuery {
  @ApiPropertyOptional({ description: '办结（或受理）日期自；缺省为截止日期前 30 日', example: '2026-11-01' })
  @IsOptional()
  @Matches(DAY)
  from?: string;

  @ApiPropertyOptional({ description: '办结（或受理）日期至（含）；缺省为当日', example: '2026-11-30' })
  @IsOptional()
  @Matches(DAY)
  to?: string;

  @ApiPropertyOptional({ description: '部门代码；部门用户只能看本部门' })
  @IsOptional()
  @IsString()
  @MaxLength(63)
  department?: string;

  @ApiPropertyOptional({ description: '列出哪些事项：without 未经比对即办结的（缺省），unanswered 已受理尚未答复的', enum: ['without', 'unanswered'] })
  @IsOptional()
  @IsIn(['without', 'unanswered'])
  list?: 'without' | 'unanswered';

  @ApiPropertyOptional({ description: '上一页返回的 next' })
  @IsOptional()
  @IsUUID()
  after?: string;
}
