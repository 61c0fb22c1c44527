import { emit } from '../output.ts';
import { EXIT } from '../exit.ts';
import { withKafka } from '../kafka.ts';
import { readReceipts, receiptLine, type SeenReceipt } from '../receipts.ts';
import { needSource, readCity } from '../settings.ts';
import type { CommandContext } from './command-context.ts';

/** 回执 — prints the receipts of a department: all that are kept, and with `follow` each new one until Ctrl-C. */
export async function receipts(context: CommandContext, source: string, options: { follow?: boolean }): Promise<number> {
  if (context.settings.cityConfig) needSource(readCity(context.settings), source);
  const print = (seen: SeenReceipt) => emit(context.output, seen, receiptLine(seen));
  return withKafka(context.settings, source, async (kafka) => {
    let crash: (error: Error) => void = () => {};
    const ended = new Promise<never>((_resolve, reject) => { crash = reject; });
    ended.catch(() => undefined);
    const stopped = new Promise<void>((resolve) => context.stop.addEventListener('abort', () => resolve(), { once: true }));
    const reader = await readReceipts(kafka, source, { fromStart: true, onReceipt: print, onCrash: (error) => crash(error) });
    try {
      await Promise.race([ended, stopped, ...(options.follow ? [] : [reader.caughtUp])]);
    } finally {
      await reader.stop();
    }
    return EXIT.ok;
  });
}
