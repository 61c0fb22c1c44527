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
  return withKafka(context.settings, async (kafka) => {
    let lastAt = context.nowMs();
    let crash: Error | undefined;
    const reader = await readReceipts(kafka, [source], { fromStart: true, onReceipt: (seen) => { lastAt = context.nowMs(); print(seen); }, onCrash: (error) => { crash = error; } });
    const quiet = () => !options.follow && context.nowMs() - lastAt > 1500;
    try {
      while (!context.stop.aborted && !crash && !quiet()) await new Promise((resolve) => setTimeout(resolve, 100));
    } finally {
      await reader.stop();
    }
    if (crash) throw crash;
    return EXIT.ok;
  });
}
