import { parse } from 'csv-parse/sync';
import { encode } from 'iconv-lite';
import type { SyntheticPerson, SyntheticSubject } from '@credit/testing';

/** One row of a department's file: column → cell. */
export type Row = Record<string, string>;

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** CSV text with the columns of the first row. */
export function csv(rows: readonly Row[], columns: readonly string[] = Object.keys(rows[0] ?? {})): string {
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

export const gb18030 = (text: string): Buffer => encode(text, 'gb18030');
export const readCsv = (text: string): Row[] => parse(text, { columns: true, bom: true, relax_column_count: true }) as Row[];

/** A decision as its row tells it. */
interface Decided {
  party: SyntheticSubject | SyntheticPerson;
  docNo: string;
  decisionDate: string;
  authority: { name: string; uscc: string };
}

/** What a row of a penalty file says in the columns of 2018. */
export function penaltyRow({ party, docNo, decisionDate, authority }: Decided, cells: Row = {}): Row {
  const person = 'idNo' in party;
  return {
    CF_XDR_MC: party.name, CF_XDR_LB: person ? '自然人' : party.subjectClass === 'INDIVIDUAL_BUSINESS' ? '个体工商户' : '法人及非法人组织', CF_XDR_SHXYM: person ? '' : party.uscc,
    CF_FRDB: person ? '' : party.legalRepName, CF_FR_ZJLX: '', CF_FR_ZJHM: '', CF_XDR_ZJLX: person ? '身份证' : '', CF_XDR_ZJHM: person ? party.idNo : '', CF_WSH: docNo, CF_WFXW: '违反食品安全管理规定', CF_SY: '经营标签不符合规定的预包装食品',
    CF_YJ: '《中华人民共和国食品安全法》第一百二十五条', CF_CFLB: '罚款', CF_NR: '罚款贰万元', CF_NR_FK: '2', CF_NR_WFFF: '', CF_NR_ZKDX: '', CF_JDRQ: decisionDate, CF_YXQ: '2099-12-31',
    CF_CFJG: authority.name, CF_CFJGDM: authority.uscc, CF_SJLY: authority.name, CF_SJLYDM: authority.uscc, BZ: '', SJC: `${decisionDate} 10:00:00`, ...cells,
  };
}

/** The same decision in the columns of 2015. */
export function penaltyRow2015({ party, docNo, decisionDate, authority }: { party: SyntheticSubject; docNo: string; decisionDate: string; authority: { name: string } }): Row {
  return {
    CF_WSH: docNo, CF_CFMC: '食品安全行政处罚', CF_CFLB1: '罚款', CF_SY: '经营标签不符合规定的预包装食品', CF_YJ: '《中华人民共和国食品安全法》第一百二十五条', CF_XDR_MC: party.name, CF_XDR_SHXYM: party.uscc, CF_XDR_ZDM: '', CF_XDR_GSDJ: '',
    CF_XDR_SWDJ: '', CF_XDR_SFZ: '', CF_FR: party.legalRepName, CF_JG: '罚款人民币2万元', CF_JDRQ: decisionDate.replaceAll('-', '/'), CF_XZJG: authority.name, CF_ZT: '0', DFBM: '', SJC: `${decisionDate} 10:00:00`, BZ: '',
  };
}
