/** Where the program writes. Text for people, or one JSON document (one per line when following). */
export interface Output {
  json: boolean;
  write(text: string): void;
  complain(text: string): void;
}

const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/;

/** Columns a text takes on a terminal: Chinese characters take two. */
export const displayWidth = (text: string): number => [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : 1), 0);

const pad = (text: string, width: number): string => text + ' '.repeat(Math.max(width - displayWidth(text), 0));

/** A plain table; `columns` maps member → heading. */
export function table(rows: readonly Record<string, unknown>[], columns: Record<string, string>): string {
  const lines = [Object.values(columns), ...rows.map((row) => Object.keys(columns).map((name) => String(row[name] ?? '')))];
  const widths = Object.keys(columns).map((_, at) => Math.max(...lines.map((line) => displayWidth(line[at] ?? ''))));
  return lines.map((line) => line.map((cell, at) => pad(cell, widths[at] ?? 0)).join('  ').trimEnd()).join('\n');
}

/** Prints the JSON document, or its text form. */
export function emit(output: Output, document: unknown, text: string): void {
  output.write(output.json ? `${JSON.stringify(document)}\n` : `${text}\n`);
}
