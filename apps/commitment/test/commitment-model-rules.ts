import { addDays, type LocalDate } from '@credit/kernel';
import type { CommitmentEvent } from '../src/domain/commitment/commitment.events.ts';
import { MARKET } from './sample-commitments.ts';
import type { Seen, World } from './commitment-model.ts';

/** So many days the promisor has to explain, in the model. */
export const EXPLAIN_DAYS = 7;

type Type = CommitmentEvent['type'];
const BY_PROMISOR: readonly Type[] = ['CommitmentMade', 'BreachExplained', 'CommitmentRetracted', 'CommitmentEnded'];
const OVER: readonly Type[] = ['CommitmentKept', 'BreachDecided', 'BreachRevoked', 'CommitmentRetracted', 'CommitmentEnded'];

/** What one commitment has gone through, told from its facts without asking any code of ours. */
interface Told { found?: Seen; noticed?: { seen: Seen; until: LocalDate }; heard?: 'explained' | 'waived'; ordered?: { seen: Seen; until: LocalDate }; over?: Type; documents: boolean }

/** What must hold (domain §6.3; O11; LZ 59–64). @returns the rules that are broken */
export function brokenRules({ seen }: World): string[] {
  const broken: string[] = [];
  const must = (holds: boolean, rule: string): void => void (holds || broken.push(rule));
  const all = new Map<string, Told>();
  for (const one of seen) {
    const { id, kind, event, on, by, source } = one;
    const told = all.get(id) ?? { documents: kind !== 'deferred' };
    all.set(id, told);
    if (event.type !== 'RepairLinked' && told.over !== undefined) must(told.over === 'BreachDecided' ? event.type === 'BreachRevoked' : told.over === 'CommitmentKept' && kind === 'free' && event.type === 'CommitmentEnded', `${event.type} after ${told.over}`);
    if (!BY_PROMISOR.includes(event.type)) must(source === MARKET.source, `${event.type} by a department to which it was not made`);
    if (OVER.includes(event.type)) told.over = event.type;
    switch (event.type) {
      case 'CommitmentMade': must(one.chosen, 'made without having been chosen'); must(kind === 'free' || !one.barred, 'made although it is barred'); break;
      case 'DocumentsSupplied': told.documents = true; break;
      case 'PerformanceChecked': must(one.reference || told.found !== undefined, 'checked on no ordinary occasion'); break;
      case 'NonPerformanceFound': told.found = one; break;
      case 'BreachNoticed': must(told.found !== undefined, 'noticed without a finding'); told.noticed = { seen: one, until: addDays(on, EXPLAIN_DAYS) }; break;
      case 'BreachExplained': must(told.noticed !== undefined, 'explained without a notice'); told.heard = 'what' in event.explanation ? 'explained' : 'waived'; break;
      case 'ExplanationAccepted': must(told.heard === 'explained', 'an explanation accepted that nobody gave'); delete told.found; delete told.noticed; delete told.heard; break;
      case 'RectificationOrdered':
        must(told.noticed !== undefined && (told.heard !== undefined || on > told.noticed.until), 'ordered before the promisor was heard');
        must(event.until > on, 'a term that has passed');
        told.ordered = { seen: one, until: event.until };
        break;
      case 'CommitmentKept': must(told.documents, 'kept although documents are outstanding'); delete told.found; break;
      case 'BreachDecided':
        must(told.found !== undefined && told.noticed !== undefined && told.ordered !== undefined, 'breached without procedure');
        must(told.ordered !== undefined && on > told.ordered.until, 'breached before the term has passed');
        must(![told.found?.by, told.noticed?.seen.by, told.ordered?.seen.by].includes(by), 'found and decided by one officer');
        break;
      case 'CommitmentRetracted': must(kind !== 'free' && told.found === undefined, 'retracted after something was found, or a free one'); break;
      case 'CommitmentEnded': must(kind === 'free' && told.found === undefined, 'ended although it is not free, or something was found'); break;
      case 'BreachRevoked': case 'RepairLinked': break;
    }
  }
  return broken;
}
