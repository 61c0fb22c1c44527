import { ApiProperty } from '@nestjs/swagger';
import { REVIEW_KINDS, REVIEW_TARGET_KINDS, type ReviewKind, type ReviewTargetKind } from '@credit/rulebook/codes';
import type { LocalDate } from '@credit/kernel';
import { Type } from 'class-transformer';
import { IsDefined, IsIn, IsString, IsUUID, Length, Matches, ValidateNested } from 'class-validator';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const KINDS = REVIEW_KINDS.map(({ code }) => code);

/** 标注对象. */
export class ReviewTargetDto {
  @ApiProperty({ description: '信用记录（及其公示）或者名单条目（及其公布）', enum: [...REVIEW_TARGET_KINDS] })
  @IsIn([...REVIEW_TARGET_KINDS])
  kind: ReviewTargetKind;

  @ApiProperty({ description: '标识' })
  @IsUUID()
  id: string;
}

/** 标注复议诉讼. */
export class ReviewDto {
  @ApiProperty({ type: () => ReviewTargetDto })
  @IsDefined()
  @ValidateNested()
  @Type(() => ReviewTargetDto)
  target: ReviewTargetDto;

  @ApiProperty({ description: '行政复议或者行政诉讼', enum: KINDS })
  @IsIn(KINDS)
  kind: ReviewKind;

  @ApiProperty({ description: '受理文书号' })
  @IsString()
  @Length(1, 128)
  acceptanceDocNo: string;

  @ApiProperty({ description: '受理日期 YYYY-MM-DD；自此标注' })
  @Matches(DAY)
  acceptedOn: LocalDate;
}

/** 复议诉讼终结. */
export class ReviewEndDto {
  @ApiProperty({ description: '终结日期 YYYY-MM-DD' })
  @Matches(DAY)
  endedOn: LocalDate;

  @ApiProperty({ description: '结果；其中的身份号码会被遮盖' })
  @IsString()
  @Length(1, 500)
  outcome: string;
}
