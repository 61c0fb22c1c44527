import type { LocalDate } from '@credit/kernel';
import { inForce } from '../row.ts';
import { rowInForce } from '../rulebook.ts';
import type { Rulebook } from '../rulebook.ts';
import type { BanGroundRow, BanRow } from '../tables/discipline-types.ts';

/** 禁入: the row with the id, when it is in force on the date. */
export const banRow = (rb: Rulebook, id: string, on: LocalDate): BanRow | undefined => rb.tables.bans.find((row) => row.id === id && inForce(row, on));

/** 禁入规则: what the statutes of a field allow against a role on the date; a field that knows no ban answers with nothing (O55). */
export const bansOf = (rb: Rulebook, query: { readonly field: string; readonly role?: string; readonly on: LocalDate }): readonly BanRow[] =>
  rb.tables.bans.filter((row) => row.field === query.field && inForce(row, query.on) && (query.role === undefined || row.roles.some((role) => role === query.role)));

/** 禁入事由: the evidence that shows one of the four grounds; undefined = no such ground (O56). */
export const banGround = (rb: Rulebook, ground: string, on: LocalDate): BanGroundRow | undefined => rowInForce(rb.tables.banGrounds, on, (r) => r.ground === ground);
