import type { DomainError } from './domain-error.ts';

/** An outcome that the caller must look at; for refusals that are ordinary, not exceptional. */
export type Result<T, E = DomainError> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

/** A successful {@link Result}. */
export const ok = <T>(value: T): Result<T, never> => ({ ok: true, value });

/** A refused {@link Result}. */
export const err = <E>(error: E): Result<never, E> => ({ ok: false, error });
