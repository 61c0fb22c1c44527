import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { sandboxIssuer } from '@credit/access';
import { edgeSettings, loadCityConfig, secretFile, text, url, wholeNumber, type EdgeDefinition, type SettingsOf } from '@credit/service-host/edge';
import { registerEdge } from './inbound/http/edge-plugins.ts';
import { GATEWAY, type GatewaySettings } from './inbound/http/gateway-settings.ts';
import { MergedOpenApi } from './inbound/http/merged-openapi.ts';
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

/** The environment of the gateway (README). */
export const gatewaySettings = {
  ...edgeSettings(8080),
  cityConfig: text('CREDIT_CITY_CONFIG'),
  creditRecordUrl: url('CREDIT_RECORD_URL', ['http:', 'https:']),
  listDesignationUrl: url('LIST_DESIGNATION_URL', ['http:', 'https:']),
  publicityUrl: url('PUBLICITY_URL', ['http:', 'https:']),
  jointDisciplineUrl: url('JOINT_DISCIPLINE_URL', ['http:', 'https:']),
  creditRepairUrl: url('CREDIT_REPAIR_URL', ['http:', 'https:']),
  commitmentUrl: url('COMMITMENT_URL', ['http:', 'https:']),
  callsPerMinute: wholeNumber('CREDIT_RATE_LIMIT_PER_MINUTE', { min: 1, max: 1_000_000 }, 6_000),
  answerWithinMs: wholeNumber('CREDIT_ANSWER_TIMEOUT_MS', { min: 50, max: 300_000 }, 15_000),
  searchesPerMinute: wholeNumber('CREDIT_SEARCH_LIMIT_PER_MINUTE', { min: 1, max: 100_000 }, 60),
};

/** What the host needs to know to run the gateway. @throws Error naming the key file or city configuration that is unusable */
export function gateway<S extends SettingsOf<typeof gatewaySettings>>(settings: S): EdgeDefinition<S> {
  const upstreams = { 'credit-record': settings.creditRecordUrl, 'list-designation': settings.listDesignationUrl, publicity: settings.publicityUrl, 'joint-discipline': settings.jointDisciplineUrl, 'credit-repair': settings.creditRepairUrl, commitment: settings.commitmentUrl };
  const limits = { calls: { max: settings.callsPerMinute }, search: { max: settings.searchesPerMinute } };
  const issuer = settings.mode === 'sandbox' ? { issuer: sandboxIssuer({ privateKeyFile: secretFile(settings, 'issuerKey'), issuer: settings.issuer }) } : {};
  const openApi = new MergedOpenApi(upstreams, settings.mode === 'sandbox');
  return {
    name: 'gateway', title: '公共信用信息平台 · credit backbone', settings, statuses: { RATE_LIMITED: 429, 'SANDBOX.DATE_NOT_EVERYWHERE': 504 },
    module: GatewayModule.of({ upstreams, limits, cityName: loadCityConfig(settings.cityConfig).city.name, ...issuer }),
    onFastify: (app, { verifier }) => registerEdge(app, verifier, { upstreams, limits, answerWithinMs: settings.answerWithinMs, sandbox: settings.mode === 'sandbox' }),
    describe: (own) => openApi.document(own),
  };
}
