import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsNotEmpty, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Filter and page of the parked list. */
export class ParkedQuery {
  @ApiPropertyOptional({ description: 'Topic without prefix' })
  @IsOptional() @IsString() @MaxLength(249)
  topic?: string;

  @ApiPropertyOptional()
  @IsOptional() @IsString() @MaxLength(100)
  code?: string;

  @ApiPropertyOptional({ description: 'waiting, requested, discarded, done or overtaken; default waiting and requested' })
  @IsOptional() @IsString() @MaxLength(20)
  state?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional() @Matches(UUID)
  after?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 100 })
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(1000)
  limit?: number;
}

/** Why an operator acts; kept with the event. */
export class ReasonBody {
  @ApiProperty({ maxLength: 500 })
  @IsString() @IsNotEmpty() @MaxLength(500)
  reason: string;
}

export class RebuildBody {
  @ApiProperty({ description: 'Name of the projection' })
  @IsString() @IsNotEmpty() @MaxLength(100)
  projection: string;

  @ApiPropertyOptional({ default: true, description: 'Compare only; the live table stays as it is' })
  @IsOptional() @IsBoolean()
  verify?: boolean;
}

export class ReconcileBody {
  @ApiPropertyOptional({ default: true, description: 'List only; nothing is published' })
  @IsOptional() @IsBoolean()
  dryRun?: boolean;
}
