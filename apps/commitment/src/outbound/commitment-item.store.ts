import { TOPICS } from '@credit/contracts/topics';
import { defineAggregate } from '@credit/persistence';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ItemStore } from '../application/desk.ts';
import { evolveItem, noItem, type CommitmentItem } from '../domain/commitment-item/commitment-item.ts';

/** 承诺事项 at rest, with every text that was ever published. */
@Entity({ name: 'commitment_item' })
export class CommitmentItemRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text' }) code: string;
  @Column({ type: 'text' }) source: string;
  @Column({ type: 'jsonb' }) state: unknown;
}

function toRow(s: CommitmentItem): Partial<CommitmentItemRow> {
  if (s.status === 'absent') throw new Error('an item that is absent is never stored');
  return { code: s.itemCode, source: s.authority.source, state: s };
}

/** 承诺事项 store. An item concerns no subject and is no public fact; the catalogue is read from its owner, and each commitment carries the text that was told. */
export const commitmentItems: ItemStore = defineAggregate({
  type: 'commitment_item', topic: TOPICS.commitmentEvents, entity: CommitmentItemRow, initial: noItem, evolve: evolveItem, toRow, toState: (row: CommitmentItemRow) => row.state as CommitmentItem,
  keyOf: () => '', publish: { ItemPublished: () => null, ItemWithdrawn: () => null },
});
