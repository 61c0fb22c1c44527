/**
 * Loaded into every service of a stack under fire (NODE_OPTIONS=--import): what cannot be done to a process from outside. Product code has no switch for any of it.
 * 1. A clock that jumps: `chaos/clock.<pid>` in the state folder holds milliseconds by which Date is off. Timers and performance.now() stay, as when somebody sets the clock of a machine.
 * 2. A point at which a process kills itself: between the relay's send and its position update, once `chaos/die-after-send.<service>` exists.
 * 3. Planted bugs (`preload.ts?plant=<name>`): exact textual patches of the built code while it is loaded. A patch whose text is not found ends the process: it would prove nothing.
 *    What was planted is written down in `chaos/planted.<service>`: a run that plants nothing must not pass for one in which nothing was found.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { PATCHES } from './plants.ts';

const service = /apps\/([^/]+)\/dist\/main\.js$/.exec(process.argv[1] ?? '')?.[1];
const folder = join(process.env['CREDIT_STATE_DIR'] ?? '', 'chaos');
const CANNOT = 97;

function jumpingClock(): void {
  const Real = Date;
  const now = Real.now.bind(Real);
  let offset = 0;
  const shifted = (): number => now() + offset;
  globalThis.Date = new Proxy(Real, {
    construct: (target, values, as) => Reflect.construct(target, values.length === 0 ? [shifted()] : values, as) as object,
    apply: () => new Real(shifted()).toString(),
    get: (target, name) => (name === 'now' ? shifted : Reflect.get(target, name)),
  });
  setInterval(() => {
    try {
      offset = Number(readFileSync(join(folder, `clock.${process.pid}`), 'utf8'));
    } catch {
      offset = 0;
    }
  }, 200).unref();
}

function note(name: string, text: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, name), text);
}

/** Called by the patched relay. Whoever removes the file dies; of two instances one. */
function dieAfterSend(): void {
  try {
    rmSync(join(folder, `die-after-send.${service}`));
  } catch {
    return;
  }
  process.kill(process.pid, 'SIGKILL');
}

function patch(): void {
  const plant = new URL(import.meta.url).searchParams.get('plant');
  const open = new Set(PATCHES.filter((one) => (one.plant === undefined || one.plant === plant) && one.services.includes(service!)));
  registerHooks({
    load(url, context, next) {
      const loaded = next(url, context);
      for (const one of open) {
        if (!url.endsWith(one.file)) continue;
        const source = Buffer.from(loaded.source as Uint8Array).toString('utf8');
        if (source.split(one.find).length !== 2) continue;
        loaded.source = source.replace(one.find, () => one.put);
        open.delete(one);
        if (open.size === 0 && plant !== null) note(`planted.${service}`, plant);
      }
      return loaded;
    },
  });
  setTimeout(() => {
    if (open.size === 0) return;
    process.stderr.write(`chaos: these patches found no place any more: ${[...open].map(({ file, find }) => `${file}: ${find}`).join(' | ')}\n`);
    process.exit(CANNOT);
  }, 4_000).unref();
}

if (service !== undefined) {
  jumpingClock();
  patch();
  Object.assign(globalThis, { dieAfterSend });
}
