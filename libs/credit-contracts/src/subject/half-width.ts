/** Full-width letters, digits and signs (U+FF01–FF5E) and the ideographic space become half-width; everything else stays. */
export const toHalfWidth = (text: string): string =>
  text.replace(/[\uff01-\uff5e\u3000]/g, (c) => (c === '\u3000' ? ' ' : String.fromCharCode(c.charCodeAt(0) - 0xfee0)));

/** How identifiers are read: half-width, without byte order mark and zero-width characters, trimmed, upper case. Nothing is replaced by a look-alike. */
export const normaliseIdentifier = (raw: string): string =>
  toHalfWidth(raw).replace(/[\u200b-\u200d\u2060\ufeff]/g, '').trim().toUpperCase();
