import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PERSON_ROLES, type PersonRole } from '@credit/contracts/events';
import type { LocalDate } from '@credit/kernel';
import { BAN_FIELDS, BAN_GROUNDS, SUPERVISION_MEASURES, type BanField, type BanGround } from '@credit/rulebook/codes';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsNotEmptyObject, IsOptional, IsString, IsUUID, Length, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const GROUNDS = BAN_GROUNDS.map(({ code }) => code);
const FIELDS = BAN_FIELDS.map(({ code }) => code);
const SUPERVISION = SUPERVISION_MEASURES.map(({ code }) => code);

/** 标准的回答. */
export class CriterionDto {
  @ApiProperty({ description: '是否达到' })
  @IsBoolean()
  met: boolean;

  @ApiProperty({ description: '理由' })
  @IsString()
  @MaxLength(2000)
  reason: string;
}

/** 认定标准：逐项回答. */
export class CriteriaDto {
  @ApiProperty({ description: '性质恶劣' })
  @Type(() => CriterionDto)
  @ValidateNested()
  @IsNotEmptyObject()
  VILE_NATURE: CriterionDto;

  @ApiProperty({ description: '情节严重' })
  @Type(() => CriterionDto)
  @ValidateNested()
  @IsNotEmptyObject()
  SERIOUS_CIRCUMSTANCES: CriterionDto;

  @ApiProperty({ description: '社会危害较大' })
  @Type(() => CriterionDto)
  @ValidateNested()
  @IsNotEmptyObject()
  GREAT_SOCIAL_HARM: CriterionDto;
}

/** 相关责任人. */
export class RelatedPersonDto {
  @ApiProperty({ description: '所属单位主体标识' })
  @IsUUID()
  unitSubjectId: string;

  @ApiProperty({ description: '角色', enum: PERSON_ROLES })
  @IsIn([...PERSON_ROLES])
  role: PersonRole;

  @ApiProperty({ description: '行为发生日期' })
  @Matches(DAY)
  conductOn: LocalDate;

  @ApiProperty({ description: '任职起始日（案卷所载）' })
  @Matches(DAY)
  heldFrom: LocalDate;

  @ApiPropertyOptional({ description: '任职终止日；在任时缺省' })
  @IsOptional()
  @Matches(DAY)
  heldUntil?: LocalDate;
}

/** 禁入. */
export class BanDto {
  @ApiProperty({ description: '禁入领域', enum: FIELDS })
  @IsIn([...FIELDS])
  field: BanField;
}

/** 所在单位. */
export class EmployerDto {
  @ApiProperty({ description: '所在单位统一社会信用代码' })
  @Matches(/^[0-9A-Z]{18}$/)
  uscc: string;

  @ApiPropertyOptional({ description: '职务' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  position?: string;
}

/** 提出认定. */
export class ProposalDto {
  @ApiProperty({ description: '信用主体标识' })
  @IsUUID()
  subjectId: string;

  @ApiProperty({ description: '名单种类代码，见 GET /v1/list-types' })
  @IsString()
  @Length(1, 64)
  listType: string;

  @ApiProperty({ description: '依据文书的信用记录标识，首要依据在前', type: [String] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsUUID(undefined, { each: true })
  recordIds: string[];

  @ApiProperty({ description: '性质恶劣、情节严重、社会危害较大：逐项说明' })
  @Type(() => CriteriaDto)
  @ValidateNested()
  @IsNotEmptyObject()
  criteria: CriteriaDto;

  @ApiProperty({ description: '情节：MINOR 轻微、GENERAL 一般、SERIOUS 严重', enum: ['MINOR', 'GENERAL', 'SERIOUS'] })
  @IsIn(['MINOR', 'GENERAL', 'SERIOUS'])
  severity: 'MINOR' | 'GENERAL' | 'SERIOUS';

  @ApiPropertyOptional({ description: '禁入事由', enum: GROUNDS })
  @IsOptional()
  @IsIn([...GROUNDS])
  groundCode?: BanGround;

  @ApiPropertyOptional({ description: '相关责任人本人的认定' })
  @IsOptional()
  @Type(() => RelatedPersonDto)
  @ValidateNested()
  related?: RelatedPersonDto;

  @ApiPropertyOptional({ description: '自然人的所在单位和职务（案卷所载）；所在单位为机关、事业单位、国有企业的，生效时予以通报' })
  @IsOptional()
  @Type(() => EmployerDto)
  @ValidateNested()
  employer?: EmployerDto;

  @ApiPropertyOptional({ description: '禁入' })
  @IsOptional()
  @Type(() => BanDto)
  @ValidateNested()
  ban?: BanDto;
}

/** 事前告知. */
export class NoticeDto {
  @ApiProperty({ description: '受送达人（主体标识），应为被认定主体本人' })
  @IsUUID()
  addresseeSubjectId: string;

  @ApiProperty({ description: '事实、理由、依据和拟认定的内容' })
  @IsString()
  @Length(1, 5000)
  grounds: string;

  @ApiPropertyOptional({ description: '陈述申辩截止日；缺省或短于法定期限时按法定期限' })
  @IsOptional()
  @Matches(DAY)
  defenceUntil?: LocalDate;
}

/** 陈述申辩. */
export class DefenceDto {
  @ApiPropertyOptional({ description: '放弃陈述申辩' })
  @IsOptional()
  @IsBoolean()
  waived?: boolean;

  @ApiPropertyOptional({ description: '陈述申辩内容' })
  @IsOptional()
  @IsString()
  @Length(1, 5000)
  statement?: string;
}

/** 复核. */
export class ReviewDto {
  @ApiProperty({ description: '复核意见' })
  @IsString()
  @Length(1, 5000)
  opinion: string;
}

/** 认定决定. */
export class DecisionDto {
  @ApiProperty({ description: '是否列入' })
  @IsBoolean()
  list: boolean;

  @ApiProperty({ description: '决定书文号' })
  @IsString()
  @Length(1, 128)
  docNo: string;

  @ApiProperty({ description: '理由、依据、移出条件和救济途径' })
  @IsString()
  @Length(1, 5000)
  reasons: string;

  @ApiPropertyOptional({ description: '决定书载明的期限（月），规则留待决定时必填' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(1200)
  months?: number;

  @ApiPropertyOptional({ description: '禁入规则标识，见 GET /v1/ban-rules；禁入必填' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  banRuleId?: string;

  @ApiPropertyOptional({ description: '禁入期限起算日期，如处罚决定作出之日；缺省为生效之日' })
  @IsOptional()
  @Matches(DAY)
  countsFrom?: LocalDate;

  @ApiPropertyOptional({ description: '对重点关注对象的监管措施，不得超过其失信程度', enum: SUPERVISION, isArray: true })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(10)
  @IsIn([...SUPERVISION], { each: true })
  supervision?: string[];
}

/** 送达. */
export class ServiceDto {
  @ApiPropertyOptional({ description: '生效日期；缺省为送达当日' })
  @IsOptional()
  @Matches(DAY)
  effectiveOn?: LocalDate;
}

/** 撤销. */
export class RevocationDto {
  @ApiProperty({ description: '撤销事由' })
  @IsString()
  @Length(1, 500)
  reason: string;
}
