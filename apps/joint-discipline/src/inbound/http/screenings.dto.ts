import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MATTER_KINDS } from '@credit/rulebook/codes';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, Matches, MaxLength, ValidateNested } from 'class-validator';

/** 办理事项. */
export class MatterDto {
  @ApiProperty({ description: '部门系统中的事项编号', maxLength: 128 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(128)
  id: string;

  @ApiProperty({ description: '事项种类代码', enum: MATTER_KINDS.map(({ code }) => code) })
  @IsIn(MATTER_KINDS.map(({ code }) => code))
  kind: string;

  @ApiPropertyOptional({ description: '事项所属领域（用于市场和行业禁入）', maxLength: 64 })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  field?: string;
}

/** 所查主体 — at least one of code, name and identity number. */
export class SubjectDto {
  @ApiPropertyOptional({ description: '统一社会信用代码', example: '91210500MA0TYPE14G' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  uscc?: string;

  @ApiPropertyOptional({ description: '名称（法人及非法人组织、个体工商户）', maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  name?: string;

  @ApiPropertyOptional({ description: '登记机关所在行政区划代码' })
  @IsOptional()
  @Matches(/^\d{6}$/)
  region?: string;

  @ApiPropertyOptional({ description: '居民身份证号码：只用于即时换算盲索引，不保存、不记录' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  personIdNo?: string;
}

/** 比对请求. */
export class ScreeningDto {
  @ApiProperty({ description: '办理事项', type: () => MatterDto })
  @ValidateNested()
  @Type(() => MatterDto)
  matter: MatterDto;

  @ApiProperty({ description: '查询目的', maxLength: 200 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  purpose: string;

  @ApiProperty({ description: '所查主体', type: () => SubjectDto })
  @ValidateNested()
  @Type(() => SubjectDto)
  subject: SubjectDto;
}

/** 批量比对. */
export class ScreeningBatchDto {
  @ApiProperty({ description: '比对请求，1 至 1000 项', type: () => [ScreeningDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => ScreeningDto)
  items: ScreeningDto[];
}

/** 人工确认不是同一主体. */
export class NotSameDto {
  @ApiProperty({ description: '名单条目标识' })
  @IsUUID()
  entryId: string;

  @ApiProperty({ description: '理由', maxLength: 500 })
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  reason: string;
}

/** 处理提示：必须二选一. */
export class PromptDecisionDto {
  @ApiProperty({ description: '实施或不予实施', enum: ['apply', 'decline'] })
  @IsIn(['apply', 'decline'])
  choice: 'apply' | 'decline';

  @ApiPropertyOptional({ description: '不予实施的理由（必填）', maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string;
}
