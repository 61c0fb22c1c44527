const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb]/g;
const OPENING = /[〔﹝【［\[⟨〈]/g;
const CLOSING = /[〕﹞】］\]⟩〉]/g;
const DOTS = /[·‧•・∙⋅․]/g;
/** Nothing of what follows changes such a text; nearly every name is one. */
const PLAIN = /^[\u4e00-\u9fffA-Za-z0-9()]*$/;
const SPACE_BESIDE_HAN = / (?=[\p{Script=Han}()])|(?<=[\p{Script=Han}()]) /gu;

/**
 * 名称规范化 — the form of a name that is compared for equality; not for display (domain §1.2 `NAME_CODE_MISMATCH`).
 * NFKC, invisible and bidirectional characters removed, brackets and middle dots unified, runs of spaces collapsed and
 * dropped beside Han characters and brackets, trimmed. Letter case is kept.
 */
export const normaliseName = (raw: string): string => (PLAIN.test(raw) ? raw : normalised(raw));

const normalised = (raw: string): string =>
  raw
    .replace(/[\t\n\r]/g, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFKC')
    .replace(INVISIBLE, '')
    .replace(OPENING, '(')
    .replace(CLOSING, ')')
    .replace(DOTS, '·')
    .replace(/\s+/g, ' ')
    .replace(SPACE_BESIDE_HAN, '')
    .trim();
