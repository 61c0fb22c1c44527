import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsArray, IsObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import type { ProblemError } from './problem.ts';
import { validationPipe } from './validation.ts';

class Part {
  @IsString() @Length(1, 20)
  name: string;
}
class Body {
  @IsString() @Length(1, 20)
  reason: string;

  @IsOptional() @IsArray() @ValidateNested({ each: true }) @Type(() => Part)
  parts?: Part[];

  @IsOptional() @IsObject()
  data?: object;
}
const faultsOf = async (value: object, type: 'body' | 'query' = 'body'): Promise<string[]> =>
  validationPipe().transform(value, { type, metatype: Body }).then(() => [], (error: ProblemError) => error.problem.errors!.map(({ pointer, code }) => `${pointer} ${code}`));

describe('texts of a body: what is taken can be told on', () => {
  it.each<[string, object, string[]]>([
    ['a text, with a line end and a tab', { reason: '甲\n\t乙' }, []],
    ['a blank one', { reason: ' \u3000' }, ['/reason FIELD.BLANK']],
    ['a control character', { reason: '甲\u0001' }, ['/reason FIELD.UNSAFE_TEXT']],
    ['an override of direction, deep inside', { reason: '甲', parts: [{ name: '乙' }, { name: '\u202e乙' }] }, ['/parts/1/name FIELD.UNSAFE_TEXT']],
    ['the data of a report has findings of its own', { reason: '甲', data: { remark: ' \u0001' } }, []],
    ['what its DTO refuses is told first', { reason: '' }, ['/reason FIELD.IS_LENGTH']],
  ])('%s', async (_, value, faults) => expect(await faultsOf(value)).toEqual(faults));

  it('of a query nothing is told on', async () => expect(await faultsOf({ reason: ' ' }, 'query')).toEqual([]));
});
