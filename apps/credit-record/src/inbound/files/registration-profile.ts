import { INTAKE } from '@credit/contracts/events';
import { codeCell, dateCell, sourceVersionCell, textCell, type ReadCell } from './cells.ts';
import type { Profile } from './profile.ts';

const STATUSES: Readonly<Record<string, string>> = { 存续: 'registered', 在业: 'registered', 开业: 'registered', 正常: 'registered', registered: 'registered', 吊销: 'licence-revoked', '吊销，未注销': 'licence-revoked', 吊销未注销: 'licence-revoked', 'licence-revoked': 'licence-revoked', 注销: 'deregistered', deregistered: 'deregistered' };

const statusCell = (raw: unknown): ReadCell => {
  const cell = textCell(raw);
  if (typeof cell.value !== 'string') return cell;
  return STATUSES[cell.value] === undefined ? { fault: 'VALUE_UNKNOWN' } : { ...cell, value: STATUSES[cell.value] };
};

/** 登记信息: the registrar's master data, one row a subject, Chinese headers. */
export const registrationProfile: Profile = {
  id: 'registration', kind: 'registration', type: INTAKE.registration, marks: [],
  columns: [
    { header: '统一社会信用代码', title: '统一社会信用代码', identifier: 'uscc', read: codeCell, required: 'always' },
    { header: '名称', title: '名称', identifier: 'name', read: textCell, required: 'always', help: '登记全称' },
    { header: '登记状态', title: '登记状态', identifier: 'status', read: statusCell, required: 'always', help: '存续、吊销未注销、注销' },
    { header: '曾用名', title: '曾用名', identifier: 'formerName', read: textCell },
    { header: '曾用名停用日期', title: '曾用名停用日期', identifier: 'formerNameUntil', read: dateCell, help: '填写曾用名的必填' },
    { header: '法定代表人', title: '法定代表人', identifier: 'legalRepName', read: textCell },
    { header: '成立日期', title: '成立日期', identifier: 'establishedOn', read: dateCell },
    { header: '住所', title: '住所', identifier: 'address', read: textCell },
    { header: 'SJC', title: '时间戳', identifier: 'sourceVersion', read: sourceVersionCell },
  ],
  build({ formerName, formerNameUntil, ...data }) {
    return { data: { ...data, ...(formerName !== undefined && { formerNames: [{ name: formerName, until: formerNameUntil }] }) }, derived: [] };
  },
};
