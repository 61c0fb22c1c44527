/** CSV as a spreadsheet program writes it. */
export function sheetText(rows: readonly Record<string, string>[], columns = Object.keys(rows[0] ?? {})): string {
  const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map((cells) => `${cells.map(cell).join(',')}\r\n`).join('');
}

/** Rows of a CSV text by header; an implementation of its own, so that reader and writer of the service are not checked by themselves. */
export function parseSheet(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  let cell = '', quoted = false;
  const body = text.replace(/^\uFEFF/, '');
  for (let i = 0; i < body.length; i += 1) {
    const c = body[i]!;
    if (quoted && c === '"' && body[i + 1] === '"') { cell += '"'; i += 1; }
    else if (c === '"') quoted = !quoted;
    else if (!quoted && (c === ',' || c === '\n')) { rows.at(-1)!.push(cell); cell = ''; if (c === '\n') rows.push([]); }
    else if (quoted || c !== '\r') cell += c;
  }
  const [header, ...data] = rows.filter((row) => row.length > 0);
  return data.map((row) => Object.fromEntries(header!.map((name, i) => [name, row[i] ?? ''])));
}
