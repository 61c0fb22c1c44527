import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { LocalDate } from '@credit/kernel';
import { INTERVIEW_KINDS, type InterviewKind } from '@credit/rulebook/codes';
import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length, Matches } from 'class-validator';

const KINDS = INTERVIEW_KINDS.map(({ code }) => code);

/** 约谈记录. */
export class InterviewDto {
  @ApiProperty({ description: '约谈记录编号' })
  @IsString()
  @Length(1, 128)
  docNo: string;

  @ApiProperty({ description: '约谈种类：ADVISORY 提示约谈、WARNING 警示约谈', enum: KINDS })
  @IsIn(KINDS)
  kind: InterviewKind;

  @ApiProperty({ description: '所依据的名单条目标识，须为本部门认定' })
  @IsUUID()
  entryId: string;

  @ApiPropertyOptional({ description: '所督促的整改通知标识' })
  @IsOptional()
  @IsUUID()
  orderId?: string;

  @ApiProperty({ description: '约谈日期' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  heldOn: LocalDate;

  @ApiPropertyOptional({ description: '约谈地点' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  place?: string;

  @ApiProperty({ description: '约谈对象是否到场' })
  @IsBoolean()
  attended: boolean;

  @ApiPropertyOptional({ description: '参加人员及其身份', type: [String] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  attendees?: string[];

  @ApiProperty({ description: '约谈纪要' })
  @IsString()
  @Length(1, 4000)
  minutes: string;

  @ApiPropertyOptional({ description: '整改或者其他要求' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  demands?: string;

  @ApiProperty({ description: '约谈结果' })
  @IsString()
  @Length(1, 2000)
  outcome: string;
}

/** 约谈清单的条件. */
export class InterviewsQuery {
  @ApiPropertyOptional({ description: 'false：只列尚未归集为信用记录的；true：只列已归集的', enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  collected?: 'true' | 'false';

  @ApiPropertyOptional({ description: '上一页最后一项的标识' })
  @IsOptional()
  @IsUUID()
  after?: string;
}
