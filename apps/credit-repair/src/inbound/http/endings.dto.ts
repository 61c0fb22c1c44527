import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ENDED_KINDS, type EndedKind } from '@credit/rulebook/codes';
import { IsIn, IsOptional, IsUUID } from 'class-validator';

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

/** 终止清单的条件. */
export class EndingsQuery {
  @ApiPropertyOptional({ description: '只列该信用主体的' })
  @IsOptional()
  @IsUUID()
  subjectId?: string;

  @ApiPropertyOptional({ description: 'true：只列有接收方逾期未确认的', enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';

  @ApiPropertyOptional({ description: '上一页最后一项的标识' })
  @IsOptional()
  @IsUUID()
  after?: string;
}
