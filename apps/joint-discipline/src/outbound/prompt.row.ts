import type { LocalDate } from '@credit/kernel';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { factsOfPrompt, noPrompt, type Prompt, type PromptFacts } from '../domain/prompt/prompt.ts';

/** 提示 at rest. While it is open it rests on a live entry, by foreign key (P-7). */
@Entity({ name: 'prompt' })
export class PromptRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'uuid', name: 'screening_id' }) screeningId: string;
  @Column({ type: 'text' }) department: string;
  @Column({ type: 'uuid', name: 'entry_id' }) entryId: string;
  @Column({ type: 'uuid', name: 'live_entry_id', nullable: true }) liveEntryId: string | null;
  @Column({ type: 'jsonb' }) facts: PromptFacts;
  @Column({ type: 'date', name: 'prompted_on' }) promptedOn: string;
  @Column({ type: 'date', name: 'ended_on', nullable: true }) endedOn: string | null;
  @Column({ type: 'text', nullable: true }) reason: string | null;
  @Column({ type: 'uuid', name: 'measure_id', nullable: true }) measureId: string | null;
}

/** State → columns; the store adds id and versions. */
export function toRow(state: Prompt): Partial<PromptRow> {
  if (state.status === 'absent') throw new Error('a prompt that was not raised is never stored');
  return {
    status: state.status, screeningId: state.screeningId, department: state.matter.department, entryId: state.basis.entryId, liveEntryId: state.status === 'open' ? state.basis.entryId : null,
    facts: factsOfPrompt(state), promptedOn: state.promptedOn, endedOn: state.status === 'open' ? null : state.endedOn,
    reason: state.status === 'declined' || state.status === 'closed' ? state.reason : null, measureId: state.status === 'applied' ? state.measureId : null,
  };
}

/** Columns → state. */
export function toState({ status, facts, endedOn, reason, measureId }: PromptRow): Prompt {
  const on = endedOn as LocalDate;
  switch (status) {
    case 'open': return { status: 'open', ...facts };
    case 'applied': return { status: 'applied', ...facts, endedOn: on, measureId: measureId! };
    case 'declined': return { status: 'declined', ...facts, endedOn: on, reason: reason! };
    case 'closed': return { status: 'closed', ...facts, endedOn: on, reason: reason! };
    default: return noPrompt;
  }
}
