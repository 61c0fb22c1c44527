import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, MaxLength, Min } from 'class-validator';

/** 分页. */
export class PageQuery {
  @ApiPropertyOptional({ description: '上一页返回的 next；首页缺省', maxLength: 512 })
  @IsOptional()
  @IsString()
  @MaxLength(512)
  after?: string;

  @ApiPropertyOptional({ description: '每页条数', minimum: 1, maximum: 200, default: 50 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  limit?: number;
}

/** 主体查询 — exactly one of code, full name, document number. */
export class SubjectSearchDto {
  @ApiPropertyOptional({ description: '统一社会信用代码（现用或曾用），精确匹配' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  uscc?: string;

  @ApiPropertyOptional({ description: '完整名称（现用或曾用），精确匹配' })
  @IsOptional()
  @IsString()
  @Length(2, 200)
  name?: string;

  @ApiPropertyOptional({ description: '自然人证件号码，仅限有权角色并须注明 purpose' })
  @IsOptional()
  @IsString()
  @Length(4, 64)
  personIdNo?: string;

  @ApiPropertyOptional({ description: '自然人证件类型，缺省为身份证' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  personIdType?: string;

  @ApiPropertyOptional({ description: '查询目的（查询自然人时必填，留痕）' })
  @IsOptional()
  @IsString()
  @Length(2, 500)
  purpose?: string;
}

export class TimelineQuery {
  @ApiPropertyOptional({ description: '截至业务日期，缺省为今日', example: '2026-11-23' })
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/)
  asOf?: string;

  @ApiPropertyOptional({ description: '知悉时间（尚未提供，答复 501）' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  knownAt?: string;
}

export class CodeFindingsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['open', 'closed'], default: 'open' })
  @IsOptional()
  @IsIn(['open', 'closed'])
  state?: string;

  @ApiPropertyOptional({ description: '问题代码', example: 'NAME_CODE_MISMATCH' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  code?: string;
}

export class SubjectParam {
  @IsUUID()
  id: string;
}
