import { Module } from '@nestjs/common';
import type { DynamicModule, Provider, Type } from '@nestjs/common';
import { TOKEN_VERIFIER } from '@credit/access';
import { HEALTH_BOARD, HealthController, OPENAPI } from './health.controller.ts';
import type { OpenApiSource } from './health.controller.ts';
import type { EdgePlatform, Platform } from './platform.ts';
import * as tokens from './tokens.ts';

export type AppModule = Type | DynamicModule;

/** What every module may inject without importing anything. */
@Module({})
class PlatformModule {
  static of(platform: EdgePlatform | Platform, more: Provider[]): DynamicModule {
    const whole = platform as Partial<Platform>;
    const values: [symbol, unknown][] = [
      [tokens.PLATFORM, platform], [tokens.SETTINGS, platform.settings], [tokens.LOGGER, platform.logger], [tokens.METRICS, platform.metrics],
      [tokens.CLOCK, platform.clock], [tokens.CURSORS, platform.cursors], [TOKEN_VERIFIER, platform.verifier], [HEALTH_BOARD, platform.health],
      [tokens.CITY, whole.city], [tokens.RULEBOOK, whole.rulebook], [tokens.DATABASE, whole.database], [tokens.KAFKA, whole.kafka],
      [tokens.FIELD_CIPHER, whole.fieldCipher], [tokens.BLIND_INDEX, whole.blindIndex],
    ];
    const providers: Provider[] = [...values.filter(([, value]) => value !== undefined).map(([provide, useValue]) => ({ provide, useValue })), ...more];
    return { module: PlatformModule, global: true, providers, exports: providers.map((provider) => (provider as { provide: symbol }).provide) };
  }
}

/** The root: the platform, the app's own module, health and (services) `/ops`. */
@Module({})
export class HostModule {
  static of(platform: EdgePlatform | Platform, app: AppModule, openApi: OpenApiSource, controllers: Type[], more: Provider[]): DynamicModule {
    return { module: HostModule, imports: [PlatformModule.of(platform, [{ provide: OPENAPI, useValue: openApi }, ...more]), app], controllers: [HealthController, ...controllers] };
  }
}
