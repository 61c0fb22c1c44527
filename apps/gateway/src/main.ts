import 'reflect-metadata';
import { sandboxIssuer } from '@credit/access';
import { edgeSettings, loadCityConfig, readSettings, secretFile, serveEdge, text, url, wholeNumber } from '@credit/service-host';
import { GatewayModule } from './gateway.module.ts';
import { registerEdge } from './inbound/http/edge-plugins.ts';
import { MergedOpenApi } from './inbound/http/merged-openapi.ts';

const settings = readSettings({
  ...edgeSettings(8080),
  cityConfig: text('CREDIT_CITY_CONFIG'),
  creditRecordUrl: url('CREDIT_RECORD_URL', ['http:', 'https:']),
  publicityUrl: url('PUBLICITY_URL', ['http:', 'https:']),
  callsPerMinute: wholeNumber('CREDIT_RATE_LIMIT_PER_MINUTE', { min: 1, max: 1_000_000 }, 6_000),
  searchesPerMinute: wholeNumber('CREDIT_SEARCH_LIMIT_PER_MINUTE', { min: 1, max: 100_000 }, 60),
});
const upstreams = { 'credit-record': settings.creditRecordUrl, publicity: settings.publicityUrl };
const limits = { calls: { max: settings.callsPerMinute }, search: { max: settings.searchesPerMinute } };
const issuer = settings.mode === 'sandbox' ? { issuer: sandboxIssuer({ privateKeyFile: secretFile(settings, 'issuerKey'), issuer: settings.issuer }) } : {};
const openApi = new MergedOpenApi(upstreams);

await serveEdge({
  name: 'gateway', title: '公共信用信息平台 · credit backbone', settings, statuses: { RATE_LIMITED: 429, 'SANDBOX.DATE_NOT_EVERYWHERE': 504 },
  module: GatewayModule.of({ upstreams, limits, cityName: loadCityConfig(settings.cityConfig).city.name, ...issuer }),
  onFastify: (app, { verifier }) => registerEdge(app, verifier, { upstreams, limits }),
  describe: (own) => openApi.document(own),
});
