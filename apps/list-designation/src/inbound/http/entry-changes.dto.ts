import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { LocalDate } from '@credit/kernel';
import { IsBoolean, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

/** 拟延长期限. */
export class ExtensionDto {
  @ApiProperty({ description: '延长的月数，在该名单规则的范围内' })
  @IsInt()
  @Min(1)
  @Max(1200)
  months: number;

  @ApiProperty({ description: '延长的理由和依据' })
  @IsString()
  @Length(1, 5000)
  reasons: string;
}

/** 申请提前移出. */
export class RemovalDto {
  @ApiProperty({ description: '符合移出条件的说明' })
  @IsString()
  @Length(1, 5000)
  reasons: string;

  @ApiPropertyOptional({ description: '改正日期；规则自改正之日起计算时必填' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  correctedOn?: LocalDate;
}

/** 延长或移出的决定. */
export class ChangeDecisionDto {
  @ApiProperty({ description: '是否准予' })
  @IsBoolean()
  grant: boolean;

  @ApiProperty({ description: '决定书文号' })
  @IsString()
  @Length(1, 128)
  docNo: string;

  @ApiProperty({ description: '理由；准予移出的，即移出事由' })
  @IsString()
  @Length(1, 500)
  reasons: string;
}
