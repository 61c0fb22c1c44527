import type { OpenAPIObject } from '@nestjs/swagger';
import { OPERATIONS, ROUTES, UPSTREAMS, type Upstream } from './routes.ts';

const REFRESH_MS = 30_000;
const toPath = (url: string): string => url.replace(/:(\w+)/g, '{$1}');

/** OpenAPI 3.1 of the whole front door, merged from what the services say of themselves; only forwarded routes are shown. Refreshed when older than 30 s; a service that is away keeps its last description. */
export class MergedOpenApi {
  private readonly known = new Map<Upstream, OpenAPIObject>();
  private refreshedAt = 0;

  constructor(private readonly upstreams: Readonly<Record<Upstream, string>>) {}

  /** @param own the gateway's own routes */
  async document(own: OpenAPIObject): Promise<OpenAPIObject> {
    if (Date.now() - this.refreshedAt > REFRESH_MS) await this.refresh();
    const merged: OpenAPIObject = { ...own, paths: { ...own.paths }, components: { ...own.components, schemas: { ...own.components?.schemas } } };
    for (const [upstream, document] of this.known) this.add(merged, upstream, document);
    return merged;
  }

  private add(merged: OpenAPIObject, upstream: Upstream, document: OpenAPIObject): void {
    for (const route of ROUTES.filter((r) => r.upstream === upstream)) this.addPath(merged, document, route.method, toPath(route.url), toPath(route.url), upstream);
    for (const { method, url } of OPERATIONS) this.addPath(merged, document, method, `/ops${toPath(url)}`, `/v1/ops/${upstream}${toPath(url)}`, upstream);
    Object.assign(merged.components!.schemas!, document.components?.schemas);
    merged.components!.securitySchemes = { ...document.components?.securitySchemes, ...merged.components!.securitySchemes };
  }

  private addPath(merged: OpenAPIObject, document: OpenAPIObject, method: string, from: string, to: string, tag: string): void {
    const verb = method.toLowerCase() as 'get' | 'post';
    const operation = document.paths[from]?.[verb];
    if (operation === undefined) return;
    merged.paths[to] = { ...merged.paths[to], [verb]: { ...operation, tags: [tag], operationId: `${tag}_${operation.operationId ?? `${verb}${to}`}` } };
  }

  private async refresh(): Promise<void> {
    this.refreshedAt = Date.now();
    await Promise.all(UPSTREAMS.map(async (upstream) => {
      const answer = await fetch(`${this.upstreams[upstream]}/openapi.json`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
      if (answer?.ok) this.known.set(upstream, (await answer.json()) as OpenAPIObject);
    }));
  }
}
