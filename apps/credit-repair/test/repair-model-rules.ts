import { addMonths, type LocalDate } from '@credit/kernel';
import type { Seen, World } from './repair-model.ts';
import { market } from './sample-repairs.ts';

type Type = Seen['event']['type'];
const OFFICERS: readonly Type[] = ['SupplementRequired', 'RepairAccepted', 'RepairRejected', 'DecisionExtended', 'RepairApproved', 'RepairDenied', 'RepairRevoked'];
const FINAL: readonly Type[] = ['RepairRejected', 'RepairDenied', 'RepairRetracted', 'RepairRevoked'];

/** What must hold whatever happened, told from what the model has seen and without asking any code of ours (§4.4, §4.5). @returns the rules that are broken */
export function brokenRules(w: World): string[] {
  const broken: string[] = [];
  const must = (holds: boolean, rule: string): void => void (holds || broken.push(rule));
  const histories = new Map<string, Seen[]>();
  let barredUntil: LocalDate | undefined;
  const held = new Map<string, string>();
  for (const one of w.seen) {
    const before = histories.get(one.caseId) ?? [];
    histories.set(one.caseId, [...before, one]);
    const types = before.map(({ event }) => event.type);
    const { event, on, item } = one;
    must(!types.some((type) => FINAL.includes(type)), `${event.type} after ${types.at(-1)}: what is over stays over`);
    must(!OFFICERS.includes(event.type) || one.source === market.source, `${event.type} by a department that did not make the document`);
    switch (event.type) {
      case 'RepairApplied':
        must(on >= addMonths(item.documentDate, 3), 'applied for before its day (trap 8)');
        must(!one.stranger && one.itemLive, 'applied for by somebody else, or for what is over');
        must(!one.lacking && !one.forged, 'applied for without its material, or with a training that does not count');
        must(barredUntil === undefined || on >= barredUntil, 'applied for under the bar (§4.5)');
        must(!held.has(item.id), 'a second case of one item');
        held.set(item.id, one.caseId);
        break;
      case 'RepairApproved':
        must(['RepairAccepted', 'DecisionExtended', 'RepairEscalated'].includes(types.at(-1) ?? '') && types.includes('RepairAccepted'), 'approved without having been accepted, or twice');
        must(event.decision.docNo !== undefined && event.decision.by !== undefined, 'approved by silence (§4.4)');
        break;
      case 'DecisionExtended': must(!types.includes('DecisionExtended'), 'extended twice (§4.4)'); break;
      case 'RepairEscalated':
        must(on > event.dueOn, 'called late before its day has passed');
        must(types.lastIndexOf('RepairEscalated') <= lastClock(types), 'told twice of one silence');
        break;
      case 'RepairRetracted': must(!types.includes('RepairApproved'), 'retracted after the decision'); break;
      case 'RepairRevoked':
        must(types.at(-1) === 'RepairApproved', 'revoked without an approval');
        must(event.barredUntil >= addMonths(on, 2), 'revoked without its bar (§4.5)');
        barredUntil = event.barredUntil;
        break;
      default:
    }
    if (FINAL.includes(event.type)) held.delete(item.id);
  }
  for (const item of w.items) {
    const noticed = w.notices.get(item.id);
    if (noticed?.state.status !== 'served') continue;
    const { state, servedBy, servedRated, toldRated } = noticed;
    must(servedBy === market.source, 'a notice served by somebody else');
    must(state.service.on >= item.documentDate && state.service.on <= w.today, 'a notice served before its document, or in the future');
    must(servedRated === toldRated, 'a service of what has changed since');
  }
  return broken;
}

/** The last time a new day was set for the authority. */
const lastClock = (types: readonly Type[]): number => types.findLastIndex((type) => ['RepairApplied', 'RepairSupplemented', 'RepairAccepted', 'DecisionExtended'].includes(type));
