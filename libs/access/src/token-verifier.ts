import { DomainError } from '@credit/kernel';
import { jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { errors } from 'jose';
import { isRole } from './caller.ts';
import type { Caller } from './caller.ts';
import { KeysUnavailable, keySetFromFile, keySetFromUrl } from './key-set.ts';

/** Issuer of the built-in token service; never accepted in production. */
export const SANDBOX_ISSUER = 'credit-sandbox';

export interface TokenVerifierOptions {
  issuer: string;
  /** JWKS file; read again when an unknown key id appears and the file has changed. */
  jwksFile?: string;
  jwksUrl?: string;
  audience: 'credit';
  /** Tokens live ≤ 5 minutes, and neither the sandbox issuer nor sandbox keys are accepted. */
  production?: boolean;
}

export interface TokenVerifier {
  /**
   * @param authorization the header as received, `Bearer <token>`
   * @throws DomainError `AUTH.TOKEN_MISSING` · `AUTH.TOKEN_INVALID` · `AUTH.TOKEN_EXPIRED` (401), `AUTH.KEYS_UNAVAILABLE` (503)
   */
  verify(authorization: string | undefined): Promise<Caller>;
}

const ALGORITHMS = ['ES256', 'EdDSA', 'Ed25519'];
const TYPE = 'at+jwt';
const CLOCK_TOLERANCE_S = 5;
const PRODUCTION_LIFETIME_S = 5 * 60;
const MAX_TOKEN = 8_192;
/** A client shows the same token with every request: one that was good is believed so long, never beyond its own end. A key that is taken away ends its tokens this much later. */
const BELIEVED_MS = 30_000;
const BELIEVED_MOST = 1_000;
const BEARER = /^Bearer ([A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+)$/i;
const DEPT = /^[a-z0-9][a-z0-9-]{0,63}$/;
const ID = /^[\x21-\x7e]{1,128}$/;
/** Headers that point to a key: whoever sends them wants us to trust a key of his own. */
const FOREIGN_KEY_HEADERS = ['jku', 'x5u', 'jwk', 'x5c', 'x5t', 'x5t#S256'];

const refuse = (code: string, message: string, userMessage: string): DomainError => new DomainError({ code, message, userMessage });
const invalid = (why: string): DomainError => refuse('AUTH.TOKEN_INVALID', `the token is not valid: ${why}`, '令牌无效，请重新获取');

function callerOf(payload: JWTPayload): Caller {
  const { sub, dept, roles, subject } = payload as JWTPayload & { dept?: unknown; roles?: unknown; subject?: unknown };
  if (typeof sub !== 'string' || !ID.test(sub)) throw invalid('sub');
  if (dept !== undefined && dept !== null && (typeof dept !== 'string' || !DEPT.test(dept))) throw invalid('dept');
  if (!Array.isArray(roles) || roles.length > 32 || roles.some((role) => typeof role !== 'string')) throw invalid('roles');
  if (subject !== undefined && (typeof subject !== 'string' || !ID.test(subject))) throw invalid('subject');
  return {
    sub,
    dept: (dept as string | null | undefined) ?? null,
    roles: roles.filter(isRole),
    ...(subject === undefined ? {} : { subject }),
    issuer: payload.iss!,
  };
}

function asRefusal(error: unknown): DomainError {
  if (error instanceof DomainError) return error;
  if (error instanceof errors.JWTExpired) return refuse('AUTH.TOKEN_EXPIRED', 'the token has expired', '令牌已过期，请重新获取');
  if (error instanceof errors.JWTClaimValidationFailed) return invalid(error.claim);
  if (error instanceof KeysUnavailable || error instanceof errors.JWKSTimeout) {
    return refuse('AUTH.KEYS_UNAVAILABLE', 'the keys of the token issuer cannot be read', '暂时无法核验令牌，请稍后重试');
  }
  if (error instanceof errors.JOSEError) return invalid(error.code);
  return refuse('AUTH.KEYS_UNAVAILABLE', 'the token could not be checked', '暂时无法核验令牌，请稍后重试');
}

/** Checks tokens against a fixed issuer and its keys; every service does this itself. @throws Error for an issuer that production refuses */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const production = options.production ?? false;
  if (production && options.issuer === SANDBOX_ISSUER) throw new Error('CREDIT_ISSUER: the sandbox issuer is refused in production');
  if ((options.jwksFile === undefined) === (options.jwksUrl === undefined)) throw new Error('exactly one of CREDIT_JWKS_FILE and CREDIT_JWKS_URL is needed');
  const keySet: JWTVerifyGetKey = options.jwksFile === undefined ? keySetFromUrl(options.jwksUrl!) : keySetFromFile(options.jwksFile, production);
  const getKey: JWTVerifyGetKey = (header, token) => {
    if (FOREIGN_KEY_HEADERS.some((name) => name in header)) throw invalid('header');
    return keySet(header, token);
  };
  const believed = new Map<string, { caller: Caller; until: number }>();
  const believe = (token: string, caller: Caller, exp: number): Caller => {
    if (believed.size === BELIEVED_MOST) believed.delete(believed.keys().next().value!);
    believed.set(token, { caller, until: Math.min(Date.now() + BELIEVED_MS, (exp + CLOCK_TOLERANCE_S) * 1_000) });
    return caller;
  };
  return {
    async verify(authorization) {
      if (authorization === undefined || authorization.trim() === '') throw refuse('AUTH.TOKEN_MISSING', 'no bearer token', '请求未携带令牌');
      const token = authorization.length > MAX_TOKEN ? undefined : BEARER.exec(authorization.trim())?.[1];
      if (token === undefined) throw invalid('form');
      const before = believed.get(token);
      if (before !== undefined && Date.now() < before.until) return before.caller;
      believed.delete(token);
      try {
        const { payload } = await jwtVerify(token, getKey, {
          algorithms: ALGORITHMS, typ: TYPE, issuer: options.issuer, audience: options.audience,
          requiredClaims: ['exp', 'iat', 'sub'], clockTolerance: CLOCK_TOLERANCE_S,
        });
        if (production && payload.exp! - payload.iat! > PRODUCTION_LIFETIME_S) throw invalid('lifetime');
        return believe(token, callerOf(payload), payload.exp!);
      } catch (error) {
        throw asRefusal(error);
      }
    },
  };
}
