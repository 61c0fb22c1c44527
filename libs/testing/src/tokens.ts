import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureSecrets, type Role, sandboxIssuer } from '@credit/access';

/** Who a test token speaks for; `sub` defaults to the department or the first role. */
export interface TestClaims {
  roles: readonly Role[];
  dept?: string;
  subject?: string;
  sub?: string;
}

/** A throw-away issuer with its own secrets folder (the layout of CREDIT_SECRETS_DIR). */
export interface TestIssuer {
  secretsDir: string;
  jwksFile: string;
  /** The value of an Authorization header. */
  bearer(claims: TestClaims): Promise<string>;
  dispose(): void;
}

/** Makes secrets in `folder` (default: a new temporary one, removed by dispose) and issues tokens signed by them. @param issuer as the service is configured: CREDIT_ISSUER */
export async function testIssuer(options: { folder?: string; issuer?: string } = {}): Promise<TestIssuer> {
  const secretsDir = options.folder ?? mkdtempSync(join(tmpdir(), 'credit-secrets-'));
  await ensureSecrets(secretsDir);
  const issuer = sandboxIssuer({ privateKeyFile: join(secretsDir, 'issuer-private.jwk.json'), ...(options.issuer ? { issuer: options.issuer } : {}) });
  return {
    secretsDir,
    jwksFile: join(secretsDir, 'jwks.json'),
    async bearer({ roles, dept, subject, sub }) {
      const { token } = await issuer.issue({ sub: sub ?? dept ?? roles[0] ?? 'test', roles, ...(dept ? { dept } : {}), ...(subject ? { subject } : {}) });
      return `Bearer ${token}`;
    },
    dispose() {
      if (!options.folder) rmSync(secretsDir, { recursive: true, force: true });
    },
  };
}
