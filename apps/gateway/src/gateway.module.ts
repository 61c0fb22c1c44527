import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { GATEWAY, type GatewaySettings } from './inbound/http/gateway-settings.ts';
import { PagesController } from './inbound/http/pages.controller.ts';
import { SandboxController } from './inbound/http/sandbox.controller.ts';

/** Composition root. Without an issuer (production) the sandbox routes do not exist. */
@Module({})
export class GatewayModule {
  static of(settings: GatewaySettings): DynamicModule {
    const controllers: Type[] = settings.issuer === undefined ? [PagesController] : [PagesController, SandboxController];
    return { module: GatewayModule, controllers, providers: [{ provide: GATEWAY, useValue: settings }] };
  }
}
