import type { SubjectClass } from '@credit/contracts/subject';
import type { LocalDate } from '@credit/kernel';
import type { FormerName, Registration, SubjectFile } from './subject.ts';

/** 主体识别: first seen in a statement. `personIndex`, `nameIndex`: blind indexes (hex) of a natural person's document and name. */
export interface SubjectIdentified { type: 'SubjectIdentified'; file: SubjectFile; on: LocalDate; personIndex?: string; nameIndex?: string }
/** 主体登记: first or newer master data, same name. */
export interface SubjectRegistered { type: 'SubjectRegistered'; file: SubjectFile; registration: Registration; on: LocalDate }
/** 主体更名. */
export interface SubjectRenamed { type: 'SubjectRenamed'; file: SubjectFile; registration: Registration; previousName: string; on: LocalDate }
/** 同内容新版本. */
export interface RegistrationConfirmed { type: 'RegistrationConfirmed'; version: string }
/** 迟到的旧登记: an older registration that names a name the register did not know. */
export interface FormerNameLearned { type: 'FormerNameLearned'; former: FormerName; on: LocalDate }
/** 换码 (flag 0): the old code becomes an alias; the class is that of the new code (trap 24). */
export interface SubjectRekeyed { type: 'SubjectRekeyed'; uscc: string; subjectClass: SubjectClass; previousUscc: string; on: LocalDate }

export type SubjectEvent = SubjectIdentified | SubjectRegistered | SubjectRenamed | RegistrationConfirmed | FormerNameLearned | SubjectRekeyed;
