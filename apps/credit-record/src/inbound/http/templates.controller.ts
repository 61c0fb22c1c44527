import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public } from '@credit/access';
import { DomainError } from '@credit/kernel';
import type { FastifyReply } from 'fastify';
import { templateCsv, templateNotes } from '../files/template.ts';

/** 模板: the header of each kind of file with filling notes. */
@ApiTags('batches')
@Public()
@Controller('/v1/templates')
export class TemplatesController {
  /** `format=csv` → the header line to fill in; else the notes as JSON. */
  @Get(':kind')
  template(@Param('kind') kind: string, @Res({ passthrough: true }) reply: FastifyReply, @Query('format') format?: string, @Query('profile') profile?: string): object | string {
    const answer = format === 'csv' ? templateCsv(kind, profile) : templateNotes(kind, profile);
    if (answer === undefined) throw new DomainError({ code: 'TEMPLATE.NOT_FOUND', message: 'There is no template for this kind.', userMessage: '没有该类数据的模板。' });
    if (typeof answer === 'string') void reply.header('content-type', 'text/csv; charset=utf-8').header('content-disposition', `attachment; filename="${kind}.csv"`);
    return answer;
  }
}
