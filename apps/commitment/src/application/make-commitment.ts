import { createHash } from 'node:crypto';
import { canonicalJson } from '@credit/access';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { addDays, maskIdentityNumbers, type LocalDate } from '@credit/kernel';
import { newEventId, type Cause, type UnitOfWork } from '@credit/persistence';
import { reminderOn } from '@credit/rulebook';
import type { CommitmentType, Disclosure } from '@credit/rulebook/codes';
import { makeCommitment, type Standing } from '../domain/commitment/commitment.decide.ts';
import { AlreadyMade } from '../domain/commitment/commitment.errors.ts';
import type { Accepter, DeferredDocument, KnownCommitment, MadePromise } from '../domain/commitment/commitment.ts';
import { textOn, type ItemText, type KnownItem } from '../domain/commitment-item/commitment-item.ts';
import type { Desk } from './desk.ts';
import { filesOf } from './known-subjects.ts';
import { itemByCode } from './publish-item.ts';
import { whatBars } from './standing.ts';

/** 承诺 as it is made: by an item in the version that was told, or freely. */
export interface PromiseAsked {
  /** taken from {@link CodeSource} before the transaction began */
  commitmentCode: string;
  /** known, or being looked up: the item is then asked for with it */
  promisor: SubjectSnapshot | Promise<SubjectSnapshot>;
  accepter: Accepter;
  item?: { itemCode: string; version: number };
  free?: { type: Extract<CommitmentType, 'VOLUNTARY' | 'INDUSTRY_SELF_DISCIPLINE'>; breachLiability: string };
  referenceNo?: string;
  projectCode?: string;
  reason?: string;
  content?: string;
  /** not told: today, or the day of the promise that it repeats */
  madeOn?: LocalDate;
  validTo?: LocalDate;
  dueOn?: LocalDate;
  documents?: readonly DeferredDocument[];
  disclosure?: Disclosure;
  chosen: boolean;
  by: string;
}

/** Where commitment codes come from. */
export interface CodeSource {
  take(region: string, madeOn: LocalDate): Promise<string>;
}

const SAME_CASE = { name: 'commitment_of_case', text: `select state from commitment where source = $1 and item_id = $2 and reference_no = $3` };
const LOCK = { name: 'commitment_case_lock', text: `select pg_advisory_xact_lock(hashtextextended('commitment ' || $1::text || ' ' || $2::text || ' ' || $3::text, 0))` };

/** Members that are there. */
const given = <T extends object>(members: { [K in keyof T]: T[K] | undefined }): T => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;

/** 受理: the department that published the item, and those under it. */
const takes = ({ city }: Desk, published: string, source: string): boolean => source === published || city.departments.find((one) => one.source === source)?.parent === published;

/** Whose promisor is known. */
type PromiseOf = PromiseAsked & { promisor: SubjectSnapshot };

/** What was promised, apart from its code and the moment. */
type Promised = Omit<MadePromise, 'contentHash' | 'commitmentId' | 'commitmentCode' | 'madeAt' | 'by' | 'remindOn' | 'checkWindow'>;

/** 承诺书摘要: what was promised by whom to whom, whatever its code and the moment. */
const hashOf = (p: Promised): string =>
  createHash('sha256').update(canonicalJson({ ...p, subject: p.subject.subjectId })).digest('hex');

/**
 * 作出承诺 — the same promise of one case told twice, by whatever way, is one (same item, department and number of the case, same words).
 * @returns the commitment, and whether it had been made before
 */
export async function make(uow: UnitOfWork, desk: Desk, told: PromiseAsked, cause?: Cause): Promise<{ state: KnownCommitment; before: boolean }> {
  const { today, now } = uow.ctx;
  const [promisor, item] = await Promise.all([told.promisor, told.item && itemByCode(uow, told.item.itemCode)]);
  const asked: PromiseOf = { ...told, promisor };
  const known = item === undefined || item.status === 'absent' ? undefined : item;
  const madeOn = asked.madeOn ?? today;
  const text = known && textOn(known, asked.item!.version, madeOn);
  const [earlier, bars] = await Promise.all([known && earlierOf(uow, asked, known), asked.free !== undefined || text?.type === 'REPAIR' ? undefined : whatBars(uow, desk.rulebook, asked.promisor.subjectId)]);
  if (earlier !== undefined) {
    if (!(await isSame(uow, asked, known!, earlier))) throw new AlreadyMade(earlier.commitmentCode);
    return { state: earlier, before: true };
  }
  const promise = promiseOf({ ...asked, madeOn }, known && text && { itemId: known.itemId, text });
  const made = { ...promise, contentHash: hashOf(promise) };
  const standing: Standing = {
    item: text && { text }, notOffered: asked.item !== undefined && text === undefined ? asked.item : undefined,
    notCompetent: known !== undefined && !takes(desk, known.authority.source, asked.accepter.source),
    barred: bars,
  };
  const commitmentId = newEventId();
  const born = await desk.commitments.add(uow, [{ id: commitmentId, ...(cause === undefined ? {} : { cause }), decide: (was) => makeCommitment({
    ...made, commitmentId, commitmentCode: asked.commitmentCode, madeAt: now, by: asked.by, today, chosen: asked.chosen, standing,
    ...(made.dueOn === undefined ? {} : { remindOn: reminderOn(desk.rulebook, { dueOn: made.dueOn, on: made.madeOn, duty: 'commitment-reminder' }) }), ...(text === undefined ? {} : { checkWindow: text.checkWindow }),
  }, was) }]);
  return { state: born.get(commitmentId) as KnownCommitment, before: false };
}

/** The words of the promise: those of the item where it gives them; identity numbers masked. */
function promiseOf(asked: PromiseOf & { madeOn: LocalDate }, item: { itemId: string; text: ItemText } | undefined): Promised {
  const { text } = item ?? {};
  const dueOn = asked.dueOn ?? (text?.dueDays === undefined ? undefined : addDays(asked.madeOn, text.dueDays));
  return given<Promised>({
    type: text?.type ?? asked.free?.type ?? 'OTHER', subject: asked.promisor, accepter: asked.accepter, referenceNo: asked.referenceNo, projectCode: asked.projectCode,
    item: item && { itemId: item.itemId, itemCode: asked.item!.itemCode, version: asked.item!.version, name: item.text.name },
    reason: maskIdentityNumbers(asked.reason ?? text?.name ?? '诚信经营'), content: maskIdentityNumbers(asked.content ?? text?.modelText ?? ''), breachLiability: maskIdentityNumbers(text?.breachLiability ?? asked.free?.breachLiability ?? ''),
    told: text?.told, madeOn: asked.madeOn, validTo: asked.validTo, dueOn, documents: asked.documents, disclosure: asked.disclosure ?? text?.disclosure ?? 'PUBLIC',
  });
}

async function earlierOf(uow: UnitOfWork, { accepter: { source }, referenceNo }: PromiseAsked, { itemId }: KnownItem): Promise<KnownCommitment | undefined> {
  if (referenceNo === undefined) return undefined;
  uow.send(LOCK, [source, itemId, referenceNo]);
  return (await uow.query<{ state: KnownCommitment }>(SAME_CASE, [source, itemId, referenceNo]))[0]?.state;
}

/** 同一承诺: by the text that was told then, whatever has become of the item, and of one subject, whatever file it is under now. */
async function isSame(uow: UnitOfWork, asked: PromiseOf, { itemId, versions }: KnownItem, earlier: KnownCommitment): Promise<boolean> {
  const text = versions.find(({ version }) => version === asked.item!.version)?.text;
  if (text === undefined) return false;
  const { subjectId } = asked.promisor;
  const oneSubject = subjectId === earlier.subject.subjectId || (await filesOf(uow, subjectId)).includes(earlier.subject.subjectId);
  return oneSubject && hashOf(promiseOf({ ...asked, promisor: earlier.subject, accepter: earlier.accepter, madeOn: asked.madeOn ?? earlier.madeOn }, { itemId, text })) === earlier.contentHash;
}
