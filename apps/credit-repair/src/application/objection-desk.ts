import type { CityConfig } from '@credit/contracts/topics';
import type { AggregateStore, UnitOfWork } from '@credit/persistence';
import type { Rulebook } from '@credit/rulebook';
import type { ObjectionEvent } from '../domain/objection/objection.events.ts';
import type { Objection } from '../domain/objection/objection.ts';
import type { Review, ReviewEvent } from '../domain/review/review.ts';

export type ObjectionStore = AggregateStore<Objection, ObjectionEvent>;
export type ReviewStore = AggregateStore<Review, ReviewEvent>;

/** Token under which the composition root provides the {@link ObjectionDesk}. */
export const OBJECTION_DESK = Symbol('objection desk');

/** 异议工作台 — what every use case of objections and reviews works with. */
export interface ObjectionDesk {
  objections: ObjectionStore;
  reviews: ReviewStore;
  rulebook: Rulebook;
  city: CityConfig;
}

/** Where a step happens: which objection, by whom, in which transaction. */
export interface ObjectionStep {
  uow: UnitOfWork;
  desk: ObjectionDesk;
  id: string;
  by: string;
}
