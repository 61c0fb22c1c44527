import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { LocalDate } from '@credit/kernel';
import { REPAIR_EVIDENCE_KINDS, REPAIR_TARGET_KINDS, REPAIR_WAYS, type RepairEvidenceKind, type RepairTargetKind, type RepairWay } from '@credit/rulebook/codes';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsOptional, IsString, IsUUID, Length, Matches, ValidateIf, ValidateNested } from 'class-validator';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const USCC = /^[0-9A-Z]{18}$/;
const codesOf = <C extends string>(rows: readonly { readonly code: C }[]): C[] => rows.map(({ code }) => code);

/** 修复对象. */
export class RepairTargetDto {
  @ApiProperty({ description: '信用记录或者名单条目', enum: codesOf(REPAIR_TARGET_KINDS) })
  @IsIn(codesOf(REPAIR_TARGET_KINDS))
  kind: RepairTargetKind;

  @ApiProperty({ description: '信用记录标识或者名单条目标识' })
  @IsUUID()
  id: string;
}

/** 修复材料. */
export class RepairEvidenceDto {
  @ApiProperty({ description: '材料种类', enum: codesOf(REPAIR_EVIDENCE_KINDS) })
  @IsIn(codesOf(REPAIR_EVIDENCE_KINDS))
  kind: RepairEvidenceKind;

  @ApiProperty({ description: '材料说明' })
  @IsString()
  @Length(1, 2000)
  statement: string;

  @ApiProperty({ description: '材料日期；整改证明为改正日期，培训证明为发证日期' })
  @Matches(DAY)
  on: LocalDate;

  @ApiPropertyOptional({ description: '出具培训证明的机构的统一社会信用代码' })
  @IsOptional()
  @Matches(USCC)
  bodyUscc?: string;

  @ApiPropertyOptional({ description: '法院裁定文书号' })
  @IsOptional()
  @IsString()
  @Length(1, 128)
  rulingNo?: string;

  @ApiPropertyOptional({ description: '在本平台作出的修复型信用承诺的标识；信用承诺书用' })
  @IsOptional()
  @IsUUID()
  commitmentId?: string;
}

/** 修复材料清单；补正. */
export class RepairSupplementDto {
  @ApiProperty({ description: '修复材料', type: () => [RepairEvidenceDto] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => RepairEvidenceDto)
  evidence: RepairEvidenceDto[];
}

/** 修复申请. */
export class RepairDto extends RepairSupplementDto {
  @ApiProperty({ type: () => RepairTargetDto })
  @ValidateNested()
  @Type(() => RepairTargetDto)
  target: RepairTargetDto;

  @ApiPropertyOptional({ description: '修复情形，缺省为纠正失信行为', enum: codesOf(REPAIR_WAYS) })
  @IsOptional()
  @IsIn(codesOf(REPAIR_WAYS))
  way?: RepairWay;
}

/** 受理或者不予受理. */
export class RepairAcceptanceDto {
  @ApiProperty({ description: '是否受理' })
  @IsBoolean()
  accept: boolean;

  @ApiPropertyOptional({ description: '不予受理的理由，不受理时必填' })
  @ValidateIf(({ accept }: RepairAcceptanceDto) => !accept)
  @IsString()
  @Length(1, 1000)
  reason?: string;
}

/** A step with its reason: 补正告知, 延期, 撤销. */
export class RepairReasonDto {
  @ApiProperty({ description: '理由或者需要补正的内容' })
  @IsString()
  @Length(1, 500)
  reason: string;
}

/** 修复决定. */
export class RepairDecisionDto extends RepairReasonDto {
  @ApiProperty({ description: '是否准予修复' })
  @IsBoolean()
  approve: boolean;

  @ApiProperty({ description: '决定书文号' })
  @IsString()
  @Length(1, 128)
  docNo: string;
}

/** 信用修复告知的送达. */
export class RepairNoticeServiceDto {
  @ApiPropertyOptional({ description: '送达日期；缺省为当日' })
  @IsOptional()
  @Matches(DAY)
  servedOn?: LocalDate;
}

/** 修复案件、修复告知清单的条件. */
export class RepairsQuery {
  @ApiPropertyOptional({ description: 'true：只列认定单位已逾期的', enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: 'true' | 'false';

  @ApiPropertyOptional({ description: '上一页最后一项的标识' })
  @IsOptional()
  @IsUUID()
  after?: string;
}

/** 信用修复培训机构. */
export class TrainingBodyDto {
  @ApiProperty({ description: '机构的统一社会信用代码' })
  @Matches(USCC)
  uscc: string;

  @ApiProperty({ description: '机构名称' })
  @IsString()
  @Length(1, 200)
  name: string;

  @ApiProperty({ description: '认可的首日' })
  @Matches(DAY)
  from: LocalDate;

  @ApiPropertyOptional({ description: '认可的末日；终止认可时填写' })
  @IsOptional()
  @Matches(DAY)
  to?: LocalDate;
}
