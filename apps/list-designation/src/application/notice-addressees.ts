import type { CityConfig, Department } from '@credit/contracts/topics';
import type { NoticeAddressee } from '@credit/rulebook/codes';
import type { Authority } from '../domain/designation/designation.ts';
import type { Unit } from '../domain/notice/notice.ts';

/**
 * 受文单位 — the department of the city that is the superior, the employer or the office of that kind for a unit; undefined = the city has none, or it is the unit itself.
 * POLICY-ASSUMPTION(NOTICE-OFFICE): the text does not say which audit, discipline inspection or personnel office; it is that of the region of the department that tells, else that of the city.
 */
export function addresseeOf({ city, departments }: CityConfig, kind: NoticeAddressee, unit: Unit, sender: Authority): Authority | undefined {
  const own = departments.find(({ uscc }) => uscc === unit.uscc);
  const region = departments.find(({ source }) => source === sender.source)?.region;
  const found = ((): Department | undefined => {
    if (kind === 'employer') return own;
    if (kind === 'superior') return departments.find(({ oversees }) => oversees?.includes(unit.uscc)) ?? departments.find(({ source }) => source === own?.parent);
    const offices = departments.filter(({ kinds }) => kinds?.includes(kind));
    return offices.find((office) => office.region === region) ?? offices.find((office) => office.region === city.region);
  })();
  if (found === undefined || (kind !== 'employer' && found === own)) return undefined;
  return { source: found.source, uscc: found.uscc, name: found.name };
}
