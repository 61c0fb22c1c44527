import type { Instant, LocalDate } from '@credit/kernel';
import type { SubjectSnapshot } from '@credit/contracts/subject';
import { EFFECT_ENDINGS, EFFECT_KINDS, EFFECT_OWNERS, ENDED_KINDS, type EffectEnding, type EffectKind, type EffectOwner, type EndedKind } from '@credit/rulebook/codes';

/** 效果 as its owner told it. */
export interface Effect {
  effectId: string;
  kind: EffectKind;
  recipient: string;
  since?: LocalDate;
  endedAt: Instant;
  mustAcknowledge: boolean;
  acknowledgeBy?: LocalDate;
}

/** 终止答复 — one part of what one owner says of one ending. */
export interface OwnerAnswer {
  owner: EffectOwner;
  part: number;
  parts: number;
  effects: readonly Effect[];
}

/** 文书 — what has ended, as the fact that ended it told it. */
export interface EndedDocument {
  subject: SubjectSnapshot;
  docNo: string;
  documentDate: LocalDate;
  authorityUscc: string;
  authorityName: string;
  /** 结束事由 */
  reason?: string;
}

/** 结束 — what ended, how and when. */
export interface Ended {
  kind: EndedKind;
  id: string;
  ending: EffectEnding;
  on: LocalDate;
  subject: SubjectSnapshot;
  /** absent until the fact that ended it has been read here */
  document?: EndedDocument;
  /** 修复决定: the case, its document and day */
  repair?: { caseId: string; docNo?: string; on: LocalDate };
  /** 撤销修复、恢复记录: the ending was taken back */
  undone?: { on: LocalDate; reason: string };
}

/** 确认 of one effect by whom it was told to. */
export type Acknowledgement = { state: 'not-needed' } | { state: 'acknowledged'; on: LocalDate } | { state: 'awaited' | 'overdue'; by: LocalDate | null };

/** 效果终止证明 — every effect that a record or a list entry had, when it ended, and who has confirmed it (P-14, N5). */
export interface LapseCertificate {
  subject: { subjectId: string; name: string; uscc: string | null };
  item: { kind: EndedKind; kindText: string; id: string; docNo: string | null; documentDate: LocalDate | null; authorityUscc: string | null; authorityName: string | null };
  /** 修复, 撤销, 更正, 期满移出, 提前移出: never one for another (trap 16) */
  ending: { code: EffectEnding; text: string; on: LocalDate; reason: string | null; repair: Ended['repair'] | null };
  undone: { on: LocalDate; reason: string } | null;
  owners: { owner: EffectOwner; answered: boolean }[];
  effects: { owner: EffectOwner; effectId: string; kind: EffectKind; kindText: string; recipient: string; recipientName: string | null; since: LocalDate | null; endedAt: Instant; acknowledgement: Acknowledgement }[];
  /** 逾期未确认的接收方 */
  overdue: string[];
  /** 所有效果均已终止并确认 */
  complete: boolean;
  issuedAt: Instant;
}

export interface CertificateFacts {
  ended: Ended;
  answers: readonly OwnerAnswer[];
  /** effect → day of its confirmation */
  acknowledged: ReadonlyMap<string, LocalDate>;
  nameOf: (recipient: string) => string | undefined;
  today: LocalDate;
  now: Instant;
}

const textOf = <C extends string>(rows: readonly { readonly code: C; readonly text: string }[], code: C): string => rows.find((row) => row.code === code)?.text ?? code;

/** 是否已全部答复 — all parts of the owner are in. */
export const hasAnswered = (answers: readonly Pick<OwnerAnswer, 'owner' | 'part' | 'parts'>[], owner: EffectOwner): boolean => {
  const parts = answers.filter((answer) => answer.owner === owner);
  return parts.length > 0 && new Set(parts.map(({ part }) => part)).size === parts[0]!.parts;
};

function acknowledgementOf({ effectId, mustAcknowledge, acknowledgeBy }: Effect, { acknowledged, today }: Pick<CertificateFacts, 'acknowledged' | 'today'>): Acknowledgement {
  if (!mustAcknowledge) return { state: 'not-needed' };
  const on = acknowledged.get(effectId);
  if (on !== undefined) return { state: 'acknowledged', on };
  return { state: acknowledgeBy !== undefined && acknowledgeBy < today ? 'overdue' : 'awaited', by: acknowledgeBy ?? null };
}

/**
 * 出具效果终止证明: complete when the fact that ended the item is known, every owner has answered, every confirmation is in, and nothing was taken back. 《实施方案》二（三）、二（四）; 第36号令: 停止公示、停止共享和使用
 */
export function lapseCertificate(facts: CertificateFacts): LapseCertificate {
  const { ended, answers, nameOf, now } = facts;
  const { document } = ended;
  const owners = EFFECT_OWNERS[ended.kind].map((owner) => ({ owner, answered: hasAnswered(answers, owner) }));
  const effects = [...answers].sort((a, b) => (a.owner === b.owner ? a.part - b.part : a.owner < b.owner ? -1 : 1)).flatMap(({ owner, effects: told }) => told.map((effect) => ({
    owner, effectId: effect.effectId, kind: effect.kind, kindText: textOf(EFFECT_KINDS, effect.kind), recipient: effect.recipient, recipientName: nameOf(effect.recipient) ?? null, since: effect.since ?? null,
    endedAt: effect.endedAt, acknowledgement: acknowledgementOf(effect, facts),
  })));
  const lacking = (state: Acknowledgement['state']): string[] => [...new Set(effects.filter(({ acknowledgement }) => acknowledgement.state === state).map(({ recipient }) => recipient))].sort();
  const overdue = lacking('overdue');
  return {
    subject: { subjectId: ended.subject.subjectId, name: ended.subject.name, uscc: ended.subject.uscc ?? null },
    item: {
      kind: ended.kind, kindText: textOf(ENDED_KINDS, ended.kind), id: ended.id, docNo: document?.docNo ?? null, documentDate: document?.documentDate ?? null, authorityUscc: document?.authorityUscc ?? null,
      authorityName: document?.authorityName ?? null,
    },
    ending: { code: ended.ending, text: textOf(EFFECT_ENDINGS, ended.ending), on: ended.on, reason: document?.reason ?? null, repair: ended.repair ?? null },
    undone: ended.undone ?? null, owners, effects, overdue,
    complete: document !== undefined && ended.undone === undefined && owners.every(({ answered }) => answered) && overdue.length === 0 && lacking('awaited').length === 0,
    issuedAt: now,
  };
}
