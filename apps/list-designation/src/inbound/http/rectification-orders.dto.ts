import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { LocalDate } from '@credit/kernel';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** 责令整改. */
export class OrderDto {
  @ApiProperty({ description: '责令整改通知书文号' })
  @IsString()
  @Length(1, 128)
  docNo: string;

  @ApiProperty({ description: '信用主体标识' })
  @IsUUID()
  subjectId: string;

  @ApiProperty({ description: '依据文书的信用记录标识，首要依据在前', type: [String] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  recordIds: string[];

  @ApiProperty({ description: '失信事实' })
  @IsString()
  @Length(1, 2000)
  facts: string;

  @ApiProperty({ description: '整改要求' })
  @IsString()
  @Length(1, 2000)
  demands: string;

  @ApiProperty({ description: '整改期限（含当日）' })
  @Matches(DAY)
  dueOn: LocalDate;

  @ApiPropertyOptional({ description: '所属名单条目标识' })
  @IsOptional()
  @IsUUID()
  entryId?: string;

  @ApiPropertyOptional({ description: '专项治理代码' })
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/)
  campaign?: string;
}

/** 整改材料. */
export class OrderEvidenceDto {
  @ApiProperty({ description: '主体提交的整改材料，或现场核查记录' })
  @IsString()
  @Length(1, 2000)
  statement: string;
}

/** 整改结论. */
export class OrderOutcomeDto {
  @ApiProperty({ description: '是否已整改；未整改的结论须在期限届满之后作出' })
  @IsBoolean()
  rectified: boolean;

  @ApiProperty({ description: '结论说明' })
  @IsString()
  @Length(1, 2000)
  finding: string;
}

/** 延期. */
export class OrderExtensionDto {
  @ApiProperty({ description: '延长后的整改期限' })
  @Matches(DAY)
  dueOn: LocalDate;

  @ApiProperty({ description: '延期理由' })
  @IsString()
  @Length(1, 500)
  reason: string;
}

/** 整改清单的条件. */
export class OrdersQuery {
  @ApiPropertyOptional({ description: 'true：只列已逾期且未提交材料的', enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';

  @ApiPropertyOptional({ description: '专项治理代码' })
  @IsOptional()
  @Matches(/^[a-z0-9][a-z0-9-]{0,63}$/)
  campaign?: string;

  @ApiPropertyOptional({ description: '上一页最后一项的标识' })
  @IsOptional()
  @IsUUID()
  after?: string;
}
