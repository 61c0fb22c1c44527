import { ensureSecrets } from './secrets.ts';

const dir = process.argv[2] ?? process.env['CREDIT_SECRETS_DIR'];
if (!dir) {
  process.stderr.write('usage: ensure-secrets <folder>   (or CREDIT_SECRETS_DIR)\n');
  process.exitCode = 78;
} else {
  const created = await ensureSecrets(dir);
  process.stdout.write(created.length > 0 ? `created ${created.join(', ')}\n` : 'all secrets exist\n');
}
