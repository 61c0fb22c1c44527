import { epochMsOf, instantOf, type Instant } from '@credit/kernel';

const SHANGHAI_MS = 8 * 3_600_000;

const SECONDS = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])[0-5]\d[0-5]\d$/;

/**
 * 来源版本 — the version that orders statements about one record: the sender's, else the time as 17 digits `YYYYMMDDhhmmssSSS`, Beijing time (P-16).
 * POLICY-ASSUMPTION(VERSION_TIME_FORM): a sender's 14 digits `YYYYMMDDhhmmss` (the SJC column of the files) are such a time too and get `000`,
 * so that a sender who mixes ways, with and without a version, stays in order.
 */
export function statementVersion(sourceVersion: string | undefined, versionTime: Instant): string {
  if (sourceVersion !== undefined) return SECONDS.test(sourceVersion) ? `${sourceVersion}000` : sourceVersion;
  const hour = Number(versionTime.slice(11, 13)) + 8;
  if (versionTime.length === 24 && hour < 24) return `${versionTime.slice(0, 4)}${versionTime.slice(5, 7)}${versionTime.slice(8, 10)}${hour < 10 ? '0' : ''}${hour}${versionTime.slice(14, 16)}${versionTime.slice(17, 19)}${versionTime.slice(20, 23)}`;
  return instantOf(epochMsOf(versionTime) + SHANGHAI_MS).replaceAll(/\D/g, '');
}
