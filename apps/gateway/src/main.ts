import 'reflect-metadata';
import { bootOrExit, readSettings, serveEdge } from '@credit/service-host/edge';
import { gateway, gatewaySettings } from './gateway.module.ts';

await bootOrExit('gateway', () => serveEdge(gateway(readSettings(gatewaySettings))));
