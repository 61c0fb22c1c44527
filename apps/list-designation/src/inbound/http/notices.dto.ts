import { ApiPropertyOptional } from '@nestjs/swagger';
import type { LocalDate } from '@credit/kernel';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';

/** 签收. */
export class NoticeReceiptDto {
  @ApiPropertyOptional({ description: '签收日期；缺省为当日' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  receivedOn?: LocalDate;
}

/** 通报清单的条件. */
export class NoticesQuery {
  @ApiPropertyOptional({ description: 'true：只列逾期未签收的', enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';

  @ApiPropertyOptional({ description: 'true：只列城市配置中没有受文单位、因而尚未发出的', enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  unaddressed?: 'true' | 'false';

  @ApiPropertyOptional({ description: '名单条目标识' })
  @IsOptional()
  @IsUUID()
  entryId?: string;

  @ApiPropertyOptional({ description: '上一页最后一项的标识' })
  @IsOptional()
  @IsUUID()
  after?: string;
}
