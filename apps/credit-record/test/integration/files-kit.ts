import { mkdtempSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureSecrets, sandboxIssuer, type Role } from '@credit/access';
import { topicManifest } from '@credit/contracts/topics';
import { databaseUrl, loadCityConfig, parseSettings, serveApp, serviceSettings } from '@credit/service-host';
import { eventually, kafkaEnvironment, penaltyData, registrationData, syntheticFirm, type SyntheticSubject } from '@credit/testing';
import { pipelineFixture, type PipelineFixture } from '@credit/testing/pipeline';
import { creditRecordService } from '../../src/credit-record.module.ts';
import { profileFor } from '../../src/inbound/files/profiles.ts';
import { CITY_CONFIG, MARKET } from './running-service.ts';

export { parseSheet, sheetText } from './sheet-text.ts';

export type Cells = Record<string, string>;

/** A penalty as a row of the department's file (2018 columns); `cells` spoil or fill single columns. */
export function penaltyCells(party: SyntheticSubject, docNo: string, cells: Cells = {}): Cells {
  const data = penaltyData({ party, docNo, authority: MARKET });
  const columns = profileFor('administrative-penalty', '2018', [])!.columns;
  const text = (value: unknown): string => (value === undefined ? '' : Array.isArray(value) ? value.join(';') : String(value));
  return { ...Object.fromEntries(columns.map((column) => [column.header, text(data[column.identifier])])), ...cells };
}

export const registrationCells = (firm: SyntheticSubject): Cells => {
  const data = registrationData(firm) as Record<string, string>;
  return { 统一社会信用代码: data['uscc']!, 名称: data['name']!, 登记状态: '存续', 法定代表人: data['legalRepName']!, 成立日期: data['establishedOn']!, SJC: '2026-11-20 08:00:00' };
};

export interface Answer { status: number; body: any; text: string; headers: Record<string, string | string[] | undefined> }

/** credit-record with its file routes on a fresh database, as a department meets it. */
export interface FilesService {
  fixture: PipelineFixture;
  url: string;
  token(dept?: string, roles?: Role[]): Promise<string>;
  /** One request over a plain socket; `body` may be sent in pieces. */
  call(method: string, path: string, options?: { dept?: string; roles?: Role[]; type?: string; key?: string; body?: Buffer | string | readonly (Buffer | string)[] }): Promise<Answer>;
  upload(body: Buffer | string | readonly (Buffer | string)[], options?: { kind?: string; profile?: string; type?: string; key?: string; dept?: string }): Promise<Answer>;
  /** Uploads, and waits until every row has its answer. */
  taken(body: Buffer | string, options?: { kind?: string; type?: string; dept?: string }): Promise<any>;
  finished(location: string, dept?: string): Promise<any>;
  count(sql: string, values?: unknown[]): Promise<number>;
  stop(): Promise<void>;
}

let keys = 0;

export async function filesService(): Promise<FilesService> {
  const manifest = topicManifest(loadCityConfig(CITY_CONFIG)).filter(({ kind }) => kind !== 'dlq');
  const fixture = await pipelineFixture({ service: 'credit-record', topics: manifest });
  const secrets = mkdtempSync(join(tmpdir(), 'files-'));
  await ensureSecrets(secrets);
  const issuer = sandboxIssuer({ privateKeyFile: join(secrets, 'issuer-private.jwk.json') });
  const settings = parseSettings({ ...serviceSettings(0), databaseUrl: databaseUrl('CREDIT_RECORD_DATABASE_URL') }, {
    PORT: '0', ...kafkaEnvironment(), CREDIT_RECORD_DATABASE_URL: fixture.databaseUrl, CREDIT_TOPIC_PREFIX: fixture.prefix, CREDIT_SECRETS_DIR: secrets, CREDIT_CITY_CONFIG: CITY_CONFIG, LOG_LEVEL: process.env['SERVICE_LOG'] ?? 'silent',
  });
  const service = await serveApp({ ...creditRecordService(settings), ownsProcess: false });
  await eventually(async () => (await fetch(`${service.url}/health/ready`)).ok, 'the service is ready', { timeoutMs: 30_000 });
  const token = async (dept = MARKET.source, roles: Role[] = ['source']): Promise<string> => (await issuer.issue({ sub: `t-${dept}`, dept, roles })).token;
  const call: FilesService['call'] = async (method, path, { dept, roles, type, key, body } = {}) => {
    const headers = { authorization: `Bearer ${await token(dept, roles)}`, ...(type && { 'content-type': type }), ...(key && { 'idempotency-key': key }) };
    return new Promise((resolve, reject) => {
      const sent = request(`${service.url}${path}`, { method, headers, agent: false }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part)).on('error', reject).on('end', () => {
          const text = Buffer.concat(parts).toString();
          resolve({ status: response.statusCode!, text, body: /json/.test(response.headers['content-type'] ?? '') ? JSON.parse(text) : undefined, headers: response.headers });
        });
      }).on('error', reject);
      for (const part of Array.isArray(body) ? body : body === undefined ? [] : [body]) sent.write(part);
      sent.end();
    });
  };
  const upload: FilesService['upload'] = (body, { kind = 'administrative-penalty', profile, type = 'text/csv', key = `key-${(keys += 1)}`, dept } = {}) =>
    call('POST', `/v1/batches?kind=${kind}${profile ? `&profile=${profile}` : ''}`, { body, type, key, ...(dept && { dept }) });
  const finished = (location: string, dept?: string): Promise<any> => eventually(async () => {
    const { body } = await call('GET', location, { ...(dept && { dept }) });
    return ['done', 'refused'].includes(body.status) ? body : undefined;
  }, `batch ${location} is through`, { timeoutMs: 30_000 });
  return {
    fixture, url: service.url, token, call, upload, finished,
    taken: async (body, options) => {
      const answer = await upload(body, options);
      if (answer.status !== 202) throw new Error(`${answer.status} ${answer.text}`);
      return finished(answer.headers['location'] as string, options?.dept);
    },
    count: async (sql, values) => Number(Object.values((await fixture.admin.query(sql, values)).rows[0])[0]),
    stop: async () => {
      await service.stop();
      await fixture.close();
    },
  };
}

export { MARKET, syntheticFirm };
