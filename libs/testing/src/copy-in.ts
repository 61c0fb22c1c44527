import pg from 'pg';

/** Rows of a binary COPY: each cell is bytes, a text, or null. */
export type CopyRow = readonly (Buffer | string | null)[];

const HEADER = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), Buffer.alloc(8)]);
const TRAILER = Buffer.from([0xff, 0xff]);

/** The rows in PostgreSQL's binary COPY format, in one buffer. */
export function binaryCopy(rows: readonly CopyRow[]): Buffer {
  const sizes = rows.map((row) => row.reduce((sum, cell) => sum + 4 + (cell === null ? 0 : typeof cell === 'string' ? Buffer.byteLength(cell) : cell.length), 2));
  const out = Buffer.allocUnsafe(HEADER.length + sizes.reduce((a, b) => a + b, 0) + TRAILER.length);
  let at = HEADER.copy(out, 0);
  for (const row of rows) {
    at = out.writeInt16BE(row.length, at);
    for (const cell of row) {
      if (cell === null) at = out.writeInt32BE(-1, at);
      else {
        const length = typeof cell === 'string' ? out.write(cell, at + 4) : cell.copy(out, at + 4);
        at = out.writeInt32BE(length, at) + length;
      }
    }
  }
  TRAILER.copy(out, at);
  return out;
}

/** Runs `copy … from stdin (format binary)` with these bytes as a statement of its own: its answer is the answer of the commit. */
export function copyIn(client: pg.Client, statement: string, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    client.query({
      submit: (connection: { query(text: string): void }) => void connection.query(statement),
      handleCopyInResponse: (connection: { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void }) => {
        connection.sendCopyFromChunk(bytes);
        connection.endCopyFrom();
      },
      handleCommandComplete: () => undefined,
      handleError: (error: Error) => reject(error),
      handleReadyForQuery: () => resolve(),
    } as unknown as pg.Submittable);
  });
}
