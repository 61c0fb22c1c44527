import 'reflect-metadata';
import { readSettings, serveEdge } from '@credit/service-host/edge';
import { gateway, gatewaySettings } from './gateway.module.ts';

await serveEdge(gateway(readSettings(gatewaySettings)));
