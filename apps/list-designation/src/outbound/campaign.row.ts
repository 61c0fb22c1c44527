import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Campaign } from '../domain/campaign/campaign.ts';

/** 专项治理 at rest: `state` is the whole; the other columns are what constraints and lists hold on to. */
@Entity({ name: 'campaign' })
export class CampaignRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'text' }) code: string;
  @Column({ type: 'date', name: 'from_on' }) fromOn: string;
  @Column({ type: 'date', name: 'to_on' }) toOn: string;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** State → columns; the store adds id, versions and status. */
export function toRow(s: Campaign): Partial<CampaignRow> {
  if (s.status === 'absent') throw new Error('a campaign that is absent is never stored');
  return { code: s.code, fromOn: s.from, toOn: s.to, state: s };
}

/** Columns → state. */
export const toState = (row: CampaignRow): Campaign => row.state as Campaign;
