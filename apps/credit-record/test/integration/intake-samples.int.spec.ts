import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allEventTypes, RECEIPT, validateData } from '@credit/contracts/events';
import { registerDatabase, type RegisterDatabase } from './register-database.ts';

const SAMPLES = resolve(__dirname, '../../../../libs/credit-contracts/src/events/samples');
const intake = allEventTypes().filter(({ kind }) => kind === 'intake').map(({ type }) => type);
const files = readdirSync(SAMPLES).filter((file) => intake.some((type) => file === `${type}.json` || file.startsWith(`${type}~`))).sort();
const short = (file: string): string => file.split('intake.')[1]!.replace('.json', '');

/** The receipt of each frozen intake sample, said in the order of their names to an empty register. */
const EXPECTED: Record<string, [state: string, ...codes: string[]]> = {
  'administrative-coercion.v1': ['held', 'UNKNOWN_SUBJECT'],
  'administrative-coercion.v1~lifted': ['held', 'UNKNOWN_SUBJECT'],
  'administrative-license.v1': ['held', 'UNKNOWN_SUBJECT'],
  'administrative-license.v1~individual-business-all-fields': ['held', 'UNKNOWN_SUBJECT'],
  'administrative-license.v1~natural-person': ['rejected', 'PERSON_ID_UNREADABLE'],
  'administrative-penalty.v1': ['held', 'UNKNOWN_SUBJECT'],
  'administrative-penalty.v1~natural-person': ['rejected', 'PERSON_ID_UNREADABLE'],
  'administrative-penalty.v1~suspension-and-other': ['held', 'UNKNOWN_SUBJECT'],
  'ban-case.v1': ['rejected', 'BAN_ENTRY_NOT_FOUND'],
  'case-decided.v1': ['forwarded'],
  'case-opened.v1': ['forwarded'],
  'case-opened.v1~commitment-item': ['forwarded'],
  'case-opened.v1~field': ['forwarded'],
  'case-opened.v1~natural-person': ['rejected', 'PERSON_ID_UNREADABLE'],
  'commitment-performance.v1': ['forwarded'],
  'commitment-performance.v1~kept': ['forwarded'],
  'commitment.v1': ['forwarded'],
  'commitment.v1~deficient': ['forwarded'],
  'court-judgment.v1': ['held', 'UNKNOWN_SUBJECT'],
  'court-judgment.v1~natural-person-performed': ['rejected', 'PERSON_ID_UNREADABLE'],
  'integrity-education.v1': ['forwarded'],
  'interview.v1': ['held', 'UNKNOWN_SUBJECT'],
  'interview.v1~natural-person-absent': ['rejected', 'PERSON_ID_UNREADABLE'],
  'lift-confirmation.v1': ['forwarded'],
  'list-entry.v1': ['held', 'UNKNOWN_SUBJECT'],
  'list-entry.v1~ban-removed': ['held', 'UNKNOWN_SUBJECT'],
  'list-entry.v1~natural-person': ['rejected', 'PERSON_ID_UNREADABLE'],
  'list-entry.v1~state-employee': ['rejected', 'PERSON_ID_UNREADABLE'],
  'measure-execution.v1': ['forwarded'],
  'notice-receipt.v1': ['rejected', 'SUBJECT_ID_UNKNOWN'],
  'prompt-decision.v1': ['forwarded'],
  'prompt-decision.v1~declined': ['rejected', 'VERSION_CONFLICT'],
  'recall-acknowledgement.v1': ['rejected', 'RECALL_NOT_FOUND'],
  'record-correction.v1': ['held', 'UNKNOWN_SUBJECT'],
  'record-correction.v1~reinstatement': ['rejected', 'RECORD_NOT_REVOKED'],
  'record-revocation.v1': ['accepted'],
  'record-revocation.v1~natural-person': ['rejected', 'PERSON_ID_UNREADABLE'],
  'registration.v1': ['accepted'],
  'registration.v1~history': ['superseded', 'SUPERSEDED'],
  'registration.v1~state-owned': ['rejected', 'VERSION_CONFLICT'],
  'self-declaration.v1': ['forwarded'],
};

let r: RegisterDatabase;
beforeAll(async () => {
  r = await registerDatabase();
}, 60_000);
afterAll(() => r?.close());

describe('frozen intake samples through the real door', () => {
  it('names every sample', () => expect(files.map(short)).toEqual(Object.keys(EXPECTED)));
  it.each(files.map((file) => [short(file), file]))('%s', async (name, file) => {
    const { envelope } = JSON.parse(readFileSync(resolve(SAMPLES, file), 'utf8'));
    const [receipt] = await r.say({ type: envelope.type, data: envelope.data, id: envelope.id, source: envelope.source.split('/').at(-1), at: envelope.time });
    expect([receipt!.state, ...new Set(receipt!.findings.map((f) => f.code))]).toEqual(EXPECTED[name]);
    expect(validateData(RECEIPT.issued, receipt)).toEqual([]);
  });
});
