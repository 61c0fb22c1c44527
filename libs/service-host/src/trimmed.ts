import { Transform } from 'class-transformer';

/** Of a number that a person gives a case or a statement: blanks around it are no part of it, as the register takes the same number by Kafka and by file. Checks follow on what is left. */
export const Trimmed = (): PropertyDecorator => Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));
