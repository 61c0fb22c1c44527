import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { LocalDate } from '@credit/kernel';
import { DATA_PURPOSES, DECLARATION_CATEGORIES, DISCLOSURES, VERIFICATION_METHODS, type DataPurpose, type DeclarationCategory, type Disclosure, type VerificationMethod } from '@credit/rulebook/codes';
import { Trimmed } from '@credit/service-host';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional, IsString, IsUUID, Length, Matches, ValidateNested } from 'class-validator';
import { PromisorDto } from './commitments.dto.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const codesOf = <C extends string>(rows: readonly { readonly code: C }[]): C[] => rows.map(({ code }) => code);
const PURPOSES = codesOf(DATA_PURPOSES);
const CATEGORIES = codesOf(DECLARATION_CATEGORIES);
const METHODS = codesOf(VERIFICATION_METHODS);

/** 数据使用授权; each purpose is a consent of its own. */
export class DataAuthorisationDto {
  @ApiProperty({ description: '授权用途，逐项单独同意', enum: PURPOSES, isArray: true })
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @IsIn(PURPOSES, { each: true })
  purposes: DataPurpose[];

  @ApiProperty({ description: '授权起始日期' })
  @Matches(DAY)
  from: LocalDate;

  @ApiProperty({ description: '授权截止日期，当日起不再有效' })
  @Matches(DAY)
  until: LocalDate;
}

/** 自主申报. */
export class SelfDeclarationDto {
  @ApiPropertyOptional({ description: '申报人；主体本人网上申报的缺省', type: () => PromisorDto })
  @IsOptional() @ValidateNested() @Type(() => PromisorDto)
  subject?: PromisorDto;

  @ApiProperty({ description: '信息类别', enum: CATEGORIES })
  @IsIn(CATEGORIES)
  category: DeclarationCategory;

  @ApiProperty({ description: '标题' })
  @IsString() @Length(1, 200)
  title: string;

  @ApiProperty({ description: '内容' })
  @IsString() @Length(1, 4000)
  content: string;

  @ApiProperty({ description: '申报编号，同一主体内唯一' })
  @Trimmed() @IsString() @Length(1, 128)
  referenceNo: string;

  @ApiPropertyOptional({ description: '申报日期；缺省为今日' })
  @IsOptional() @Matches(DAY)
  declaredOn?: LocalDate;

  @ApiProperty({ description: '真实性承诺书全文：没有真实性承诺的不予受理' })
  @IsString() @Length(1, 4000)
  truthCommitment: string;

  @ApiPropertyOptional({ description: '真实性承诺的公开类型；缺省为不公开', enum: codesOf(DISCLOSURES) })
  @IsOptional() @IsIn(codesOf(DISCLOSURES))
  disclosure?: Disclosure;

  @ApiPropertyOptional({ description: '数据使用授权；不授权的，申报照常受理，只有本人可见', type: () => DataAuthorisationDto })
  @IsOptional() @ValidateNested() @Type(() => DataAuthorisationDto)
  authorisation?: DataAuthorisationDto;
}

/** 撤回授权. */
export class AuthorisationRecallDto {
  @ApiPropertyOptional({ description: '撤回的用途；缺省为全部', enum: PURPOSES, isArray: true })
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @IsIn(PURPOSES, { each: true })
  purposes?: DataPurpose[];
}

const OCCASIONS = ['COMPLAINT', 'RANDOM_INSPECTION'] as const;

/** 申报不实. */
export class FalsityDto {
  @ApiProperty({ description: '核查方式：投诉举报线索或者双随机抽查', enum: OCCASIONS })
  @IsIn(OCCASIONS)
  occasion: (typeof OCCASIONS)[number];

  @ApiProperty({ description: '线索编号或者抽查计划编号' })
  @IsString() @Length(1, 128)
  reference: string;

  @ApiProperty({ description: '核查日期' })
  @Matches(DAY)
  on: LocalDate;

  @ApiProperty({ description: '不实的内容和核查情况' })
  @IsString() @Length(1, 1000)
  what: string;
}

class LookDto {
  @ApiProperty({ description: `核验方式：${VERIFICATION_METHODS.map(({ code, text }) => `${code} ${text}`).join('，')}`, enum: METHODS })
  @IsIn(METHODS)
  method: VerificationMethod;

  @ApiProperty({ description: '核验所依据的文书或者记录编号' })
  @IsString() @Length(1, 128)
  reference: string;

  @ApiProperty({ description: '核验日期：不早于申报日期和上一次核验日期，不晚于今日' })
  @Matches(DAY)
  on: LocalDate;
}

/** 核验. */
export class VerificationDto extends LookDto {
  @ApiPropertyOptional({ description: '核验有效期截止日期（如资质证书有效期），次日起视为未核验；缺省为不限' })
  @IsOptional() @Matches(DAY)
  validUntil?: LocalDate;
}

/** 核验不通过. */
export class VerificationRejectionDto extends LookDto {
  @ApiProperty({ description: '不能证实的理由，申报人可见' })
  @IsString() @Length(1, 1000)
  reason: string;
}

/** 查阅申报信息. */
export class SelfDeclarationsQuery {
  @ApiPropertyOptional({ description: '信用主体标识；主体查看本人申报的缺省' })
  @IsOptional() @IsUUID()
  subjectId?: string;

  @ApiPropertyOptional({ description: '查阅用途；主体查看本人申报的缺省', enum: PURPOSES })
  @IsOptional() @IsIn(PURPOSES)
  purpose?: DataPurpose;

  @ApiPropertyOptional({ description: `true：按用途查阅时只列经核验的；用途为${DATA_PURPOSES.filter(({ verifiedOnly }) => verifiedOnly).map(({ text }) => text).join('、')}的，一律只列经核验的`, enum: ['true'] })
  @IsOptional() @IsIn(['true'])
  verified?: 'true';

  @ApiPropertyOptional({ description: '上一页最后一项的标识' })
  @IsOptional() @IsUUID()
  after?: string;
}

/** 查阅记录的翻页. */
export class DeclarationReadsQuery {
  @ApiPropertyOptional({ description: '信用主体标识；主体本人缺省' })
  @IsOptional() @IsUUID()
  subjectId?: string;

  @ApiPropertyOptional({ description: '上一页最后一项的标识' })
  @IsOptional() @IsUUID()
  after?: string;
}
