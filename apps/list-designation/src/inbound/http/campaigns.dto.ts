import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { LocalDate } from '@credit/kernel';
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator';
import { CAMPAIGN_KINDS, type CampaignKind } from '../../domain/campaign/campaign.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
export const CAMPAIGN_CODE = /^[a-z0-9][a-z0-9-]{0,63}$/;

/** 启动专项治理. */
export class CampaignDto {
  @ApiProperty({ description: '专项治理代码（小写字母、数字、连字符），整改通知引用' })
  @Matches(CAMPAIGN_CODE)
  code: string;

  @ApiProperty({ description: '专项治理名称' })
  @IsString()
  @Length(1, 200)
  name: string;

  @ApiProperty({ description: '种类：GOVERNMENT 政府机构失信、KEY_SECTOR 重点行业领域失信、OTHER 其他', enum: CAMPAIGN_KINDS })
  @IsIn([...CAMPAIGN_KINDS])
  kind: CampaignKind;

  @ApiPropertyOptional({ description: '依据文件；种类为其他的必填' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  clause?: string;

  @ApiProperty({ description: '牵头部门代码' })
  @IsString()
  @Length(1, 63)
  lead: string;

  @ApiProperty({ description: '开始日期' })
  @Matches(DAY)
  from: LocalDate;

  @ApiProperty({ description: '结束日期（含当日）' })
  @Matches(DAY)
  to: LocalDate;
}

/** 结束专项治理. */
export class CampaignClosureDto {
  @ApiProperty({ description: '结束事由' })
  @IsString()
  @Length(1, 500)
  reason: string;
}
