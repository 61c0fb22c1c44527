/** Up to this length a loop is faster than the call into native code. */
const SHORT = 48;

/** Writes a text as UTF-8 at `at`; there must be room for it. @returns how many bytes it took */
export function putUtf8(out: Buffer, at: number, text: string): number {
  if (text.length > SHORT) return out.write(text, at);
  for (let i = 0; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c > 127) return out.write(text, at);
    out[at + i] = c;
  }
  return text.length;
}

/** How many bytes a text takes as UTF-8. */
export function utf8Length(text: string): number {
  if (text.length > SHORT) return Buffer.byteLength(text);
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 127) return Buffer.byteLength(text);
  return text.length;
}
