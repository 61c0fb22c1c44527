/** One decorated field of a class with the doc comment right above its decorators ('' if there is none). */
export interface DocumentedField { readonly className: string; readonly field: string; readonly comment: string }

/** Reads decorated fields of a source by its layout: comment, decorators, `name: type;`, blank line. */
export const documentedFields = (text: string): DocumentedField[] => {
  const fields: DocumentedField[] = [];
  let className = '';
  let comment = '';
  let decorated = false;
  for (const line of text.split('\n')) {
    const declaration = /^export class (\w+)/.exec(line);
    const doc = /^ {2}\/\*\* (.*) \*\/$/.exec(line);
    const field = /^ {2}(\w+)\??: /.exec(line);
    if (declaration) className = declaration[1]!;
    else if (doc) comment = doc[1]!;
    else if (/^ {2}@/.test(line)) decorated = true;
    else if (field && decorated) {
      fields.push({ className, field: field[1]!, comment });
      comment = '';
      decorated = false;
    } else if (line.trim() === '') {
      comment = '';
      decorated = false;
    }
  }
  return fields;
};

/** The generated module of field texts. */
export const descriptionsModule = (fields: readonly DocumentedField[]): string => {
  const byClass = new Map<string, DocumentedField[]>();
  for (const f of fields) byClass.set(f.className, [...(byClass.get(f.className) ?? []), f]);
  const rows = [...byClass].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, list]) => `  ${name}: { ${list.map((f) => `${f.field}: '${f.comment.replaceAll("'", "\\'")}'`).join(', ')} },\n`);
  return `/** Texts of the doc comments by class and field. Generated: UPDATE_CONTRACTS=1 and the contract suite; held true by it. */\nexport const FIELD_DESCRIPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {\n${rows.join('')}};\n`;
};
