import { createHash } from 'node:crypto';
import { Column, Entity, PrimaryColumn, type MigrationInterface, type QueryRunner } from 'typeorm';
import { EFFECTS_ENDED, MAX_EFFECTS, type EffectsAnswerV1, type EffectV1, type EndedItemV1 } from '@credit/contracts/events';
import { defineAggregate, type AggregateStore } from './aggregate-store.ts';
import type { Cause, PublicFact } from './public-headers.ts';
import type { UnitOfWork } from './unit-of-work.ts';

/** 效果终止答复 — told once, never changed. */
export type EffectsAnswer = { status: 'absent' } | ({ status: 'told' } & EffectsAnswerV1);
type EffectsAnswered = { type: 'EffectsAnswered'; answer: EffectsAnswerV1 };
export type EffectsAnswerStore = AggregateStore<EffectsAnswer, EffectsAnswered>;

/** 效果终止答复 at rest. */
@Entity({ name: 'effects_answer' })
export class EffectsAnswerRow {
  @PrimaryColumn({ type: 'uuid' }) id: string;
  @Column({ type: 'int8' }) version: string;
  @Column({ type: 'int8', name: 'public_version' }) publicVersion: string;
  @Column({ type: 'text' }) status: string;
  @Column({ type: 'jsonb' }) state: unknown;
}

/** The table of the answers, for a service that owns effects. */
export class EffectsAnswers1764700000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create table effects_answer (
      id uuid not null, version int8 not null, public_version int8 not null, status text not null, state jsonb not null,
      constraint effects_answer_pk primary key (id),
      constraint effects_answer_told_once check (status = 'told' and version = 1 and public_version % 4294967296 = 1)
    )`);
  }

  async down(): Promise<void> {
    throw new Error('facts stay');
  }
}

/** Told once, and whole again under a higher epoch after a restore that lost commits (P-20): a row of its own version, and no second word in any epoch. */
export class EffectsAnswersToldAgain1765000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table effects_answer drop constraint effects_answer_told_once,
      add constraint effects_answer_told_once check (status = 'told' and public_version % 4294967296 = 1 and (version = 1) = (public_version = 1))`);
  }

  async down(): Promise<void> {
    throw new Error('facts stay');
  }
}

/** The fact that an answer is; null for one that is absent. */
export const effectsAnswerFact = (state: EffectsAnswer): PublicFact | null => {
  if (state.status === 'absent') return null;
  const { status: _, ...data } = state;
  return { type: EFFECTS_ENDED[data.owner], data };
};

/** The answers of one service, on its own topic; the Kafka key is the subject at the birth of what has ended (P-15). */
export const effectsAnswers = (topic: string): EffectsAnswerStore => defineAggregate<EffectsAnswer, EffectsAnswered>({
  type: 'effects-answer', topic, entity: EffectsAnswerRow, initial: { status: 'absent' }, evolve: (_, { answer }) => ({ status: 'told', ...answer }),
  toRow: (state) => ({ state }), toState: (row: EffectsAnswerRow) => row.state as EffectsAnswer, keyOf: (state) => (state.status === 'absent' ? '' : state.subject.subjectId),
  publish: { EffectsAnswered: (_, state) => effectsAnswerFact(state) },
});

/** One ending, and what its item did at the service that answers. */
export interface EndingAnswered {
  ended: EndedItemV1;
  subject: EffectsAnswerV1['subject'];
  effects: readonly EffectV1[];
  cause?: Cause;
}

/**
 * 答复一次结束 — says of each ending which effects it ended here, also when there were none (P-14), in the transaction that ends them. An ending that has been answered is not answered again.
 * An answer of more than {@link MAX_EFFECTS} effects goes out in parts.
 */
export async function answerEndings(uow: UnitOfWork, answers: EffectsAnswerStore, owner: EffectsAnswerV1['owner'], endings: readonly EndingAnswered[]): Promise<void> {
  const steps = endings.flatMap(({ ended, subject, effects, cause }) => {
    const parts = Math.max(1, Math.ceil(effects.length / MAX_EFFECTS));
    return Array.from({ length: parts }, (_, n) => {
      const part = n + 1;
      const answer: EffectsAnswerV1 = { answerId: answerIdOf(owner, ended, part), owner, ended, subject: { ...subject }, part, parts, effects: effects.slice(n * MAX_EFFECTS, part * MAX_EFFECTS) };
      return { id: answer.answerId, decide: (state: EffectsAnswer): EffectsAnswered[] => (state.status === 'absent' ? [{ type: 'EffectsAnswered', answer }] : []), ...(cause === undefined ? {} : { cause }) };
    });
  });
  for (const outcome of await answers.updateMany(uow, steps)) if (!outcome.ok) throw outcome.error;
}

/** The id of the answer of one owner to one ending fact. */
const answerIdOf = (owner: string, { kind, id, version }: EndedItemV1, part: number): string => derivedId([owner, kind, id, version, String(part)]);

/** 派生标识 — the UUIDv8 of what makes a thing the same thing: asked twice, it is the same id. */
export function derivedId(parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\0')).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
