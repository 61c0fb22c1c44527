import type { OpenAPIObject } from '@nestjs/swagger';
import { OPERATIONS, routesOf, UPSTREAMS, type Upstream } from './routes.ts';

const REFRESH_MS = 30_000;
const RETRY_MS = 2_000;
const REF = '"#/components/schemas/';
const toPath = (url: string): string => url.replace(/:(\w+)/g, '{$1}');

/** OpenAPI 3.1 of the whole front door, merged from what the services say of themselves; only forwarded routes are shown. Refreshed when older than 30 s (2 s while a service is away); a service that is away keeps its last description. */
export class MergedOpenApi {
  private readonly known = new Map<Upstream, OpenAPIObject>();
  private refreshing: Promise<void> | undefined;
  private refreshAt = 0;

  constructor(private readonly upstreams: Readonly<Record<Upstream, string>>, private readonly sandbox: boolean) {}

  /** @param own the gateway's own routes */
  async document(own: OpenAPIObject): Promise<OpenAPIObject> {
    if (Date.now() > this.refreshAt) this.refreshing ??= this.refresh().finally(() => (this.refreshing = undefined));
    await this.refreshing;
    const merged: OpenAPIObject = { ...own, paths: { ...own.paths }, components: { ...own.components, schemas: { ...own.components?.schemas } } };
    for (const upstream of UPSTREAMS) {
      const document = this.known.get(upstream);
      if (document !== undefined) this.add(merged, upstream, withoutClashes(document, merged, upstream));
    }
    return merged;
  }

  private add(merged: OpenAPIObject, upstream: Upstream, document: OpenAPIObject): void {
    for (const { method, url } of routesOf(this.sandbox).filter((r) => r.upstream === upstream)) this.addPath(merged, document, method, toPath(url), toPath(url), upstream);
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
    const answers = await Promise.all(UPSTREAMS.map((upstream) => this.describe(upstream).catch(() => undefined)));
    for (const [n, document] of answers.entries()) if (document?.paths !== undefined) this.known.set(UPSTREAMS[n]!, document);
    this.refreshAt = Date.now() + (answers.every((document) => document !== undefined) ? REFRESH_MS : RETRY_MS);
  }

  private async describe(upstream: Upstream): Promise<OpenAPIObject | undefined> {
    const answer = await fetch(`${this.upstreams[upstream]}/openapi.json`, { signal: AbortSignal.timeout(2_000) });
    return answer.ok ? ((await answer.json()) as OpenAPIObject) : undefined;
  }
}

/** The same document, with a schema named after its service where another document holds something else under that name. */
function withoutClashes(document: OpenAPIObject, merged: OpenAPIObject, upstream: Upstream): OpenAPIObject {
  const present: Readonly<Record<string, unknown>> = merged.components!.schemas!;
  const clashes = Object.entries(document.components?.schemas ?? {}).filter(([name, schema]) => name in present && JSON.stringify(present[name]) !== JSON.stringify(schema)).map(([name]) => name);
  if (clashes.length === 0) return document;
  const text = clashes.reduce((json, name) => json.replaceAll(`${REF}${name}"`, `${REF}${upstream}.${name}"`), JSON.stringify(document));
  const renamed = JSON.parse(text) as OpenAPIObject;
  const schemas = Object.entries(renamed.components!.schemas!).map(([name, schema]) => [clashes.includes(name) ? `${upstream}.${name}` : name, schema]);
  return { ...renamed, components: { ...renamed.components, schemas: Object.fromEntries(schemas) } };
}
