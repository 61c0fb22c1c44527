import type { ReceiptIssuedV1 } from '@credit/contracts/events';
import type { UnitOfWork } from '@credit/persistence';
import type { Answer } from './answers.ts';

/** 回执计数 — receipts by department and outcome; of the rejected ones also the code. Counters of the service's metrics. */
export interface ReceiptFigures {
  issued: { inc(labels: { source: string; state: string }, count: number): void };
  rejected: { inc(labels: { source: string; code: string }): void };
}

/** Counts what was issued once it is committed; one increment per department and outcome. */
export function countReceipts(uow: Pick<UnitOfWork, 'afterCommit'>, figures: ReceiptFigures, answers: readonly Answer[], receipts: readonly ReceiptIssuedV1[]): void {
  uow.afterCommit(() => {
    const counts = new Map<string, Map<string, number>>();
    for (const [n, { state, code = '' }] of receipts.entries()) {
      const { source } = answers[n]!.statement;
      const states = counts.get(source) ?? new Map<string, number>();
      counts.set(source, states.set(state, (states.get(state) ?? 0) + 1));
      if (state === 'rejected') figures.rejected.inc({ source, code });
    }
    for (const [source, states] of counts) for (const [state, count] of states) figures.issued.inc({ source, state }, count);
  });
}
