/** 许可类别 (XK_XKLB), 行政许可法第十二条. */
export type PermitKind = 'GENERAL' | 'FRANCHISE' | 'ACCREDITATION' | 'APPROVAL' | 'REGISTRATION' | 'OTHER';

/** Each kind with its text; `OTHER` is written `其他-` plus a description. */
export const PERMIT_KINDS: readonly { readonly code: PermitKind; readonly text: string }[] = [
  { code: 'GENERAL', text: '普通' },
  { code: 'FRANCHISE', text: '特许' },
  { code: 'ACCREDITATION', text: '认可' },
  { code: 'APPROVAL', text: '核准' },
  { code: 'REGISTRATION', text: '登记' },
  { code: 'OTHER', text: '其他' },
];

/** The kind that a text names, with the description after `其他-`; undefined when it names none. */
export function parsePermitKind(text: string): { kind: PermitKind; otherText?: string } | undefined {
  const wanted = text.trim();
  const other = /^其他\s*[-－—]+\s*(.+)$/.exec(wanted);
  if (other) return { kind: 'OTHER', otherText: other[1]! };
  const row = PERMIT_KINDS.find((k) => k.code === wanted || k.text === wanted || `${k.text}许可` === wanted);
  return row && { kind: row.code };
}
