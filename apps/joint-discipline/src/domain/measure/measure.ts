import { assertNever, type LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import type { DisciplineBasis, Matter } from '../prompt/prompt.ts';
import type { MeasureEvent } from './measure.events.ts';

/** 惩戒所依事实. */
export interface MeasureFacts {
  measureId: string;
  promptId: string;
  subject: SubjectSnapshot;
  matter: Matter;
  basis: DisciplineBasis;
  appliedOn: LocalDate;
}

/** 解除原因: how the entry that carried the measure ended, 措施期限届满, or 异议成立: it was wrong by itself. */
export type LiftCause = 'expired' | 'removed-early' | 'repaired' | 'revoked' | 'term-over' | 'objection';

/** 依据起始 — the day since which it rests on its present basis: the day of the decision, or of the change to another entry. */
type Based = MeasureFacts & { basisSince: LocalDate };

interface Ended {
  executedOn: LocalDate | null;
  liftedOn: LocalDate;
  because: LiftCause;
}

/** 惩戒措施 — from the officer's decision to the confirmed lifting; `applied` and `executed` burden, the others do not. */
export type DisciplineMeasure =
  | { status: 'absent' }
  | ({ status: 'applied' } & Based)
  | ({ status: 'executed'; executedOn: LocalDate } & Based)
  | ({ status: 'lifted' } & Ended & Based)
  | ({ status: 'lift-confirmed'; liftConfirmedOn: LocalDate } & Ended & Based);

export const noMeasure: DisciplineMeasure = { status: 'absent' };

const factsOf = ({ measureId, promptId, subject, matter, basis, appliedOn, basisSince }: Based): Based => ({ measureId, promptId, subject, matter, basis, appliedOn, basisSince });

/** True while somebody is burdened by it. */
export const isInEffect = (state: DisciplineMeasure): state is Extract<DisciplineMeasure, { status: 'applied' | 'executed' }> => state.status === 'applied' || state.status === 'executed';

/** The state machine: the only place where a measure changes. */
export function evolveMeasure(state: DisciplineMeasure, event: MeasureEvent): DisciplineMeasure {
  switch (event.type) {
    case 'MeasureApplied': return { status: 'applied', ...event.facts, basisSince: event.facts.appliedOn };
    case 'MeasureExecuted': return state.status === 'applied' ? { ...factsOf(state), status: 'executed', executedOn: event.on } : state;
    case 'MeasureRebased': return isInEffect(state) ? { ...state, basis: event.basis, basisSince: event.on } : state;
    case 'MeasureLifted':
      return isInEffect(state) ? { ...factsOf(state), status: 'lifted', executedOn: state.status === 'executed' ? state.executedOn : null, liftedOn: event.on, because: event.because } : state;
    case 'LiftConfirmed': return state.status === 'lifted' ? { ...state, status: 'lift-confirmed', liftConfirmedOn: event.on } : state;
    default: return assertNever(event);
  }
}
