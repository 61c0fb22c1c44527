import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { LocalDate } from '@credit/kernel';
import { CHECK_OCCASIONS, PERFORMANCES, type CheckOccasion, type Performance } from '@credit/rulebook/codes';
import { ArrayMaxSize, ArrayMinSize, Equals, IsArray, IsBoolean, IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const codesOf = <C extends string>(rows: readonly { readonly code: C }[]): C[] => rows.map(({ code }) => code);

/** 履约情况. */
export class PerformanceDto {
  @ApiProperty({ description: '核查方式', enum: codesOf(CHECK_OCCASIONS) })
  @IsIn(codesOf(CHECK_OCCASIONS))
  occasion: CheckOccasion;

  @ApiPropertyOptional({ description: '抽查计划编号或者线索编号；非事项核查的必填' })
  @IsOptional() @IsString() @Length(1, 128)
  reference?: string;

  @ApiProperty({ description: '核查日期' })
  @Matches(DAY)
  on: LocalDate;

  @ApiProperty({ description: '核查结论', enum: codesOf(PERFORMANCES) })
  @IsIn(codesOf(PERFORMANCES))
  finding: Performance;

  @ApiProperty({ description: '核查情况' })
  @IsString() @Length(1, 1000)
  what: string;

  @ApiPropertyOptional({ description: '未履行的承诺内容；未全部履行的必填' })
  @IsOptional() @IsString() @Length(1, 4000)
  unperformed?: string;

  @ApiPropertyOptional({ description: '阶段核查：至今履行，承诺继续' })
  @IsOptional() @IsBoolean()
  interim?: boolean;

  @ApiPropertyOptional({ description: '已补交的容缺材料名称', type: [String] })
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @IsString({ each: true }) @Length(1, 200, { each: true })
  supplied?: string[];
}

/** 补交材料. */
export class SuppliedDto {
  @ApiProperty({ description: '材料名称', type: [String] })
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @IsString({ each: true }) @Length(1, 200, { each: true })
  names: string[];

  @ApiProperty({ description: '补交日期' })
  @Matches(DAY)
  on: LocalDate;
}

/** 告知拟认定违诺. */
export class BreachNoticeDto {
  @ApiProperty({ description: '拟认定的事实、理由、依据和后果' })
  @IsString() @Length(1, 4000)
  grounds: string;
}

/** 陈述申辩, or that it is waived. */
export class ExplanationDto {
  @ApiPropertyOptional({ description: '陈述申辩' })
  @IsOptional() @IsString() @Length(1, 4000)
  what?: string;

  @ApiPropertyOptional({ description: '放弃陈述申辩' })
  @IsOptional() @Equals(true)
  waived?: true;
}

/** 采纳陈述. */
export class ExplanationAcceptedDto {
  @ApiProperty({ description: '理由' })
  @IsString() @Length(1, 1000)
  reason: string;

  @ApiPropertyOptional({ description: '新的履行期限' })
  @IsOptional() @Matches(DAY)
  dueOn?: LocalDate;
}

/** 责令限期整改. */
export class CommitmentRectificationDto {
  @ApiProperty({ description: '整改期限' })
  @Matches(DAY)
  until: LocalDate;

  @ApiProperty({ description: '整改要求' })
  @IsString() @Length(1, 2000)
  demands: string;
}

/** 认定违诺. */
export class BreachDto {
  @ApiProperty({ description: '承诺履行状态', enum: ['PARTIAL', 'NONE'] })
  @IsIn(['PARTIAL', 'NONE'])
  performance: 'PARTIAL' | 'NONE';

  @ApiProperty({ description: '决定书文号' })
  @IsString() @Length(1, 128)
  docNo: string;

  @ApiProperty({ description: '未履行的承诺内容' })
  @IsString() @Length(1, 4000)
  unperformed: string;

  @ApiProperty({ description: '违诺责任追究内容' })
  @IsString() @Length(1, 4000)
  accountability: string;
}

/** 理由. */
export class CommitmentReasonDto {
  @ApiProperty({ description: '理由' })
  @IsString() @Length(1, 500)
  reason: string;
}
