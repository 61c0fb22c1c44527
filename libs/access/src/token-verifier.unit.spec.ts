import { createHmac, generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DomainError } from '@credit/kernel';
import { exportJWK, importJWK, SignJWT } from 'jose';
import type { JWK, JWTHeaderParameters } from 'jose';
import { createTokenVerifier, ensureSecrets, sandboxIssuer, SECRET_FILES } from './index.ts';
import type { TokenVerifierOptions } from './index.ts';

let dir: string;
let issuer: JWK;
const file = (name: keyof typeof SECRET_FILES): string => join(dir, SECRET_FILES[name]);
const options = (more: Partial<TokenVerifierOptions> = {}): TokenVerifierOptions => ({ issuer: 'credit-sandbox', audience: 'credit', jwksFile: file('jwks'), ...more });
const now = (): number => Math.floor(Date.now() / 1000);
const base = (): Record<string, unknown> => ({ iss: 'credit-sandbox', aud: 'credit', sub: 'p1', dept: 'benxi', roles: ['source'], iat: now(), exp: now() + 60 });

async function sign(claims: Record<string, unknown>, header: Partial<JWTHeaderParameters> & Record<string, unknown> = {}, key: JWK = issuer): Promise<string> {
  const alg = (header.alg as string | undefined) ?? 'ES256';
  return new SignJWT(claims).setProtectedHeader({ alg, typ: 'at+jwt', kid: issuer.kid!, ...header }).sign(await importJWK(key, alg));
}
const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
async function refusal(token: string, more: Partial<TokenVerifierOptions> = {}): Promise<string> {
  const error = await createTokenVerifier(options(more)).verify(`Bearer ${token}`).then(() => undefined, (e: unknown) => e);
  expect(error).toBeInstanceOf(DomainError);
  expect(JSON.stringify({ ...(error as DomainError), m: (error as DomainError).message })).not.toContain(token.split('.')[2] || 'never');
  return (error as DomainError).code;
}

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'tokens-'));
  await ensureSecrets(dir);
});
beforeEach(() => {
  issuer = JSON.parse(readFileSync(file('issuerKey'), 'utf8')) as JWK;
});

describe('the token check', () => {
  it('accepts what the sandbox issuer gives, and knows the caller', async () => {
    const { token, expiresAt } = await sandboxIssuer({ privateKeyFile: file('issuerKey') }).issue({ sub: 'p1', dept: 'benxi', roles: ['source', 'case-officer'], subject: 's-1' });
    expect(await createTokenVerifier(options()).verify(`bearer ${token}`)).toEqual({ sub: 'p1', dept: 'benxi', roles: ['source', 'case-officer'], subject: 's-1', issuer: 'credit-sandbox' });
    expect(expiresAt - now()).toBeGreaterThan(8 * 3600 - 5);
  });

  it('gives no role that it does not know', async () => {
    expect((await createTokenVerifier(options()).verify(`Bearer ${await sign({ ...base(), roles: ['source', 'king'] })}`)).roles).toEqual(['source']);
  });

  it.each([[undefined, 'AUTH.TOKEN_MISSING'], ['', 'AUTH.TOKEN_MISSING'], ['Basic abc', 'AUTH.TOKEN_INVALID'], ['Bearer', 'AUTH.TOKEN_INVALID'], ['Bearer a.b', 'AUTH.TOKEN_INVALID'], [`Bearer ${'a'.repeat(9_000)}.b.c`, 'AUTH.TOKEN_INVALID']])('refuses the header %.30s', async (header, code) => {
    await expect(createTokenVerifier(options()).verify(header)).rejects.toMatchObject({ code });
  });

  it.each<[string, (c: Record<string, unknown>) => Record<string, unknown>, string]>([
    ['expired', (c) => ({ ...c, exp: now() - 6 }), 'AUTH.TOKEN_EXPIRED'],
    ['not yet valid', (c) => ({ ...c, nbf: now() + 60 }), 'AUTH.TOKEN_INVALID'],
    ['without expiry', ({ exp: _exp, ...c }) => c, 'AUTH.TOKEN_INVALID'],
    ['without issue time', ({ iat: _iat, ...c }) => c, 'AUTH.TOKEN_INVALID'],
    ['of another issuer', (c) => ({ ...c, iss: 'somebody' }), 'AUTH.TOKEN_INVALID'],
    ['for another audience', (c) => ({ ...c, aud: 'other' }), 'AUTH.TOKEN_INVALID'],
    ['without audience', ({ aud: _aud, ...c }) => c, 'AUTH.TOKEN_INVALID'],
    ['without subject', ({ sub: _sub, ...c }) => c, 'AUTH.TOKEN_INVALID'],
    ['with a strange department', (c) => ({ ...c, dept: '../x' }), 'AUTH.TOKEN_INVALID'],
    ['with roles that are no list', (c) => ({ ...c, roles: 'operator' }), 'AUTH.TOKEN_INVALID'],
  ])('refuses a token %s', async (_name, change, code) => {
    expect(await refusal(await sign(change(base())))).toBe(code);
  });

  it('lets clocks differ by five seconds, not more', async () => {
    await expect(createTokenVerifier(options()).verify(`Bearer ${await sign({ ...base(), exp: now() - 3 })}`)).resolves.toBeDefined();
  });

  it('checks the signature of a token once in half a minute, and its end with every request', async () => {
    jest.useFakeTimers({ now: Date.now(), doNotFake: ['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'setInterval', 'setTimeout'] });
    const checked = jest.spyOn(crypto.subtle, 'verify');
    try {
      const verifier = createTokenVerifier(options());
      const [long, short] = [`Bearer ${await sign({ ...base(), exp: now() + 120 })}`, `Bearer ${await sign({ ...base(), exp: now() + 3 })}`];
      for (const token of [long, short, long, short]) await verifier.verify(token);
      expect(checked).toHaveBeenCalledTimes(2);
      jest.setSystemTime(Date.now() + 9_000);
      await expect(verifier.verify(short)).rejects.toMatchObject({ code: 'AUTH.TOKEN_EXPIRED' });
      await verifier.verify(long);
      expect(checked).toHaveBeenCalledTimes(3);
      jest.setSystemTime(Date.now() + 22_000);
      await verifier.verify(long);
      expect(checked).toHaveBeenCalledTimes(4);
    } finally {
      checked.mockRestore();
      jest.useRealTimers();
    }
  });

  it('refuses alg none, with and without signature', async () => {
    for (const alg of ['none', 'None', 'NONE']) expect(await refusal(`${encode({ alg, typ: 'at+jwt' })}.${encode(base())}.${'A'.repeat(86)}`)).toBe('AUTH.TOKEN_INVALID');
    expect(await refusal(`${encode({ alg: 'none', typ: 'at+jwt' })}.${encode(base())}.`)).toBe('AUTH.TOKEN_INVALID');
  });

  it('refuses HS256 signed with the public key (confusion) and RS256', async () => {
    const jwks = readFileSync(file('jwks'), 'utf8');
    const input = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: issuer.kid })}.${encode(base())}`;
    for (const secret of [jwks, JSON.stringify((JSON.parse(jwks) as { keys: JWK[] }).keys[0])]) expect(await refusal(`${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`)).toBe('AUTH.TOKEN_INVALID');
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(await refusal(await sign(base(), { alg: 'RS256' }, (await exportJWK(rsa.privateKey)) as JWK))).toBe('AUTH.TOKEN_INVALID');
  });

  it('refuses a foreign key, also under our key id, and keys that the header brings along', async () => {
    const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const privateJwk = (await exportJWK(foreign.privateKey)) as JWK;
    const publicJwk = (await exportJWK(foreign.publicKey)) as JWK;
    expect(await refusal(await sign(base(), {}, privateJwk))).toBe('AUTH.TOKEN_INVALID');
    expect(await refusal(await sign(base(), { kid: 'other' }, privateJwk))).toBe('AUTH.TOKEN_INVALID');
    for (const header of [{ jwk: publicJwk }, { jku: 'http://127.0.0.1:1/jwks' }, { x5u: 'http://127.0.0.1:1/x' }, { x5c: ['AAAA'] }]) {
      expect(await refusal(await sign(base(), header, privateJwk))).toBe('AUTH.TOKEN_INVALID');
      expect(await refusal(await sign(base(), header))).toBe('AUTH.TOKEN_INVALID');
    }
  });

  it('refuses other types of tokens and unknown critical headers', async () => {
    for (const typ of ['JWT', 'id+jwt', undefined]) expect(await refusal(await sign(base(), { typ }))).toBe('AUTH.TOKEN_INVALID');
    const [, body, signature] = (await sign(base())).split('.');
    expect(await refusal(`${encode({ alg: 'ES256', typ: 'at+jwt', kid: issuer.kid, crit: ['x'], x: 1 })}.${body}.${signature}`)).toBe('AUTH.TOKEN_INVALID');
  });

  it('refuses a changed body', async () => {
    const [head, , signature] = (await sign(base())).split('.');
    expect(await refusal(`${head}.${encode({ ...base(), roles: ['operator'] })}.${signature}`)).toBe('AUTH.TOKEN_INVALID');
  });

  it('accepts Ed25519 keys', async () => {
    const pair = generateKeyPairSync('ed25519');
    const jwks = join(dir, `${randomUUID()}.json`);
    writeFileSync(jwks, JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'ed' }] }));
    const token = await sign(base(), { alg: 'EdDSA', kid: 'ed' }, (await exportJWK(pair.privateKey)) as JWK);
    await expect(createTokenVerifier(options({ jwksFile: jwks })).verify(`Bearer ${token}`)).resolves.toMatchObject({ sub: 'p1' });
  });

  it('refuses everybody, by name, when the keys cannot be read any more', async () => {
    const jwks = join(dir, `${randomUUID()}.json`);
    writeFileSync(jwks, readFileSync(file('jwks')));
    const verifier = createTokenVerifier(options({ jwksFile: jwks }));
    await expect(createTokenVerifier(options({ jwksFile: undefined, jwksUrl: 'http://127.0.0.1:1/jwks' } as never)).verify(`Bearer ${await sign(base())}`)).rejects.toMatchObject({ code: 'AUTH.KEYS_UNAVAILABLE' });
    rmSync(jwks);
    await expect(verifier.verify(`Bearer ${await sign(base())}`)).resolves.toBeDefined();
  });

  it('reads the key file again when an unknown key appears in it', async () => {
    const jwks = join(dir, `${randomUUID()}.json`);
    writeFileSync(jwks, readFileSync(file('jwks')));
    utimesSync(jwks, 1, 1);
    const realNow = Date.now;
    const verifier = createTokenVerifier(options({ jwksFile: jwks }));
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(jwks, JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'next' }] }));
    const token = await sign(base(), { kid: 'next' }, (await exportJWK(pair.privateKey)) as JWK);
    await expect(verifier.verify(`Bearer ${token}`)).rejects.toMatchObject({ code: 'AUTH.TOKEN_INVALID' });
    try {
      Date.now = () => realNow() + 3_000;
      await expect(verifier.verify(`Bearer ${token}`)).resolves.toMatchObject({ sub: 'p1' });
    } finally {
      Date.now = realNow;
    }
  });
});

describe('in production', () => {
  const production = async (): Promise<Partial<TokenVerifierOptions>> => {
    const jwks = join(dir, `${randomUUID()}.json`);
    writeFileSync(jwks, JSON.stringify({ keys: [{ ...((JSON.parse(readFileSync(file('jwks'), 'utf8')) as { keys: JWK[] }).keys[0]), kid: 'prod' }] }));
    return { production: true, issuer: 'https://issuer.example', jwksFile: jwks };
  };
  const claims = (): Record<string, unknown> => ({ ...base(), iss: 'https://issuer.example' });

  it('tokens live at most five minutes', async () => {
    const more = await production();
    await expect(createTokenVerifier(options(more)).verify(`Bearer ${await sign({ ...claims(), exp: now() + 300 }, { kid: 'prod' })}`)).resolves.toBeDefined();
    expect(await refusal(await sign({ ...claims(), exp: now() + 301 }, { kid: 'prod' }), more)).toBe('AUTH.TOKEN_INVALID');
  });

  it('the sandbox issuer, its keys, private keys and two key sources are refused at start', async () => {
    expect(() => createTokenVerifier(options({ production: true }))).toThrow('sandbox issuer');
    expect(() => createTokenVerifier(options({ production: true, issuer: 'https://issuer.example' }))).toThrow('keys of the sandbox');
    expect(() => createTokenVerifier(options({ jwksUrl: 'https://issuer.example/jwks' }))).toThrow('exactly one');
    expect(() => createTokenVerifier(options({ jwksFile: join(dir, 'absent.json') }))).toThrow();
    const leaked = join(dir, `${randomUUID()}.json`);
    writeFileSync(leaked, JSON.stringify({ keys: [issuer] }));
    expect(() => createTokenVerifier(options({ jwksFile: leaked }))).toThrow('private');
  });
});
