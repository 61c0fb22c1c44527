import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { LocalDate } from '@credit/kernel';
import { ENDED_KINDS, type EndedKind } from '@credit/rulebook/codes';
import { IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';

const KINDS: EndedKind[] = ENDED_KINDS.map(({ code }) => code);

/** 已终止的事项. */
export class EndedItemParams {
  @ApiProperty({ description: '信用记录或者名单条目', enum: KINDS })
  @IsIn(KINDS)
  kind: EndedKind;

  @ApiProperty({ description: '信用记录标识或者名单条目标识' })
  @IsUUID()
  id: string;
}

/** 清单的翻页. */
export class PageQuery {
  @ApiPropertyOptional({ description: '上一页最后一项的标识' })
  @IsOptional()
  @IsUUID()
  after?: string;
}

/** 终止清单的条件. */
export class EndingsQuery extends PageQuery {
  @ApiPropertyOptional({ description: '只列该信用主体的' })
  @IsOptional()
  @IsUUID()
  subjectId?: string;

  @ApiPropertyOptional({ description: 'true：只列有接收方逾期未确认的', enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';
}

/** 纠正任务清单的条件. */
export class CorrectionsQuery extends PageQuery {
  @ApiPropertyOptional({ description: '责任部门代码' })
  @IsOptional()
  @IsString()
  @Length(1, 63)
  department?: string;

  @ApiPropertyOptional({ description: 'true：只列逾期未办结的', enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';
}

/** 办结纠正任务. */
export class CompletionDto {
  @ApiProperty({ description: '采取的措施' })
  @IsString()
  @Length(1, 1000)
  what: string;

  @ApiProperty({ description: '文书号' })
  @IsString()
  @Length(1, 128)
  docNo: string;

  @ApiPropertyOptional({ description: '办结日期，缺省为当日' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  doneOn?: LocalDate;
}
