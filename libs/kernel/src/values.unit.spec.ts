import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { assertNever, compareDecimals, DomainError, err, ok, parseDecimal, uuidV7 } from './index.ts';
import type { Decider, Result } from './index.ts';

const WAN = { integerDigits: 12, fractionDigits: 6 };

describe('decimals', () => {
  it.each([
    ['0.2', '0.2'], ['.2', '0.2'], ['007.50', '7.5'], ['0', '0'], ['-0.000', '0'], ['-1.10', '-1.1'], ['999999999999.999999', '999999999999.999999'],
    ['0.2000000', '0.2'], ['1000', '1000'],
  ])('%s → %s (trap 27)', (text, canonical) => expect(parseDecimal(text, WAN)).toBe(canonical));
  it.each(['', '.', '5.', '1,000', '1e3', '+1', ' 1', '1 ', '0x1', 'NaN', '1000000000000', '0.0000001', '２', '--1', '1.2.3', '0'.repeat(65)])('%j is none', (text) => expect(parseDecimal(text, WAN)).toBeNull());
  it.each([['0.1', '0.10', 0], ['0.3', '0.300001', -1], ['10', '9', 1], ['-2', '-10', 1], ['-1', '0', -1], ['0.1', '0.09', 1], ['-0', '0', 0]])('%s ? %s = %i', (a, b, sign) => expect(compareDecimals(a, b)).toBe(sign));
  it('compares as integers of a millionth do', () => {
    const micro = fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n });
    const text = (n: bigint): string => {
      const digits = (n < 0n ? -n : n).toString().padStart(7, '0');
      return `${n < 0n ? '-' : ''}${digits.slice(0, -6)}.${digits.slice(-6)}`;
    };
    fc.assert(fc.property(micro, micro, (a, b) => compareDecimals(text(a), text(b)) === (a < b ? -1 : a > b ? 1 : 0)));
  });
  it('names what is no decimal', () => expect(() => compareDecimals('a', '1')).toThrow(expect.objectContaining({ code: 'DECIMAL.INVALID' })));
});

describe('uuidV7', () => {
  it('is the example of RFC 9562', () => {
    const random = Uint8Array.from([0x0c, 0xc3, 0x18, 0xc4, 0xdc, 0x0c, 0x0c, 0x07, 0x39, 0x8f]);
    expect(uuidV7(0x017f22e279b0, random)).toBe('017f22e2-79b0-7cc3-98c4-dc0c0c07398f');
  });
  it('sorts by time and leaves the given bytes alone', () => {
    const bytes = fc.uint8Array({ minLength: 10, maxLength: 10 });
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 47 }), bytes, bytes, (ms, a, b) => {
      const before = Uint8Array.from(a);
      const first = uuidV7(ms, a);
      expect(a).toEqual(before);
      expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(first < uuidV7(ms + 1, b)).toBe(true);
    }));
  });
  it('refuses too little randomness and times that do not fit', () => {
    expect(() => uuidV7(0, new Uint8Array(9))).toThrow(RangeError);
    expect(() => uuidV7(2 ** 48, new Uint8Array(10))).toThrow(RangeError);
    expect(() => uuidV7(1.5, new Uint8Array(10))).toThrow(RangeError);
  });
});

describe('errors and outcomes', () => {
  it('a DomainError carries code, both texts, clause, pointer and details', () => {
    class TooEarly extends DomainError {}
    const error = new TooEarly({ code: 'REPAIR.TOO_EARLY', message: 'm', userMessage: '未到期', clause: '第36号令', pointer: '/a', details: { days: 3 } });
    expect(error).toBeInstanceOf(Error);
    expect({ ...error, message: error.message }).toEqual({ name: 'TooEarly', message: 'm', code: 'REPAIR.TOO_EARLY', userMessage: '未到期', clause: '第36号令', pointer: '/a', details: { days: 3 } });
  });
  it.each(['repair.TOO_EARLY', 'REPAIR.', 'A.B.C', '1A', ''])('%j is no code', (code) => expect(() => new DomainError({ code, message: '', userMessage: '' })).toThrow(TypeError));
  it('results say which they are', () => {
    const results: Result<number, string>[] = [ok(1), err('no')];
    expect(results.map((r) => (r.ok ? r.value : r.error))).toEqual([1, 'no']);
  });
  it('a decider folds its own events', () => {
    const counter: Decider<'add' | 'stop', { status: 'open'; n: number } | { status: 'closed' }, { type: 'Added' } | { type: 'Stopped' }> = {
      initial: { status: 'open', n: 0 },
      decide: (command, state) => (state.status === 'closed' ? [] : [{ type: command === 'add' ? 'Added' : 'Stopped' }]),
      evolve: (state, event) => {
        switch (event.type) {
          case 'Added': return state.status === 'open' ? { ...state, n: state.n + 1 } : state;
          case 'Stopped': return { status: 'closed' };
          default: return assertNever(event);
        }
      },
    };
    const run = (commands: ('add' | 'stop')[]) => commands.reduce((s, c) => counter.decide(c, s).reduce(counter.evolve, s), counter.initial);
    expect(run(['add', 'add'])).toEqual({ status: 'open', n: 2 });
    expect(run(['add', 'stop', 'add'])).toEqual({ status: 'closed' });
    expect(() => counter.evolve(counter.initial, { type: 'Lost' } as never)).toThrow(TypeError);
  });
});
