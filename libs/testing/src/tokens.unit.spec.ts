import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTokenVerifier } from '@credit/access';
import { testIssuer, type TestIssuer } from './tokens.ts';

describe('testIssuer', () => {
  let own: TestIssuer;
  let foreign: TestIssuer;
  beforeAll(async () => {
    own = await testIssuer();
    foreign = await testIssuer();
  });
  afterAll(() => {
    own.dispose();
    foreign.dispose();
  });
  it('its tokens pass the real verifier', async () => {
    const verifier = createTokenVerifier({ issuer: 'credit-sandbox', jwksFile: own.jwksFile, audience: 'credit' });
    expect(await verifier.verify(await own.bearer({ roles: ['source'], dept: 'sample-department' }))).toMatchObject({ dept: 'sample-department', roles: ['source'] });
  });
  it('those of another issuer do not', async () => {
    const verifier = createTokenVerifier({ issuer: 'credit-sandbox', jwksFile: own.jwksFile, audience: 'credit' });
    await expect(foreign.bearer({ roles: ['operator'] }).then((token) => verifier.verify(token))).rejects.toMatchObject({ code: 'AUTH.TOKEN_INVALID' });
  });
});
