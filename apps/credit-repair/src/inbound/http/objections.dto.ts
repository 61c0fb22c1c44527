import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { OBJECTION_GROUNDS, OBJECTION_OUTCOMES, type ObjectionGround, type ObjectionOutcome, type ObjectionTargetKind } from '@credit/rulebook/codes';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsBoolean, IsDefined, IsIn, IsOptional, IsString, IsUUID, Length, Matches, ValidateBy, ValidateIf, ValidateNested } from 'class-validator';

const FIELD = /^[A-Za-z][A-Za-z0-9]{0,63}$/;
const codesOf = <C extends string>(rows: readonly { readonly code: C }[]): C[] => rows.map(({ code }) => code);
const TARGET_KINDS = ['record', 'publicity-entry', 'list-entry', 'measure'] as const;

/** 异议对象. */
export class ObjectionTargetDto {
  @ApiProperty({ description: '信用记录、公示条目（即其记录）、名单条目（含其公布）或者惩戒措施', enum: [...TARGET_KINDS] })
  @IsIn([...TARGET_KINDS])
  kind: ObjectionTargetKind | 'publicity-entry';

  @ApiProperty({ description: '标识' })
  @IsUUID()
  id: string;
}

/** 异议内容. */
export class ClaimDto {
  @ApiProperty({ description: '有异议的字段（规范标识）' })
  @Matches(FIELD)
  field: string;

  @ApiPropertyOptional({ description: '现在显示的内容' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  shown?: string;

  @ApiPropertyOptional({ description: '应当是什么' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  shouldBe?: string;
}

/** 提出异议. */
export class ObjectionDto {
  @ApiProperty({ type: () => ObjectionTargetDto })
  @IsDefined()
  @ValidateNested()
  @Type(() => ObjectionTargetDto)
  target: ObjectionTargetDto;

  @ApiPropertyOptional({ description: '有异议的字段；缺省为整条信息', type: () => [ClaimDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  @Type(() => ClaimDto)
  claims?: ClaimDto[];

  @ApiProperty({ description: '异议事由', enum: codesOf(OBJECTION_GROUNDS) })
  @IsIn(codesOf(OBJECTION_GROUNDS))
  ground: ObjectionGround;

  @ApiProperty({ description: '异议说明；其中的身份号码会被遮盖' })
  @IsString()
  @Length(1, 2000)
  statement: string;

  @ApiPropertyOptional({ description: '窗口代办时异议人的名称' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  objectorName?: string;
}

/** 核查结论. */
export class VerificationDto {
  @ApiProperty({ description: '信息是否有误' })
  @IsBoolean()
  erroneous: boolean;

  @ApiProperty({ description: '核查情况和理由' })
  @IsString()
  @Length(1, 1000)
  reason: string;
}

/** 延长核查期限. */
export class ObjectionExtensionDto {
  @ApiProperty({ description: '延长的理由' })
  @IsString()
  @Length(1, 1000)
  reason: string;
}

/** 鉴定的开始或者结束. */
export class AppraisalDto {
  @ApiProperty({ description: 'begin：送交鉴定、检测、专家评审；end：结束', enum: ['begin', 'end'] })
  @IsIn(['begin', 'end'])
  step: 'begin' | 'end';

  @ApiPropertyOptional({ description: '鉴定事项，开始时必填' })
  @ValidateIf(({ step }: AppraisalDto) => step === 'begin')
  @IsString()
  @Length(1, 500)
  what?: string;
}

const isText = (value: unknown, limit: number): boolean => typeof value === 'string' && value.length > 0 && value.length <= limit;

/** A text, a flag, a list of texts, or null, which is a value too. */
const IsFieldValue = (): PropertyDecorator => ValidateBy({
  name: 'fieldValue',
  validator: {
    validate: (value: unknown) => value === null || typeof value === 'boolean' || isText(value, 4000) || (Array.isArray(value) && value.length > 0 && value.length <= 20 && value.every((item) => isText(item, 64))),
    defaultMessage: () => 'newValue must be a text, a flag, a list of texts or null',
  },
});

/** 更正项. */
export class ObjectionChangeDto {
  @ApiProperty({ description: '字段（规范标识）' })
  @Matches(FIELD)
  field: string;

  @ApiProperty({ description: '更正后的值；null 表示清空', nullable: true, oneOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'array', items: { type: 'string' } }] })
  @IsFieldValue()
  newValue: string | boolean | string[] | null;
}

/** 处理结果. */
export class ObjectionOutcomeDto {
  @ApiProperty({ description: '处理结果', enum: codesOf(OBJECTION_OUTCOMES) })
  @IsIn(codesOf(OBJECTION_OUTCOMES))
  outcome: ObjectionOutcome;

  @ApiProperty({ description: '理由；随更正、撤销、移出向社会公开' })
  @IsString()
  @Length(1, 500)
  reason: string;

  @ApiProperty({ description: '决定文书号' })
  @IsString()
  @Length(1, 128)
  docNo: string;

  @ApiPropertyOptional({ description: '更正、补充的字段', type: () => [ObjectionChangeDto] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(40)
  @ValidateNested({ each: true })
  @Type(() => ObjectionChangeDto)
  changes?: ObjectionChangeDto[];
}

/** 主体说明. */
export class ExplanationDto {
  @ApiProperty({ description: '说明；其中的身份号码会被遮盖' })
  @IsString()
  @Length(1, 1000)
  text: string;
}
