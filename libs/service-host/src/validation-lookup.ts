import { getMetadataStorage } from 'class-validator';

type Look = (target: object, schema: string, always: boolean, strictGroups: boolean, groups?: string[]) => object[];
type Group = (metadata: object[]) => object;

let kept = false;

/**
 * class-validator looks through the checks of all classes of the process, and groups those of one, each time an object is validated: a tenth of what a small request costs. What a class
 * declares never changes, so the answers are kept by class (without groups, which no request of ours uses). Idempotent.
 */
export function keepValidationLookups(): void {
  if (kept) return;
  kept = true;
  const storage = getMetadataStorage() as unknown as { getTargetValidationMetadatas: Look; groupByPropertyName: Group };
  const [look, group] = [storage.getTargetValidationMetadatas.bind(storage), storage.groupByPropertyName.bind(storage)];
  const looked = new WeakMap<object, object[]>();
  const grouped = new WeakMap<object[], object>();
  storage.getTargetValidationMetadatas = (target, schema, always, strictGroups, groups) => {
    if (schema || always || strictGroups || (groups?.length ?? 0) > 0) return look(target, schema, always, strictGroups, groups);
    const before = looked.get(target);
    if (before !== undefined) return before;
    const found = look(target, schema, always, strictGroups, groups);
    looked.set(target, found);
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
