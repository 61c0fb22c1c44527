import { TOPICS } from '@credit/contracts/topics';
import type { Projection } from '@credit/messaging';
import type { Rulebook } from '@credit/rulebook';
import { projectPublicContent, PUBLIC_ENTRY_VIEW } from '../../application/project-public-content.ts';
import { recordVersionOf } from './records.consumer.ts';

/** 公示内容读模型 — can be built again from the record events (`creditctl rebuild public_entry_view`). */
export const publicEntryView = (rulebook: Rulebook): Projection => ({
  name: PUBLIC_ENTRY_VIEW,
  table: PUBLIC_ENTRY_VIEW,
  topics: [TOPICS.recordEvents],
  project: (uow, table, events) => projectPublicContent(uow, rulebook, events.map(recordVersionOf), table),
});
