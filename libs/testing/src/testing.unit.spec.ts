import { describe, expect, it } from '@jest/globals';
import { isUscc, parseResidentId, parseUscc } from '@credit/contracts/subject';
import { INTAKE, validateData } from '@credit/contracts/events';
import { DomainError, type Decider } from '@credit/kernel';
import { deciderSpec, eventually, licenseData, penaltyData, registrationData, syntheticFirm, syntheticPerson, syntheticShop, TEST_AUTHORITY } from './index.ts';

type Lamp = { status: 'off' } | { status: 'on' };
type Event = { type: 'SwitchedOn' } | { type: 'SwitchedOff' };
const lamp: Decider<'switch-on', Lamp, Event> = {
  initial: { status: 'off' },
  decide: (_command, state) => {
    if (state.status === 'on') throw new DomainError({ code: 'LAMP.IS_ON', message: 'is on', userMessage: '已开' });
    return [{ type: 'SwitchedOn' }];
  },
  evolve: (_state, event) => ({ status: event.type === 'SwitchedOn' ? 'on' : 'off' }),
};

describe('deciderSpec', () => {
  const { given } = deciderSpec(lamp);
  it('passes when the events are the expected ones', () => given([]).when('switch-on').then([{ type: 'SwitchedOn' }]));
  it('passes when the refusal is the expected one', () => given([{ type: 'SwitchedOn' }]).when('switch-on').thenRefused('LAMP.IS_ON'));
  it('is red for other events', () => expect(() => given([]).when('switch-on').then([{ type: 'SwitchedOff' }])).toThrow('but the command caused'));
  it('is red for an unexpected refusal', () => expect(() => given([{ type: 'SwitchedOn' }]).when('switch-on').then([])).toThrow('is on'));
  it('is red for a missing refusal', () => expect(() => given([]).when('switch-on').thenRefused('LAMP.IS_ON')).toThrow('expected refusal LAMP.IS_ON'));
  it('is red for another refusal', () => expect(() => given([{ type: 'SwitchedOn' }]).when('switch-on').thenRefused('LAMP.BROKEN')).toThrow('got LAMP.IS_ON'));
});

describe('eventually', () => {
  it('returns the first truthy answer', async () => {
    let asked = 0;
    await expect(eventually(() => (++asked < 3 ? undefined : asked), 'three questions were asked', { intervalMs: 1 })).resolves.toBe(3);
  });
  it('asks again after a thrown assertion', async () => {
    let asked = 0;
    await eventually(() => { expect(++asked).toBe(2); return true; }, 'the second answer', { intervalMs: 1 });
  });
  it('names what it waited for and what it saw last', async () => {
    await expect(eventually(() => null, 'the moon', { timeoutMs: 30, intervalMs: 5 })).rejects.toThrow('waited 0.0 s for: the moon; last seen: null');
  });
  it('does not hang with its probe', async () => {
    await expect(eventually(() => new Promise<never>(() => {}), 'an answer', { timeoutMs: 30 })).rejects.toThrow('the probe never answered');
  });
  it('does not count the time in which its process was stopped', async () => {
    let asked = 0;
    const stopped = (): boolean => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_600) === 'ok';
    await expect(eventually(() => (++asked === 1 ? stopped() : true), 'the second answer', { timeoutMs: 1_500 })).resolves.toBe(true);
  });
});

describe('synthetic subjects', () => {
  const seeds = Array.from({ length: 2000 }, (_, n) => n * 7);
  it('firms and shops have valid and different codes', () => {
    const codes = seeds.flatMap((seed) => [syntheticFirm(seed).uscc, syntheticShop(seed).uscc]);
    expect(codes.filter((code) => !isUscc(code))).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    expect(parseUscc(syntheticFirm(4).uscc)).toMatchObject({ ok: true, subjectClass: 'LEGAL_ENTITY' });
    expect(parseUscc(syntheticShop(4).uscc)).toMatchObject({ ok: true, subjectClass: 'INDIVIDUAL_BUSINESS' });
  });
  it('persons have valid and different numbers', () => {
    const numbers = seeds.map((seed) => syntheticPerson(seed).idNo);
    expect(numbers.filter((number) => !parseResidentId(number).ok)).toEqual([]);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
  it('the authority of tests has a valid code', () => expect(parseUscc(TEST_AUTHORITY.uscc)).toMatchObject({ ok: true }));
});

describe('object mothers', () => {
  it.each([
    ['penalty of a firm', INTAKE.penalty, penaltyData()],
    ['penalty of a person', INTAKE.penalty, penaltyData({ party: syntheticPerson(3) })],
    ['licence', INTAKE.license, licenseData({ party: syntheticShop(3) })],
    ['registration', INTAKE.registration, registrationData(syntheticFirm(3))],
  ])('%s is valid', (_name, type, data) => expect(validateData(type, data)).toEqual([]));
  it('an override replaces, undefined removes', () => expect(penaltyData({ fineAmountWan: undefined, content: '警告' })).toMatchObject({ content: '警告' }));
});
