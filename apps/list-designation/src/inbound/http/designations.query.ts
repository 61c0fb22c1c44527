import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsUUID, Matches } from 'class-validator';

/** 认定清单的筛选. */
export class DesignationsQuery {
  @ApiPropertyOptional({ description: '状态', example: 'proposed' })
  @IsOptional()
  @Matches(/^[a-z-]{1,40}$/)
  status?: string;

  @ApiPropertyOptional({ description: '信用主体标识' })
  @IsOptional()
  @IsUUID()
  subjectId?: string;

  @ApiPropertyOptional({ description: '名单种类代码' })
  @IsOptional()
  @Matches(/^[A-Z0-9_]{1,64}$/)
  listType?: string;

  @ApiPropertyOptional({ description: '上一页最后一项的标识' })
  @IsOptional()
  @IsUUID()
  after?: string;
}
