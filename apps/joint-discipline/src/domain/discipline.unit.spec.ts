import { describe, expect, it } from '@jest/globals';
import { addDays, DomainError, localDate } from '@credit/kernel';
import fc from 'fast-check';
import { applyMeasure, confirmLift, endTerm, liftMeasure, rebaseMeasure, recordExecution } from './measure/measure.decide.ts';
import type { MeasureEvent } from './measure/measure.events.ts';
import { evolveMeasure, isInEffect, noMeasure, type DisciplineMeasure } from './measure/measure.ts';
import { applyPrompt, closePrompt, declinePrompt, raisePrompt } from './prompt/prompt.decide.ts';
import type { PromptEvent } from './prompt/prompt.events.ts';
import { evolvePrompt, noPrompt, type DisciplineBasis, type Prompt, type PromptFacts } from './prompt/prompt.ts';

const today = localDate('2026-11-23');
const basis: DisciplineBasis = { entryId: 'e1', listType: 'JUDGMENT_DEFAULTER', decisionDocNo: '执1号', matrixRowId: 'CELL', measure: 'M-A3a', measureTitle: '限制购买不动产', article: '第三条' };
const subject = { subjectId: 's', subjectClass: 'LEGAL_ENTITY', name: '样例有限公司', status: 'registered' } as const;
const matter = { matterId: '不登1号', matterKind: 'real-estate-transfer', department: 'registry' };
const lawful = { measureId: 'm', today, entryInForce: true, basis: { holds: true, basis } } as const;
const lost = { holds: false, what: 'measure', since: localDate('2026-11-01'), why: '惩戒措施M-A3a自2026-11-01起不再有依据' } as const;
const facts: PromptFacts = { promptId: 'p', screeningId: 'x', subject, matter, basis, promptedOn: today };
const born = { measureId: 'm', promptId: 'p', subject, matter, basis, appliedOn: today };

const attempt = <E>(run: () => E): E | { refused: string } => {
  try {
    return run();
  } catch (error) {
    if (error instanceof DomainError) return { refused: error.code };
    throw error;
  }
};

describe('prompt: every state under every command', () => {
  const open = evolvePrompt(noPrompt, raisePrompt(facts, noPrompt));
  const states: Record<Prompt['status'], Prompt> = {
    absent: noPrompt, open,
    applied: evolvePrompt(open, applyPrompt(lawful, open)),
    declined: evolvePrompt(open, declinePrompt({ reason: '另有规定', today }, open)),
    closed: evolvePrompt(open, closePrompt({ reason: '移出名单', today }, open)),
  };
  const commands: Record<string, (s: Prompt) => PromptEvent> = {
    raise: (s) => raisePrompt(facts, s), apply: (s) => applyPrompt(lawful, s), 'apply on an entry that has ended': (s) => applyPrompt({ ...lawful, entryInForce: false }, s),
    'apply on a basis that is lost': (s) => applyPrompt({ ...lawful, basis: lost }, s), decline: (s) => declinePrompt({ reason: '另有规定', today }, s),
    'decline without a reason': (s) => declinePrompt({ reason: '  ', today }, s), close: (s) => closePrompt({ reason: '移出名单', today }, s),
  };
  const raised = 'PROMPT.ALREADY_RAISED';
  const missing = 'PROMPT.NOT_FOUND';
  const over = 'PROMPT.NOT_OPEN_CONFLICT';
  const expected: Record<string, Record<Prompt['status'], string>> = {
    raise: { absent: '→ open', open: raised, applied: raised, declined: raised, closed: raised },
    apply: { absent: missing, open: '→ applied', applied: over, declined: over, closed: over },
    'apply on an entry that has ended': { absent: missing, open: 'PROMPT.ENTRY_ENDED_CONFLICT', applied: over, declined: over, closed: over },
    'apply on a basis that is lost': { absent: missing, open: 'PROMPT.BASIS_LOST_CONFLICT', applied: over, declined: over, closed: over },
    decline: { absent: missing, open: '→ declined', applied: over, declined: over, closed: over },
    'decline without a reason': { absent: missing, open: 'PROMPT.REASON_MISSING', applied: over, declined: over, closed: over },
    close: { absent: missing, open: '→ closed', applied: over, declined: over, closed: over },
  };
  for (const [command, run] of Object.entries(commands)) {
    for (const [status, state] of Object.entries(states)) {
      it(`${status} + ${command}`, () => {
        const answer = attempt(() => run(state));
        expect('refused' in answer ? answer.refused : `→ ${evolvePrompt(state, answer).status}`).toBe(expected[command]![status as Prompt['status']]);
      });
    }
  }
});

describe('measure: every state under every command', () => {
  const applied = evolveMeasure(noMeasure, applyMeasure(born, noMeasure));
  const executed = evolveMeasure(applied, recordExecution({ on: today }, applied));
  const lifted = evolveMeasure(executed, liftMeasure({ because: 'revoked', on: today }, executed));
  const states: Record<DisciplineMeasure['status'], DisciplineMeasure> = { absent: noMeasure, applied, executed, lifted, 'lift-confirmed': evolveMeasure(lifted, confirmLift({ on: today }, lifted)) };
  const other = { ...basis, entryId: 'e2' };
  const commands: Record<string, (s: DisciplineMeasure) => MeasureEvent> = {
    apply: (s) => applyMeasure(born, s), execute: (s) => recordExecution({ on: today }, s), 'execute before it was applied': (s) => recordExecution({ on: addDays(today, -1) }, s), rebase: (s) => rebaseMeasure({ basis: other, on: today }, s),
    'execute on the day its months are over': (s) => recordExecution({ on: today, until: today }, s), 'execute on the day before': (s) => recordExecution({ on: today, until: addDays(today, 1) }, s),
    'end with its months': (s) => endTerm({ until: addDays(today, -1), today }, s), 'end before its months': (s) => endTerm({ until: addDays(today, 1), today }, s), 'end without months of its own': (s) => endTerm({ until: undefined, today }, s),
    lift: (s) => liftMeasure({ because: 'expired', on: today }, s), 'confirm the lifting': (s) => confirmLift({ on: today }, s), 'confirm before it was lifted': (s) => confirmLift({ on: addDays(today, -1) }, s),
  };
  const before = 'MEASURE.ALREADY_APPLIED';
  const missing = 'MEASURE.NOT_FOUND';
  const [done, gone, kept, early] = ['MEASURE.NOT_TO_EXECUTE_CONFLICT', 'MEASURE.NOT_IN_EFFECT_CONFLICT', 'MEASURE.NOT_LIFTED_CONFLICT', 'MEASURE.DATE_TOO_EARLY'];
  const [over, runs] = ['MEASURE.TERM_OVER_CONFLICT', 'MEASURE.TERM_NOT_OVER_CONFLICT'];
  const expected: Record<string, Record<DisciplineMeasure['status'], string>> = {
    apply: { absent: '→ applied', applied: before, executed: before, lifted: before, 'lift-confirmed': before },
    execute: { absent: missing, applied: '→ executed', executed: done, lifted: done, 'lift-confirmed': done },
    'execute before it was applied': { absent: missing, applied: early, executed: done, lifted: done, 'lift-confirmed': done },
    'execute on the day its months are over': { absent: missing, applied: over, executed: done, lifted: done, 'lift-confirmed': done },
    'execute on the day before': { absent: missing, applied: '→ executed', executed: done, lifted: done, 'lift-confirmed': done },
    'end with its months': { absent: missing, applied: '→ lifted', executed: '→ lifted', lifted: gone, 'lift-confirmed': gone },
    'end before its months': { absent: missing, applied: runs, executed: runs, lifted: gone, 'lift-confirmed': gone },
    'end without months of its own': { absent: missing, applied: runs, executed: runs, lifted: gone, 'lift-confirmed': gone },
    rebase: { absent: missing, applied: '→ applied', executed: '→ executed', lifted: gone, 'lift-confirmed': gone },
    lift: { absent: missing, applied: '→ lifted', executed: '→ lifted', lifted: gone, 'lift-confirmed': gone },
    'confirm before it was lifted': { absent: missing, applied: kept, executed: kept, lifted: early, 'lift-confirmed': kept },
    'confirm the lifting': { absent: missing, applied: kept, executed: kept, lifted: '→ lift-confirmed', 'lift-confirmed': kept },
  };
  for (const [command, run] of Object.entries(commands)) {
    for (const [status, state] of Object.entries(states)) {
      it(`${status} + ${command}`, () => {
        const answer = attempt(() => run(state));
        expect('refused' in answer ? answer.refused : `→ ${evolveMeasure(state, answer).status}`).toBe(expected[command]![status as DisciplineMeasure['status']]);
      });
    }
  }

  it('stated late, it ended on the day on which its months were over', () => {
    expect(evolveMeasure(executed, endTerm({ until: addDays(today, -40), today }, executed))).toMatchObject({ status: 'lifted', because: 'term-over', liftedOn: addDays(today, -40), executedOn: today });
  });

  it('after any history a measure that was lifted burdens nobody again, and its basis is one entry', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom(...Object.values(commands)), { maxLength: 12 }), (history) => {
      let state: DisciplineMeasure = noMeasure;
      let wasLifted = false;
      for (const run of history) {
        const answer = attempt(() => run(state));
        if (!('refused' in answer)) state = evolveMeasure(state, answer);
        wasLifted ||= state.status === 'lifted';
        if (wasLifted) expect(isInEffect(state)).toBe(false);
        if (state.status !== 'absent') expect(['e1', 'e2']).toContain(state.basis.entryId);
      }
    }), { numRuns: 1_000 });
  });
});
