import { PROFILES, profileFor } from './profiles.ts';

/** 模板: the header line with the columns of the standard (UTF-8 with BOM); the notes to it come from `templateNotes`. Undefined = no such kind. */
export function templateCsv(kind: string, id?: string): string | undefined {
  const profile = profileFor(kind, id, []);
  if (profile === undefined) return undefined;
  const quote = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return `\uFEFF${profile.columns.map((c) => quote(c.header)).join(',')}\r\n`;
}

/** The notes to a template: one entry a column, in the template's order. */
export function templateNotes(kind: string, id?: string): { profile: string; columns: { header: string; title: string; field: string; required: boolean; help: string | null }[] } | undefined {
  const profile = profileFor(kind, id, []);
  return profile && { profile: profile.id, columns: profile.columns.map((c) => ({ header: c.header, title: c.title, field: c.identifier, required: c.required === 'always', help: c.help ?? null })) };
}

/** Kinds that can be sent as a file. */
export const FILE_KINDS: readonly string[] = [...new Set(PROFILES.map((p) => p.kind))];
