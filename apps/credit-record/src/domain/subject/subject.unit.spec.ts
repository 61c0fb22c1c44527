import { describe, expect, it } from '@jest/globals';
import { localDate } from '@credit/kernel';
import { deciderSpec } from '@credit/testing';
import { subjectDecider, type SubjectCommand } from './subject.decide.ts';
import type { SubjectEvent } from './subject.events.ts';
import { absentSubject, evolveSubject, namesOf, type CreditSubject, type Registration } from './subject.ts';

const today = localDate('2026-11-23');
const CODE = '91210500MA0TYPE14G', NEW_CODE = '91210502MA0XYA341J';
const registration = (version: number, more: Partial<Registration> = {}): Registration => ({ version: String(version), source: 'registrar', name: '甲公司', state: 'registered', legalRepName: '赵', roles: [], establishedOn: null, address: null, ...more });
const identify: SubjectCommand = { verb: 'identify', subjectId: 's', subjectClass: 'LEGAL_ENTITY', name: '误写公司', uscc: CODE, today };
const identifyPerson: SubjectCommand = { verb: 'identify', subjectId: 's', subjectClass: 'NATURAL_PERSON', name: '张*', uscc: null, today };
const register = (version: number, more: Partial<Registration> = {}, formerNames: { name: string; until: typeof today }[] = []): SubjectCommand =>
  ({ verb: 'register', subjectId: 's', uscc: CODE, subjectClass: 'LEGAL_ENTITY', registration: registration(version, more), formerNames, today });
const rekey: SubjectCommand = { verb: 'rekey', uscc: NEW_CODE, subjectClass: 'LEGAL_ENTITY', previousUscc: CODE, today };

const { given } = deciderSpec(subjectDecider);
const past = (...commands: SubjectCommand[]): SubjectEvent[] => {
  let state: CreditSubject = absentSubject;
  return commands.flatMap((command) => subjectDecider.decide(command, state).map((event) => { state = evolveSubject(state, event); return event; }));
};
const stateAfter = (...commands: SubjectCommand[]): CreditSubject => given(past(...commands)).state;

const STATES: Record<string, SubjectEvent[]> = {
  absent: [], unregistered: past(identify), person: past(identifyPerson), registered: past(register(10)), deregistered: past(register(10, { state: 'deregistered' })),
};
const MATRIX: [keyof typeof STATES, string, SubjectCommand, string][] = [
  ['absent', 'identify', identify, 'unregistered'], ['absent', 'identify a person', identifyPerson, 'registered'], ['absent', 'register', register(10), 'registered'], ['absent', 'rekey', rekey, 'SUBJECT.REKEY_MISMATCH'],
  ['unregistered', 'identify', identify, 'SUBJECT.ALREADY_KNOWN'], ['unregistered', 'register', register(10), 'registered'], ['unregistered', 'rekey', rekey, 'unregistered'],
  ['person', 'identify', identifyPerson, 'SUBJECT.ALREADY_KNOWN'], ['person', 'register', register(10), 'SUBJECT.NOT_REGISTRABLE'], ['person', 'rekey', rekey, 'SUBJECT.REKEY_MISMATCH'],
  ['registered', 'identify', identify, 'SUBJECT.ALREADY_KNOWN'], ['registered', 'register newer', register(11, { name: '乙公司' }), 'registered'], ['registered', 'register the same newer', register(11), 'registered'],
  ['registered', 'register the same', register(10), 'DUPLICATE'], ['registered', 'register other content, same version', register(10, { name: '乙公司' }), 'VERSION_CONFLICT'],
  ['registered', 'register older, known name', register(9, { address: 'x' }), 'SUPERSEDED'], ['registered', 'register older, unknown name', register(9, { name: '古公司' }), 'registered'],
  ['registered', 'deregister', register(11, { state: 'deregistered' }), 'deregistered'], ['registered', 'rekey', rekey, 'registered'],
  ['deregistered', 'identify', identify, 'SUBJECT.ALREADY_KNOWN'], ['deregistered', 'register', register(11), 'registered'], ['deregistered', 'rekey', rekey, 'deregistered'],
];

describe('credit subject: every state meets every verb', () => {
  it.each(MATRIX)('%s: %s', (from, _name, command, expected) => {
    if (/[A-Z]/.test(expected)) return given(STATES[from]!).when(command).thenRefused(expected);
    const state = given(STATES[from]!).state;
    const events = subjectDecider.decide(command, state);
    expect(events.length).toBeGreaterThan(0);
    expect(events.reduce(evolveSubject, state).status).toBe(expected);
  });
});

describe('credit subject', () => {
  it('a registered change of name keeps the old one as a former name', () => {
    const state = stateAfter(register(10), register(11, { name: '乙公司' }));
    expect(state).toMatchObject({ name: '乙公司', formerNames: [{ name: '甲公司', until: today }] });
  });
  it('what a statement called an unknown subject is not a former name', () => {
    expect(stateAfter(identify, register(10))).toMatchObject({ name: '甲公司', formerNames: [] });
  });
  it('names are the same whichever registration comes first', () => {
    const names = (...commands: SubjectCommand[]): string[] => namesOf(stateAfter(...commands) as never).sort();
    expect(names(register(10), register(11, { name: '乙公司' }))).toEqual(names(register(11, { name: '乙公司' }), register(10)));
  });
  it('who owns it stays as last said, also when a newer registration is silent; and a change of it is news', () => {
    const owned = (...commands: SubjectCommand[]): unknown => (stateAfter(...commands) as { registration: Registration }).registration.stateOwned;
    expect([owned(register(10)), owned(register(10, { stateOwned: true }), register(11, { address: 'x' })), owned(register(10, { stateOwned: true }), register(11, { stateOwned: false }))]).toEqual([undefined, true, false]);
    given(past(register(10, { stateOwned: true }))).when(register(11)).then([{ type: 'RegistrationConfirmed', version: '11' }]);
    expect(past(register(10), register(11, { stateOwned: true })).map(({ type }) => type)).toEqual(['SubjectRegistered', 'SubjectRegistered']);
  });
  it('a new code keeps the file and makes the old code an alias', () => {
    expect(stateAfter(register(10), rekey)).toMatchObject({ uscc: NEW_CODE, formerUsccs: [CODE], name: '甲公司' });
    given(past(register(10), rekey)).when(rekey).thenRefused('DUPLICATE');
  });
  it('the class follows the code: a firm that gets a code of an individual business is protected as one', () => {
    expect(stateAfter(register(10), { ...rekey, uscc: '92210505MA0GTA015J', subjectClass: 'INDIVIDUAL_BUSINESS' } as SubjectCommand)).toMatchObject({ subjectClass: 'INDIVIDUAL_BUSINESS' });
  });
  it('a file already kept under the new code learns the old one; a third code is refused', () => {
    const learn = { ...rekey, uscc: CODE, previousUscc: NEW_CODE } as SubjectCommand;
    expect(stateAfter(register(10), learn)).toMatchObject({ uscc: CODE, formerUsccs: [NEW_CODE] });
    given(past(register(10))).when({ ...rekey, previousUscc: '92210505MA0GTA015J' } as SubjectCommand).thenRefused('SUBJECT.REKEY_MISMATCH');
  });
});
