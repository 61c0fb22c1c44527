import { CommandFailure, EXIT } from './exit.ts';
import type { Settings } from './settings.ts';

const variableOf = (service: string): string => (service === 'credit-record' ? 'CREDIT_RECORD_URL' : `${service.toUpperCase().replaceAll('-', '_')}_URL`);

/** Base address of a service's /ops routes, which the gateway does not forward. @throws CommandFailure SETTINGS.MISSING (exit 78) */
export function serviceAddress(settings: Settings, service: string): string {
  const url = settings.services[service];
  if (url) return url;
  throw new CommandFailure(EXIT.settings, 'SETTINGS.MISSING', `${variableOf(service)} is not set and no local stack is running (npm start)`, `未设置 ${variableOf(service)}，且本机没有正在运行的系统（npm start）`);
}
