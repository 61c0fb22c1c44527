import { eventually } from '@credit/testing';

const control = process.env['CHAOS_PROXY'];

/** Whether the services of this stack reach Kafka and PostgreSQL through the proxy. */
export const breakable = control !== undefined;

export type Line = 'kafka' | 'postgres';

/** Sets what the network between the services and one server does from now on (tcp-proxy.ts lists the words). */
export async function network(line: Line, mode: 'pass' | 'delay' | 'hole' | 'mute' | 'forget' | 'cut' | 'away', milliseconds = 0): Promise<void> {
  await eventually(async () => (await fetch(`${control}/${line}/${mode}?ms=${milliseconds}`, { method: 'POST' })).status === 204, `the network of ${line} is set to ${mode}`);
}
