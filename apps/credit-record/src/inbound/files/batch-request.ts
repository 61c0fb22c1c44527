import { DomainError } from '@credit/kernel';
import { ProblemError } from '@credit/service-host';
import type { Batch, FileFormat } from '../../domain/batch/batch.ts';
import { spreadsheetRefused } from './encoding.ts';
import { FILE_KINDS } from './template.ts';

/** @throws DomainError BATCH.KIND_UNKNOWN */
export function kindOf(kind: string | undefined): string {
  if (kind !== undefined && FILE_KINDS.includes(kind)) return kind;
  throw new DomainError({ code: 'BATCH.KIND_UNKNOWN', message: `kind must be one of ${FILE_KINDS.join(', ')}.`, userMessage: `参数 kind 应为：${FILE_KINDS.join('、')}。` });
}

/** @throws ProblemError BATCH.XLSX_NOT_SUPPORTED, BATCH.XLS_NOT_SUPPORTED, BATCH.MEDIA_TYPE (415) */
export function formatOf(contentType: string): FileFormat {
  const media = contentType.split(';')[0]!.trim().toLowerCase();
  if (media === 'text/csv') return 'csv';
  if (media === 'application/x-ndjson') return 'ndjson';
  if (media.includes('spreadsheetml')) throw spreadsheetRefused('XLSX');
  if (media === 'application/vnd.ms-excel') throw spreadsheetRefused('XLS');
  throw new ProblemError({ status: 415, code: 'BATCH.MEDIA_TYPE', message: 'Send text/csv or application/x-ndjson.', userMessage: '请以 text/csv 或 application/x-ndjson 上传。' });
}

/** The batch, if there is one and `department` (null = all) may see it; both faults look the same from outside. @throws DomainError BATCH.NOT_FOUND */
export function batchOf(batch: Batch | undefined, department: string | null): Batch {
  if (batch !== undefined && batch.status !== 'uploading' && (department === null || batch.source === department)) return batch;
  throw new DomainError({ code: 'BATCH.NOT_FOUND', message: 'There is no such batch.', userMessage: '没有该批次。' });
}
