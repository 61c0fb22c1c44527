import { TOPICS } from '@credit/contracts/topics';
import type { Projection } from '@credit/messaging';
import type { Rulebook } from '@credit/rulebook';
import { projectPublicList, PUBLIC_LIST, shownOnThisSite } from '../../application/project-public-list.ts';
import { ENTRY_FACTS, listEntryVersionOf } from './designations.consumer.ts';

/** 名单公布读模型 — can be built again from the designation events (`creditctl rebuild public_list_entry`). */
export const publicListEntries = (rulebook: Rulebook): Projection => ({
  name: PUBLIC_LIST,
  table: PUBLIC_LIST,
  topics: [TOPICS.designationEvents],
  types: ENTRY_FACTS,
  project: (uow, table, events) => projectPublicList(uow, shownOnThisSite(rulebook, events.map(listEntryVersionOf)), table),
});
