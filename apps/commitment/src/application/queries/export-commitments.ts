import type { SubjectClass } from '@credit/contracts/subject';
import type { LocalDate } from '@credit/kernel';
import type { Database } from '@credit/persistence';
import { COMMITMENT_TYPES, DISCLOSURES, PERFORMANCES } from '@credit/rulebook/codes';
import type { KnownCommitment } from '../../domain/commitment/commitment.ts';

/** 承诺信息 in the exchange form (domain §6.2), one row; absent members are empty columns. */
export interface ExchangeRow {
  commitmentCode: string;
  promisorName: string;
  /** 1 法人及非法人组织, 4 个体工商户 */
  promisorClass: string;
  promisorCode: string;
  type: string;
  reason: string;
  content: string;
  breachLiability: string;
  madeOn: string;
  validTo?: string;
  performance: string;
  /** 未履行的承诺内容: there if and only if it was not performed in full */
  unperformed?: string;
  accountability?: string;
  assessedOn: string;
  assessedBy: string;
  assessedByCode: string;
  accepter: string;
  accepterCode: string;
  /** 1 社会公开, 2 政务共享, 3 不公开 */
  disclosure: string;
}

/** 列名 in the order of the standard. */
export const EXCHANGE_COLUMNS: readonly (readonly [keyof ExchangeRow, string])[] = [
  ['commitmentCode', '承诺编码'], ['promisorName', '承诺人名称'], ['promisorClass', '承诺人类别'], ['promisorCode', '承诺人代码'], ['type', '承诺类型'], ['reason', '承诺事由'], ['content', '承诺内容'], ['breachLiability', '违诺责任'],
  ['madeOn', '承诺作出日期'], ['validTo', '承诺有效期'], ['performance', '承诺履行状态'], ['unperformed', '未履行的承诺内容'], ['accountability', '违诺责任追究内容'], ['assessedOn', '认定日期'], ['assessedBy', '认定单位'], ['assessedByCode', '认定单位代码'],
  ['accepter', '受理单位'], ['accepterCode', '受理单位代码'], ['disclosure', '公开类型'],
];

const CLASSES: Readonly<Partial<Record<SubjectClass, string>>> = { LEGAL_ENTITY: '1', INDIVIDUAL_BUSINESS: '4' };

/**
 * Assessed ones alone: before its day nobody knows how a promise is kept, and the form has no word for that. A breach whose record is repaired or revoked is no longer shared. Natural persons are left out: their code of the form is the
 * identity number, which this service does not have.
 */
const ASSESSED = {
  name: 'commitments_assessed',
  text: `select c.id, c.state, k.state as subject from commitment c join known_subject k on k.subject_id = c.subject_id left join breach_record r on r.code = c.code
         where (c.status = 'kept' or (c.status = 'breached' and coalesce(r.burdens, true))) and k.uscc is not null and k.state ->> 'subjectClass' <> 'NATURAL_PERSON' and ($1::uuid is null or c.id > $1) order by c.id limit $2`,
};

type Assessed = Extract<KnownCommitment, { status: 'kept' | 'breached' }>;

/** 承诺信息交换表, oldest first. `last` = the id to go on after. */
export async function exportCommitments(db: Database, { after, limit }: { after: string | null; limit: number }): Promise<{ rows: ExchangeRow[]; last: string | null }> {
  const { rows } = await db.pool.query<{ id: string; state: Assessed; subject: { name: string; uscc: string; subjectClass: SubjectClass } }>({ ...ASSESSED, values: [after, limit] });
  return { rows: rows.map(({ state, subject }) => exchangeRow(state, subject)), last: rows.length === limit ? rows.at(-1)!.id : null };
}

const textOf = (rows: readonly { readonly code: string; readonly text: string }[], code: string): string => rows.find((row) => row.code === code)!.text;

/** One commitment in the exchange form. */
export function exchangeRow(s: Assessed, subject: { name: string; uscc: string; subjectClass: SubjectClass }): ExchangeRow {
  const found = s.status === 'breached' ? { performance: s.decision.performance, on: s.decision.on, unperformed: s.decision.unperformed, accountability: s.decision.accountability } : { performance: 'FULL', on: s.assessment.on };
  return {
    commitmentCode: s.commitmentCode, promisorName: subject.name, promisorClass: CLASSES[subject.subjectClass] ?? '1', promisorCode: subject.uscc, type: textOf(COMMITMENT_TYPES, s.type), reason: s.reason, content: s.content, breachLiability: s.breachLiability,
    madeOn: s.madeOn, ...(s.validTo === undefined ? {} : { validTo: s.validTo }), performance: textOf(PERFORMANCES, found.performance),
    ...('unperformed' in found ? { unperformed: found.unperformed, accountability: found.accountability } : {}), assessedOn: found.on as LocalDate, assessedBy: s.accepter.name, assessedByCode: s.accepter.uscc, accepter: s.accepter.name, accepterCode: s.accepter.uscc,
    disclosure: DISCLOSURES.find(({ code }) => code === s.disclosure)!.exchange,
  };
}

/** 数字开头的等号、加号等 would be run as formulas by spreadsheet programs: such a cell begins with an apostrophe. */
const cell = (value: string): string => {
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** The rows as CSV with the Chinese column names, UTF-8 with byte order mark, CRLF. */
export const exchangeCsv = (rows: readonly ExchangeRow[]): string => `\uFEFF${[EXCHANGE_COLUMNS.map(([, title]) => title), ...rows.map((row) => EXCHANGE_COLUMNS.map(([field]) => cell(row[field] ?? '')))].map((line) => line.join(',')).join('\r\n')}\r\n`;
