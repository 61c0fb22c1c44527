import { Inject, Injectable } from '@nestjs/common';
import type { JsonValue } from '@credit/kernel';
import { CURSORS, type Cursors } from '@credit/service-host';
import type { PageQuery } from './public.dto.ts';

/** 一页结果 — `next` is null on the last page; there are no totals. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** What a page is asked of, and how to go on behind its last item. */
export interface PageSource<T, P extends JsonValue> {
  /** who asks: a cursor is of no use to another client */
  client: string;
  /** what is asked: a cursor is of no use to another query */
  query: string;
  read(after: P | null, limit: number): Promise<T[]>;
  position(item: T): P;
}

const DEFAULT_LIMIT = 50;

/** Pages with signed cursors, bound to query and client. */
@Injectable()
export class Pages {
  constructor(@Inject(CURSORS) private readonly cursors: Cursors) {}

  /** @throws ProblemError 400 `CURSOR.INVALID` */
  async page<T, P extends JsonValue>({ after, limit = DEFAULT_LIMIT }: PageQuery, source: PageSource<T, P>): Promise<Page<T>> {
    const scope = `${source.query}\0${source.client}`;
    const from = after === undefined ? null : this.cursors.decode<P>(scope, after);
    const found = await source.read(from, limit + 1);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return { items, next: found.length > limit && last !== undefined ? this.cursors.encode(scope, source.position(last)) : null };
  }

  /** 目录 — as a page, but `next` stays good behind the last item: asked again later, it goes on with what came since. @throws ProblemError 400 `CURSOR.INVALID` */
  async feed<T, P extends JsonValue>({ after, limit = DEFAULT_LIMIT }: PageQuery, source: PageSource<T, P>): Promise<Page<T>> {
    const scope = `${source.query}\0${source.client}`;
    const items = await source.read(after === undefined ? null : this.cursors.decode<P>(scope, after), limit);
    const last = items.at(-1);
    return { items, next: last === undefined ? (after ?? null) : this.cursors.encode(scope, source.position(last)) };
  }
}
