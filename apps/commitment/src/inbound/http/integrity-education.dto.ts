import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { LocalDate } from '@credit/kernel';
import { EDUCATION_OCCASIONS, type EducationOccasion } from '@credit/rulebook/codes';
import { Trimmed } from '@credit/service-host';
import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsInt, IsOptional, IsString, IsUUID, IsUrl, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { PromisorDto } from './commitments.dto.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const OCCASIONS = EDUCATION_OCCASIONS.map(({ code }) => code);

/** 教育材料的一个版本. */
export class EducationMaterialDto {
  @ApiProperty({ description: '教育材料编码，全市唯一；再次公布即为新版本', example: 'BX-JY-01' })
  @Matches(/^[A-Z0-9][A-Z0-9-]{1,62}[A-Z0-9]$/)
  materialCode: string;

  @ApiProperty({ description: '标题' })
  @IsString() @Length(1, 200)
  title: string;

  @ApiPropertyOptional({ description: '正文；与网址至少填一项' })
  @IsOptional() @IsString() @Length(1, 20_000)
  text?: string;

  @ApiPropertyOptional({ description: '网址；与正文至少填一项' })
  @IsOptional() @IsUrl({ protocols: ['https', 'http'], require_protocol: true }) @Length(1, 500)
  url?: string;
}

/** 诚信教育. */
export class IntegrityEducationDto {
  @ApiProperty({ description: '接受教育的信用主体', type: () => PromisorDto })
  @IsDefined() @ValidateNested() @Type(() => PromisorDto)
  subject: PromisorDto;

  @ApiProperty({ description: '办件编号，部门内唯一' })
  @Trimmed() @IsString() @Length(1, 128)
  caseId: string;

  @ApiProperty({ description: '环节：注册、审批、备案', enum: OCCASIONS })
  @IsIn(OCCASIONS)
  occasion: EducationOccasion;

  @ApiProperty({ description: '教育材料编码' })
  @IsString() @Length(1, 64)
  materialCode: string;

  @ApiProperty({ description: '教育材料版本' })
  @IsInt() @Min(1) @Max(100_000)
  materialVersion: number;

  @ApiPropertyOptional({ description: '教育日期；缺省为今日' })
  @IsOptional() @Matches(DAY)
  givenOn?: LocalDate;
}

/** 教育材料清单. */
export class EducationMaterialsQuery {
  @ApiPropertyOptional({ description: '上一页最后一个材料编码' })
  @IsOptional() @IsString() @Length(1, 64)
  after?: string;
}

/** 一个主体的诚信教育. */
export class IntegrityEducationQuery {
  @ApiPropertyOptional({ description: '信用主体标识；主体本人缺省' })
  @IsOptional() @IsUUID()
  subjectId?: string;
}

/** 覆盖情况的起止. */
export class EducationCoverageQuery {
  @ApiPropertyOptional({ description: '办件受理日期起' })
  @IsOptional() @Matches(DAY)
  from?: LocalDate;

  @ApiPropertyOptional({ description: '办件受理日期止' })
  @IsOptional() @Matches(DAY)
  to?: LocalDate;
}
