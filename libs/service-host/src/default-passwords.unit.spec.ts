import { describe, expect, it } from '@jest/globals';
import { refuseDefaultPasswords } from './default-passwords.ts';
import type { ServiceSettings } from './service-settings.ts';

const settings = (user: string, password: string, more: Partial<ServiceSettings> = {}): ServiceSettings & { databaseUrl: string } =>
  ({ mode: 'production', databaseUrl: `postgres://${encodeURIComponent(user)}:${encodeURIComponent(password)}@db:5432/credit`, ...more }) as ServiceSettings & { databaseUrl: string };
const judge = (given: ServiceSettings & { databaseUrl: string }) => (): void => refuseDefaultPasswords('credit-record', given);

describe('passwords in production (S15)', () => {
  it.each([['postgres', 'postgres'], ['credit_credit_record', 'credit_credit_record'], ['x', 'ChangeMe'], ['x', 'password'], ['x', '123456']])('of the database: %s with %s is refused, by the name of the variable', (user, password) => {
    expect(judge(settings(user, password))).toThrow('CREDIT_RECORD_DATABASE_URL: a default password is refused in production');
  });
  it.each([{ kafkaPassword: 'admin-secret' }, { kafkaPassword: 'credit-record' }, { kafkaPasswordFile: 'secret' }])('of Kafka: %j', (more) => {
    expect(judge(settings('x', 'aHr5-drawn-by-lot', { kafkaUsername: 'credit-record', ...more }))).toThrow('KAFKA_SASL_PASSWORD: a default password');
  });
  it('that were drawn by lot pass, and so does a connection without one', () => {
    for (const given of [settings('x', 'aHr5-drawn-by-lot'), settings('x', ''), settings('x', 'aHr5', { kafkaUsername: 'k', kafkaPassword: 'Lq0' })]) expect(judge(given)).not.toThrow();
  });
  it('are nobody\'s business in the sandbox', () => expect(judge(settings('postgres', 'postgres', { mode: 'sandbox' }))).not.toThrow());
});
