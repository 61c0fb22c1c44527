import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { COMMITMENT_STATUSES } from '@credit/contracts/events';
import type { LocalDate } from '@credit/kernel';
import { DISCLOSURES, FREE_COMMITMENT_TYPES, type Disclosure, type FreeCommitmentType } from '@credit/rulebook/codes';
import { Trimmed } from '@credit/service-host';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, Min, ValidateNested } from 'class-validator';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const USCC = /^[0-9A-Z]{18}$/;
const codesOf = <C extends string>(rows: readonly { readonly code: C }[]): C[] => rows.map(({ code }) => code);

/** 承诺人: by the id of the register or by the unified social credit code; natural persons by the id alone. */
export class PromisorDto {
  @ApiPropertyOptional({ description: '信用主体标识' })
  @IsOptional() @IsUUID()
  subjectId?: string;

  @ApiPropertyOptional({ description: '统一社会信用代码' })
  @IsOptional() @Matches(USCC)
  uscc?: string;
}

/** 承诺所依据的事项. */
export class PromisedItemDto {
  @ApiProperty({ description: '事项编码' })
  @IsString() @Length(1, 64)
  itemCode: string;

  @ApiProperty({ description: '所告知文本的版本' })
  @IsInt() @Min(1) @Max(100_000)
  version: number;
}

/** 容缺材料. */
export class DeferredDocumentDto {
  @ApiProperty({ description: '材料名称' })
  @IsString() @Length(1, 200)
  name: string;

  @ApiProperty({ description: '补交期限 YYYY-MM-DD' })
  @Matches(DAY)
  dueOn: LocalDate;
}

/** 作出承诺: by an item of a department, or freely (主动型、行业自律型). */
export class CommitmentDto {
  @ApiPropertyOptional({ description: '承诺人；信用主体本人登录的不填', type: () => PromisorDto })
  @IsOptional() @ValidateNested() @Type(() => PromisorDto)
  promisor?: PromisorDto;

  @ApiPropertyOptional({ description: '承诺事项；自愿承诺不填', type: () => PromisedItemDto })
  @IsOptional() @ValidateNested() @Type(() => PromisedItemDto)
  item?: PromisedItemDto;

  @ApiPropertyOptional({ description: '自愿承诺的类型；按事项承诺的不填', enum: [...FREE_COMMITMENT_TYPES] })
  @IsOptional() @IsIn([...FREE_COMMITMENT_TYPES])
  type?: FreeCommitmentType;

  @ApiPropertyOptional({ description: '受理部门代码；信用主体按事项承诺时填写，缺省为事项公布部门' })
  @IsOptional() @Matches(/^[a-z0-9-]{1,63}$/)
  department?: string;

  @ApiPropertyOptional({ description: '办件编号，部门内唯一；按事项承诺的必填' })
  @IsOptional() @Trimmed() @IsString() @Length(1, 128)
  referenceNo?: string;

  @ApiPropertyOptional({ description: '投资项目代码', example: '2026-210500-47-03-000123' })
  @IsOptional() @IsString() @Length(1, 64)
  projectCode?: string;

  @ApiPropertyOptional({ description: '承诺事由；缺省为事项名称' })
  @IsOptional() @IsString() @Length(1, 512)
  reason?: string;

  @ApiPropertyOptional({ description: '承诺内容；缺省为事项的格式文本，自愿承诺必填' })
  @IsOptional() @IsString() @Length(1, 4000)
  content?: string;

  @ApiPropertyOptional({ description: '违诺责任；自愿承诺填写' })
  @IsOptional() @IsString() @Length(1, 4000)
  breachLiability?: string;

  @ApiPropertyOptional({ description: '承诺作出日期；缺省为今日' })
  @IsOptional() @Matches(DAY)
  madeOn?: LocalDate;

  @ApiPropertyOptional({ description: '承诺有效期' })
  @IsOptional() @Matches(DAY)
  validTo?: LocalDate;

  @ApiPropertyOptional({ description: '履行期限；缺省按事项' })
  @IsOptional() @Matches(DAY)
  dueOn?: LocalDate;

  @ApiPropertyOptional({ description: '容缺材料和补交期限', type: () => [DeferredDocumentDto] })
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(20) @ValidateNested({ each: true }) @Type(() => DeferredDocumentDto)
  documents?: DeferredDocumentDto[];

  @ApiPropertyOptional({ description: '公开类型；缺省按事项，自愿承诺缺省为公开', enum: codesOf(DISCLOSURES) })
  @IsOptional() @IsIn(codesOf(DISCLOSURES))
  disclosure?: Disclosure;

  @ApiProperty({ description: '已书面告知，承诺人自愿选择告知承诺' })
  @IsBoolean()
  chosen: boolean;
}

/** 承诺清单的筛选. */
export class CommitmentsQuery {
  @ApiPropertyOptional({ description: '投资项目代码：一次查出该项目的承诺、核查和结果' })
  @IsOptional() @IsString() @Length(1, 64)
  projectCode?: string;

  @ApiPropertyOptional({ description: '事项编码' })
  @IsOptional() @IsString() @Length(1, 64)
  itemCode?: string;

  @ApiPropertyOptional({ description: '信用主体标识；主体本人只见本人的' })
  @IsOptional() @IsUUID()
  subjectId?: string;

  @ApiPropertyOptional({ description: '状态', enum: [...COMMITMENT_STATUSES] })
  @IsOptional() @IsIn([...COMMITMENT_STATUSES])
  status?: string;

  @ApiPropertyOptional({ description: '只看逾期的', enum: ['true', 'false'] })
  @IsOptional() @IsIn(['true', 'false'])
  overdue?: string;

  @ApiPropertyOptional({ description: '上一页最后一项的标识' })
  @IsOptional() @IsUUID()
  after?: string;
}

/** 交换表的分页和格式. */
export class ExchangeQuery {
  @ApiPropertyOptional({ description: '格式', enum: ['json', 'csv'] })
  @IsOptional() @IsIn(['json', 'csv'])
  format?: string;

  @ApiPropertyOptional({ description: '上一页给出的 next' })
  @IsOptional() @IsUUID()
  after?: string;
}
