import { getMetadataStorage } from 'class-validator';

type Look = (target: object, schema: string | undefined, always: boolean, strictGroups: boolean, groups?: string[]) => object[];
type Group = (metadata: object[]) => object;

let kept = false;

/**
 * class-validator looks through the checks of all classes of the process, and groups those of one, each time an object is validated: a tenth of what a small request costs. What a class
 * declares never changes, so the answers are kept by class and by the class that holds it, which it asks for as a schema (without groups, which no request of ours uses). Idempotent.
 */
export function keepValidationLookups(): void {
  if (kept) return;
  kept = true;
  const storage = getMetadataStorage() as unknown as { getTargetValidationMetadatas: Look; groupByPropertyName: Group };
  const [look, group] = [storage.getTargetValidationMetadatas.bind(storage), storage.groupByPropertyName.bind(storage)];
  const looked = new WeakMap<object, Map<string | undefined, object[]>>();
  const grouped = new WeakMap<object[], object>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    if (always || strictGroups || (groups?.length ?? 0) > 0) return look(target, schema, always, strictGroups, groups);
    let known = looked.get(target);
    if (known === undefined) looked.set(target, (known = new Map()));
    let found = known.get(schema);
    if (found === undefined) known.set(schema, (found = look(target, schema, always, strictGroups, groups)));
    return found;
  };
  storage.groupByPropertyName = (metadata) => {
    const before = grouped.get(metadata);
    if (before !== undefined) return before;
    const made = group(metadata);
    grouped.set(metadata, made);
    return made;
  };
}
