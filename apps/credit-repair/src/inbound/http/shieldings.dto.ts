import { ApiProperty } from '@nestjs/swagger';
import type { LocalDate } from '@credit/kernel';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsString, IsUUID, Length, Matches, ValidateNested } from 'class-validator';

/** 法院裁定. */
export class CourtRulingDto {
  @ApiProperty({ description: '批准重整计划或者认可和解协议的裁定文书号' })
  @IsString()
  @Length(1, 128)
  rulingNo: string;

  @ApiProperty({ description: '裁定日期' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  on: LocalDate;
}

/** 重整期间屏蔽的申请. */
export class ShieldingDto {
  @ApiProperty({ description: '信用记录标识' })
  @IsUUID()
  recordId: string;

  @ApiProperty({ type: () => CourtRulingDto })
  @ValidateNested()
  @Type(() => CourtRulingDto)
  ruling: CourtRulingDto;
}

/** 准予或者不予屏蔽. */
export class ShieldingDecisionDto {
  @ApiProperty({ description: '是否准予屏蔽' })
  @IsBoolean()
  approve: boolean;

  @ApiProperty({ description: '理由' })
  @IsString()
  @Length(1, 1000)
  reason: string;
}

/** 屏蔽的终止. */
export class ShieldingEndDto {
  @ApiProperty({ description: '计划的结果：未能执行、执行完毕', enum: ['failed', 'completed'] })
  @IsIn(['failed', 'completed'])
  outcome: 'failed' | 'completed';

  @ApiProperty({ description: '理由；随记录的变更说明告知各方' })
  @IsString()
  @Length(1, 500)
  reason: string;
}
