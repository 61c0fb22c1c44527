import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { environment } from './environment.ts';

/** Runs the operator's command as an operator does; resolves with what it printed. @throws Error with its complaint when it ends with another code than one of `fine` */
export function creditctl(args: readonly string[], input = '', fine: readonly number[] = [0]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(environment.root, 'apps/creditctl/bin/creditctl.mjs'), ...args], {
      env: { ...process.env, CREDIT_STATE_DIR: environment.stateDir, CREDIT_GATEWAY_URL: environment.gatewayUrl, KAFKA_BROKERS: environment.brokers, CREDIT_TOPIC_PREFIX: environment.topicPrefix },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let out = '';
    let complaint = '';
    child.stdout.on('data', (text) => { out += text; });
    child.stderr.on('data', (text) => { complaint += text; });
    child.once('error', reject);
    child.once('close', (code) => (fine.includes(code ?? -1) ? resolve(out) : reject(new Error(`creditctl ${args[0]} ended with ${code}: ${complaint.slice(0, 500)}`))));
    child.stdin.end(input);
  });
}
