import type { ObjectionTargetKind, RecordKind } from '@credit/rulebook/codes';
import { propertyRules } from '../schema/json-schema.ts';
import { IDENTIFYING } from './cross-check-change.ts';
import { ListEntryV1 } from './designation-events.ts';
import { DisciplineMeasureV1 } from './discipline-events.ts';
import { RecordStateV1 } from './record-events.ts';

const namesOf = (type: new () => object): string[] => propertyRules(type).map(({ name }) => name);

/** 内容字段 — canonical names of the content that a record of a kind may have. */
export function contentFieldsOf(kind: RecordKind): string[] {
  const { rule } = propertyRules(RecordStateV1).find(({ name }) => name === 'content')!;
  const type = rule.byKind?.classes[kind];
  return type === undefined ? [] : namesOf(type);
}

/** Fields of a record beside its content that a correction may change. */
const BESIDE_CONTENT = ['docName', 'decisionDate', 'authorityName'];

/** 可更正的字段 of a record of a kind. */
export const correctableFieldsOf = (kind: RecordKind): string[] => [...BESIDE_CONTENT, ...contentFieldsOf(kind).filter((field) => !IDENTIFYING.has(field))];

/** 可以提出异议的字段 — canonical names of everything that is shown of an item, so that any of it can be challenged (B29). `recordKind` of a record only. */
export function shownFieldsOf(kind: ObjectionTargetKind, recordKind?: RecordKind): string[] {
  switch (kind) {
    case 'record': return [...namesOf(RecordStateV1), ...(recordKind === undefined ? [] : contentFieldsOf(recordKind))];
    case 'list-entry': return namesOf(ListEntryV1);
    case 'measure': return namesOf(DisciplineMeasureV1);
  }
}
