import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { inState, writeWhole } from './paths.mjs';
import { StackError, say } from './say.mjs';

const DAYS = 825;
/** A certificate that ends sooner is made anew at the next start. */
const LEAST_DAYS_LEFT = 30;

/**
 * TLS between clients and the native broker: CREDIT_KAFKA_TLS=on. The certificates are made at the first start by an authority of this state folder whose key is thrown away afterwards.
 * Returns {ca, keystore}: paths of what clients believe (PEM) and what the broker shows (PEM with its key, 0600); undefined = no TLS.
 */
export function kafkaTls(way, env = process.env) {
  const wanted = env.CREDIT_KAFKA_TLS || 'off';
  if (!['on', 'off'].includes(wanted)) throw new StackError(`CREDIT_KAFKA_TLS: expected on or off, not: ${wanted}`);
  if (wanted === 'off') return undefined;
  if (way !== 'native') throw new StackError('CREDIT_KAFKA_TLS=on makes certificates for the native Kafka only; to brokers of yours: KAFKA_SSL_CA_FILE (deploy/ops/KAFKA.md).');
  const paths = { ca: inState('secrets', 'kafka-ca.pem'), keystore: inState('secrets', 'kafka-server.pem') };
  if (!existsSync(paths.ca) || !existsSync(paths.keystore) || daysLeft(paths.ca) < LEAST_DAYS_LEFT) makeCertificates(paths);
  return paths;
}

const daysLeft = (path) => (new Date(new X509Certificate(readFileSync(path)).validTo) - Date.now()) / 86_400_000;

function makeCertificates({ ca, keystore }) {
  say('making the certificates of Kafka (once)');
  const folder = mkdtempSync(inState('secrets', 'half-made-'));
  const file = (name) => join(folder, name);
  const KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  try {
    writeFileSync(file('ca.cnf'), '[req]\ndistinguished_name=dn\nx509_extensions=ca\nprompt=no\n[dn]\nCN=credit local authority\n[ca]\nbasicConstraints=critical,CA:true,pathlen:0\nkeyUsage=critical,keyCertSign\nsubjectKeyIdentifier=hash\n');
    writeFileSync(file('server.cnf'), '[req]\ndistinguished_name=dn\nprompt=no\n[dn]\nCN=credit local kafka\n[server]\nbasicConstraints=critical,CA:false\nsubjectAltName=DNS:localhost,IP:127.0.0.1\nextendedKeyUsage=serverAuth,clientAuth\n');
    openssl(['req', '-x509', ...KEY, '-config', file('ca.cnf'), '-days', String(DAYS), '-keyout', file('ca.key'), '-out', file('ca.pem')]);
    openssl(['req', '-new', ...KEY, '-config', file('server.cnf'), '-keyout', file('server.key'), '-out', file('server.csr')]);
    openssl(['x509', '-req', '-in', file('server.csr'), '-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial', '-days', String(DAYS), '-extfile', file('server.cnf'), '-extensions', 'server', '-out', file('server.pem')]);
    const [authority, server, key] = ['ca.pem', 'server.pem', 'server.key'].map((name) => readFileSync(file(name), 'utf8'));
    writeWhole(keystore, key + server + authority, 0o600);
    writeWhole(ca, authority, 0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function openssl(args) {
  const told = spawnSync('openssl', args, { encoding: 'utf8' });
  if (told.error) throw new StackError('CREDIT_KAFKA_TLS=on needs the command `openssl`, which was not found: install OpenSSL.');
  if (told.status !== 0) throw new StackError(`openssl ${args[0]} failed (exit ${told.status}):\n${told.stderr.trim().split('\n').slice(-5).join('\n')}`);
}
