import { epochMsOf, instantOf, type Instant } from '@credit/kernel';

const SHANGHAI_MS = 8 * 3_600_000;

/**
 * 来源版本 — the version that orders statements about one record: the sender's, else the time as 17 digits `YYYYMMDDhhmmssSSS`, Beijing time (P-16).
 * POLICY-ASSUMPTION(VERSION_TIME_FORM): the same form as the SJC column of the files, so that a sender who mixes both ways stays in order.
 */
export function statementVersion(sourceVersion: string | undefined, versionTime: Instant): string {
  return sourceVersion ?? instantOf(epochMsOf(versionTime) + SHANGHAI_MS).replaceAll(/\D/g, '');
}
