import { ApiPropertyOptional } from '@nestjs/swagger';
import { MEASURE_STATUSES, PROMPT_STATUSES } from '@credit/contracts/events';
import { IsIn, IsOptional, IsUUID } from 'class-validator';
import type { ListAsked } from '../../application/queries/find-prompts.ts';

/** Rows of one page. */
export const PAGE = 100;
export interface Page<T> {
  items: T[];
  /** `after` of the next page; null on the last. */
  next: string | null;
}
export const pageOf = <T>(items: T[], idOf: (item: T) => string): Page<T> => ({ items, next: items.length === PAGE ? idOf(items.at(-1)!) : null });

class ListQuery {
  @ApiPropertyOptional({ description: '只列逾期的', enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  overdue?: string;

  @ApiPropertyOptional({ description: '只列依据已丧失的（法条、清单项目或名单种类已终止）', enum: ['true', 'false'] })
  @IsOptional()
  @IsIn(['true', 'false'])
  basisLost?: string;

  @ApiPropertyOptional({ description: '上一页最后一条的标识' })
  @IsOptional()
  @IsUUID()
  after?: string;
}

/** 提示清单的筛选. */
export class PromptsQuery extends ListQuery {
  @ApiPropertyOptional({ description: '提示状态', enum: PROMPT_STATUSES })
  @IsOptional()
  @IsIn(PROMPT_STATUSES)
  state?: string;
}

/** 惩戒清单的筛选. */
export class MeasuresQuery extends ListQuery {
  @ApiPropertyOptional({ description: '惩戒状态', enum: MEASURE_STATUSES })
  @IsOptional()
  @IsIn(MEASURE_STATUSES)
  state?: string;
}

/** The query as the list is asked for, of one department or (null) of all. */
export const listAsked = (department: string | null, { state, overdue, basisLost, after }: PromptsQuery | MeasuresQuery): ListAsked =>
  ({ department, state: state ?? null, overdue: overdue === 'true', basisLost: basisLost === 'true', after: after ?? null, limit: PAGE });
