import { INTAKE, INTAKE_LATER } from '@credit/contracts/events';
import { CommandFailure, EXIT } from './exit.ts';

const shortName = (type: string): string => type.split('.')[2] ?? type;

/** The full `ce_type` for a full or short name (`administrative-penalty`, `penalty`). @throws CommandFailure TYPE.UNKNOWN (exit 2) that lists the short names */
export function intakeTypeOf(name: string): string {
  const all = [...Object.values(INTAKE), ...INTAKE_LATER];
  const found = all.find((type) => type === name || shortName(type) === name) ?? all.find((type) => shortName(type) === `administrative-${name}`);
  if (found) return found;
  const known = all.map(shortName).join(', ');
  throw new CommandFailure(EXIT.usage, 'TYPE.UNKNOWN', `"${name}" is no intake type; known: ${known}`, `“${name}”不是报送类型；可用：${known}`);
}
