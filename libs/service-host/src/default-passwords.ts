import { DomainError } from '@credit/kernel';
import type { ServiceSettings } from './service-settings.ts';

/** Passwords that come with servers, images and examples, or to everybody's mind first. */
const KNOWN = new Set(['postgres', 'postgresql', 'kafka', 'admin', 'admin-secret', 'root', 'user', 'guest', 'test', 'password', 'passwd', 'pass', 'secret', 'changeme', 'change-me', 'default', 'credit', 'example', '1234', '12345', '123456', '12345678', '123456789']);

/** In production a password that is the user's name, or that everybody knows, ends the start (S15). A connection without a password (certificate, peer) is not judged. @throws DomainError `CONFIGURATION.DEFAULT_PASSWORD` */
export function refuseDefaultPasswords(name: string, settings: ServiceSettings & { databaseUrl: string }): void {
  if (settings.mode !== 'production') return;
  const database = new URL(settings.databaseUrl);
  const shown = [
    { where: `${name.toUpperCase().replaceAll('-', '_')}_DATABASE_URL`, user: decodeURIComponent(database.username), password: decodeURIComponent(database.password) },
    { where: 'KAFKA_SASL_PASSWORD', user: settings.kafkaUsername, password: settings.kafkaPasswordFile ?? settings.kafkaPassword ?? '' },
  ];
  for (const { where, user, password } of shown) {
    if (password === '' || (password !== user && !KNOWN.has(password.toLowerCase()))) continue;
    throw new DomainError({ code: 'CONFIGURATION.DEFAULT_PASSWORD', message: `${where}: a default password is refused in production`, userMessage: `生产环境拒绝默认口令（${where}）` });
  }
}
