import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { COMMITMENT_TYPES, DISCLOSURES, EXCLUDED_RISKS, FREE_COMMITMENT_TYPES, type Disclosure, type ExcludedRisk } from '@credit/rulebook/codes';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsDefined, IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import type { ItemText } from '../../domain/commitment-item/commitment-item.ts';

const codesOf = <C extends string>(rows: readonly { readonly code: C }[]): C[] => rows.map(({ code }) => code);
/** 事项类型; what is promised freely has no item. */
export const ITEM_TYPES = codesOf(COMMITMENT_TYPES).filter((code) => !(FREE_COMMITMENT_TYPES as readonly string[]).includes(code));

/** 核查时段. */
export class CheckWindowDto {
  @ApiProperty({ description: '自承诺之日起第几日开始核查' })
  @IsInt() @Min(0) @Max(3650)
  fromDays: number;

  @ApiProperty({ description: '自承诺之日起第几日核查结束' })
  @IsInt() @Min(0) @Max(3650)
  toDays: number;

  @ApiProperty({ description: '最多核查次数' })
  @IsInt() @Min(1) @Max(100)
  maxChecks: number;

  @ApiProperty({ description: '核查方式和标准' })
  @IsString() @Length(1, 1000)
  method: string;
}

/** 承诺事项的一个版本. */
export class CommitmentItemDto {
  @ApiProperty({ description: '事项编码，全市唯一；再次公布即为新版本', example: 'BX-ZM-001' })
  @Matches(/^[A-Z0-9][A-Z0-9-]{1,62}[A-Z0-9]$/)
  itemCode: string;

  @ApiProperty({ description: '事项名称' })
  @IsString() @Length(1, 200)
  name: string;

  @ApiProperty({ description: '承诺类型', enum: ITEM_TYPES })
  @IsIn(ITEM_TYPES)
  type: ItemText['type'];

  @ApiProperty({ description: '告知内容：事项、内容、条件、核查权、不实或者未履行的后果' })
  @IsString() @Length(1, 8000)
  told: string;

  @ApiProperty({ description: '办理条件', type: [String] })
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @IsString({ each: true }) @Length(1, 1000, { each: true })
  conditions: string[];

  @ApiProperty({ description: '承诺书格式文本' })
  @IsString() @Length(1, 4000)
  modelText: string;

  @ApiProperty({ description: '违诺责任' })
  @IsString() @Length(1, 4000)
  breachLiability: string;

  @ApiProperty({ description: '工作规程' })
  @IsString() @Length(1, 8000)
  procedure: string;

  @ApiProperty({ description: '核查时段', type: () => CheckWindowDto })
  @IsDefined() @ValidateNested() @Type(() => CheckWindowDto)
  checkWindow: CheckWindowDto;

  @ApiPropertyOptional({ description: '履行期限：自承诺之日起的天数' })
  @IsOptional() @IsInt() @Min(1) @Max(3650)
  dueDays?: number;

  @ApiPropertyOptional({ description: '可容缺的材料；容缺受理型必填', type: [String] })
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(50) @IsString({ each: true }) @Length(1, 200, { each: true })
  deferrable?: string[];

  @ApiPropertyOptional({ description: '是否须填投资项目代码' })
  @IsOptional() @IsBoolean()
  projectRequired?: boolean;

  @ApiProperty({ description: '公开类型', enum: codesOf(DISCLOSURES) })
  @IsIn(codesOf(DISCLOSURES))
  disclosure: Disclosure;

  @ApiProperty({ description: '涉及的风险；涉及法定不适用情形的不予公布', enum: codesOf(EXCLUDED_RISKS), isArray: true })
  @IsArray() @ArrayMaxSize(10) @IsIn(codesOf(EXCLUDED_RISKS), { each: true })
  risks: ExcludedRisk[];
}

/** 事项清单的筛选. */
export class CommitmentItemsQuery {
  @ApiPropertyOptional({ description: '部门代码' })
  @IsOptional() @Matches(/^[a-z0-9-]{1,63}$/)
  department?: string;

  @ApiPropertyOptional({ description: '承诺类型', enum: ITEM_TYPES })
  @IsOptional() @IsIn(ITEM_TYPES)
  type?: string;

  @ApiPropertyOptional({ description: '是否含已撤下的', enum: ['true', 'false'] })
  @IsOptional() @IsIn(['true', 'false'])
  withdrawn?: string;

  @ApiPropertyOptional({ description: '上一页最后一个事项编码' })
  @IsOptional() @IsString() @Length(1, 64)
  after?: string;
}
