import type { sandboxIssuer } from '@credit/access';
import type { Upstream } from './routes.ts';

/** Nest token of the {@link GatewaySettings}. */
export const GATEWAY = Symbol('GATEWAY');

export interface GatewaySettings {
  upstreams: Readonly<Record<Upstream, string>>;
  /** Shown on the pages; configuration, never a constant. */
  cityName: string;
  /** Built-in token service; absent in production. */
  issuer?: ReturnType<typeof sandboxIssuer>;
  /** Calls a minute: of one client, and of one address searching the public pages. */
  limits: { calls: { max: number }; search: { max: number } };
}
