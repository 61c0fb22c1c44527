import { need, type Settings } from './settings.ts';

/** The services whose /ops routes exist. */
export const SERVICES = ['credit-record', 'list-designation', 'publicity', 'joint-discipline', 'credit-repair', 'commitment'] as const;

/** Address of a service's operator routes: the service itself when its address is known, else through the gateway. @throws CommandFailure SETTINGS.MISSING (exit 78) */
export function opsAddress(settings: Settings, service: string): string {
  const direct = settings.services[service];
  return direct ? `${direct}/ops` : `${need(settings, 'gatewayUrl')}/v1/ops/${encodeURIComponent(service)}`;
}
