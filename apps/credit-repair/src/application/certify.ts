import type { Clock } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import type { EndedKind } from '@credit/rulebook/codes';
import { EndingNotFound, RepairNotGranted } from '../domain/lapse/lapse-certificate.errors.ts';
import { lapseCertificate, type Ended, type LapseCertificate } from '../domain/lapse/lapse-certificate.ts';
import { RepairNotFound } from '../domain/repair-case/repair-case.errors.ts';
import type { Desk } from './desk.ts';
import { findEnding, findEndingOfCase, type EndingRead } from './queries/find-endings.ts';
import { findRepair, type RepairView } from './queries/find-repairs.ts';

/** Where certificates are made. */
export interface CertificateDesk {
  db: Database;
  clock: Clock;
  desk: Pick<Desk, 'city'>;
}

/** Whose sight bounds what is certified. */
export interface Sight {
  source: string | null;
  subjectId: string | null;
}

/** The certificate of what was read, as of now. */
export function certify({ clock, desk }: CertificateDesk, { ended, answers, acknowledged }: Pick<EndingRead, 'ended' | 'answers' | 'acknowledged'>): LapseCertificate {
  const nameOf = (recipient: string): string | undefined => desk.city.departments.find(({ source }) => source === recipient)?.name;
  return lapseCertificate({ ended, answers, acknowledged, nameOf, today: clock.today(), now: clock.now() });
}

/** 修复案件的效果终止证明. @throws RepairNotFound, RepairNotGranted */
export async function certifyRepair(at: CertificateDesk, caseId: string, sight: Sight): Promise<LapseCertificate> {
  const found = await findRepair(at.db, caseId, { ...sight, today: at.clock.today() });
  if (found === undefined) throw new RepairNotFound();
  if (found.status !== 'approved' && found.status !== 'revoked') throw new RepairNotGranted(found.status);
  const read = await findEndingOfCase(at.db, caseId, found.target);
  return certify(at, read ?? { ended: grantedOf(found), answers: [], acknowledged: new Map() });
}

/** 记录、名单条目最近一次终止的证明. @throws EndingNotFound */
export async function certifyEnding(at: CertificateDesk, item: { kind: EndedKind; id: string }, sight: Sight): Promise<LapseCertificate> {
  const read = await findEnding(at.db, item, sight);
  if (read === undefined) throw new EndingNotFound();
  return certify(at, read);
}

/** Granted, and nobody has said yet that anything ended by it. */
function grantedOf(granted: Extract<RepairView, { status: 'approved' | 'revoked' }>): Ended {
  const { caseId, decision: { on, docNo }, target, subject } = granted;
  const { kind, id } = target;
  const undone = granted.status === 'revoked' ? { on: granted.revocation.on, reason: granted.revocation.reason } : undefined;
  return { kind, id, ending: 'repaired', on, subject, repair: { caseId, on, ...(docNo === undefined ? {} : { docNo }) }, ...(undone === undefined ? {} : { undone }) };
}
