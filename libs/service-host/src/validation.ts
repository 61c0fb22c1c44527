import { ValidationPipe } from '@nestjs/common';
import type { ArgumentMetadata, ValidationError, ValidationPipeOptions } from '@nestjs/common';
import { isSafeText } from '@credit/contracts/events';
import { keepValidationLookups } from './validation-lookup.ts';
import { ProblemError } from './problem.ts';
import type { ProblemDetail } from './problem.ts';

/** 中文 of the checks our DTOs use; others get the general text. */
const CHINESE: Readonly<Record<string, string>> = {
  isString: '应为文本', isNotEmpty: '不能为空', isIn: '不在允许的取值范围内', isArray: '应为数组', isBoolean: '应为 true 或 false', isInt: '应为整数',
  min: '小于最小值', max: '大于最大值', minLength: '长度不足', maxLength: '长度超出限制', matches: '格式不符合要求', arrayMinSize: '数量不足',
  arrayMaxSize: '数量超出限制', arrayUnique: '含有重复项', isObject: '应为对象', nestedValidation: '应为对象', whitelistValidation: '不认识的字段', isUuid: '应为 UUID',
};

const segment = (property: string): string => property.replaceAll('~', '~0').replaceAll('/', '~1');
const codeOf = (constraint: string): string => (constraint === 'whitelistValidation' ? 'FIELD.UNKNOWN' : `FIELD.${constraint.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()}`);

/** class-validator's tree as a flat list of faults; values are never repeated. */
export function detailsOf(errors: readonly ValidationError[], base = ''): ProblemDetail[] {
  return errors.flatMap((error) => {
    const pointer = `${base}/${segment(error.property)}`;
    const own = Object.entries(error.constraints ?? {}).map(([constraint, message]) => ({
      pointer,
      code: String((error.contexts?.[constraint] as { code?: unknown } | undefined)?.code ?? codeOf(constraint)),
      detail: constraint === 'whitelistValidation' ? 'this field is not known here' : message,
      userMessage: CHINESE[constraint] ?? '不符合要求',
    }));
    return [...own, ...detailsOf(error.children ?? [], pointer)];
  });
}

const MAX_DETAILS = 100;

/** Texts of a body that no fact could carry: blank ones, and such with control characters or bidirectional overrides. What a DTO takes as a plain object (the data of a report) has findings of its own and is not looked into. */
export function unfitTexts(value: unknown, pointer = ''): ProblemDetail[] {
  if (typeof value === 'string') {
    const blank = value !== '' && !/\S/.test(value);
    if (!blank && isSafeText(value)) return [];
    const [code, detail, userMessage] = blank ? ['FIELD.BLANK', 'the text is blank', '不能为空白'] : ['FIELD.UNSAFE_TEXT', 'the text holds control characters or bidirectional overrides', '含有不允许的控制字符'];
    return [{ pointer, code: code!, detail: detail!, userMessage: userMessage! }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => unfitTexts(item, `${pointer}/${index}`));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) === Object.prototype) return [];
  return Object.entries(value).flatMap(([name, member]) => unfitTexts(member, `${pointer}/${segment(name)}`));
}

/** A body is valid when it is as its DTO says and every text of it can be told on: a step that is committed must make a fact that its readers take. */
class BodyPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const dto: unknown = await super.transform(value, metadata);
    const unfit = metadata.type === 'body' ? unfitTexts(dto) : [];
    if (unfit.length > 0) throw invalid(unfit);
    return dto;
  }
}

/** The pipe of every controller: unknown fields are refused, all faults are reported at once. */
export function validationPipe(): ValidationPipe {
  keepValidationLookups();
  return new BodyPipe(OPTIONS);
}

const OPTIONS: ValidationPipeOptions = {
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  transform: true,
  validationError: { target: false, value: false },
  exceptionFactory: (errors) => invalid(detailsOf(errors)),
};

const invalid = (details: readonly ProblemDetail[]): ProblemError => new ProblemError({
  status: 400,
  code: 'REQUEST.INVALID',
  message: `${details.length} field(s) of the request are not as described`,
  userMessage: `请求中有 ${details.length} 处不符合要求`,
  errors: details.slice(0, MAX_DETAILS),
});
