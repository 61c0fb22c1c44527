import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from '@jest/globals';
import { MATTER, type EventEnvelope } from '@credit/contracts/events';
import { admissionCaseOf } from '../../src/application/project-admission-cases.ts';
import { reportOf } from '../../src/inbound/kafka/matters.consumer.ts';

const folder = new URL('../../../../libs/credit-contracts/src/events/samples/', `file://${__filename}`);
const samplesOf = (type: string): EventEnvelope<any>[] => readdirSync(folder).filter((name) => name.startsWith(type)).map((name) => (JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as { envelope: EventEnvelope }).envelope);
const incoming = (envelope: EventEnvelope<unknown>) => ({ ...envelope, topic: 'x', partition: 0, offset: '0', key: 'k' }) as never;

it.each([[MATTER.educationReported, 'education'], [MATTER.selfDeclarationReported, 'declaration']])('%s is read as a report of %s', (type, kind) => {
  const samples = samplesOf(type);
  expect(samples.length).toBeGreaterThan(0);
  for (const envelope of samples) expect(reportOf(incoming(envelope))).toMatchObject({ kind, data: envelope.data });
});

it('a case that was opened is read with its kind, its day, its item and the version of its matter', () => {
  const samples = samplesOf(MATTER.caseOpened);
  expect(samples.length).toBeGreaterThan(1);
  for (const { aggregateVersion, data } of samples) {
    const { matterId, source, caseId, matterKind, openedOn, commitmentItemCode } = data;
    expect(admissionCaseOf({ aggregateVersion, data })).toEqual({ matterId, source, caseId, matterKind, openedOn, version: aggregateVersion, subjectId: data.subject.subjectId, itemCode: commitmentItemCode ?? null });
  }
});
