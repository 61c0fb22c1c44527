import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length } from 'class-validator';

/** 移出红名单的决定. */
export class ConflictDecisionDto {
  @ApiProperty({ description: '移出红名单的决定文号' })
  @IsString()
  @Length(1, 128)
  docNo: string;

  @ApiProperty({ description: '理由' })
  @IsString()
  @Length(1, 500)
  reasons: string;
}

/** 冲突清单的条件. */
export class ConflictsQuery {
  @ApiPropertyOptional({ description: 'true：只列待处理的', enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  open?: 'true' | 'false';

  @ApiPropertyOptional({ description: 'true：只列已逾期未处理的', enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';

  @ApiPropertyOptional({ description: '上一页最后一项的标识' })
  @IsOptional()
  @IsUUID()
  after?: string;
}

/** 红名单清单的条件. */
export class RedEntriesQuery {
  @ApiPropertyOptional({ description: '信用主体标识' })
  @IsOptional()
  @IsUUID()
  subjectId?: string;

  @ApiPropertyOptional({ description: '上一页最后一项的标识' })
  @IsOptional()
  @IsUUID()
  after?: string;
}
