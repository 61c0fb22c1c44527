import type { BlindIndex } from '@credit/access';
import { PERSON_INDEX_PURPOSE, personDocument, parseUscc } from '@credit/contracts/subject';
import { findIdentityNumbers } from '@credit/kernel';
import { ProblemError } from '@credit/service-host';
import type { Ask } from '../../application/screening-answer.ts';
import { subjectKeyOf } from '../../application/subject-key.ts';
import { soughtOf } from '../../domain/matching/explanation.ts';
import type { ScreeningDto, SubjectDto } from './screenings.dto.ts';

const wrong = (pointer: string, code: string, message: string, userMessage: string): ProblemError =>
  new ProblemError({ status: 400, code, message, userMessage, errors: [{ pointer, code, detail: message, userMessage }] });

/** 所查主体的标识 — read and checked; the identity number becomes its blind indexes here and goes no further. @throws ProblemError 400 */
function identified({ uscc, name, region, personIdNo }: SubjectDto, at: string, blindIndex: BlindIndex): Pick<Ask, 'sought' | 'subjectKey'> {
  const reading = uscc === undefined ? undefined : parseUscc(uscc);
  if (reading !== undefined && !reading.ok && reading.uscc === undefined) throw wrong(`${at}/uscc`, reading.findings[0]!.code, reading.findings[0]!.messageEn, reading.findings[0]!.message);
  const person = personIdNo === undefined ? undefined : personDocument(undefined, personIdNo);
  if (typeof person === 'object') throw wrong(`${at}/personIdNo`, person.code, 'not a resident identity number', '居民身份证号码有误');
  if (name !== undefined && findIdentityNumbers(name).length > 0) throw wrong(`${at}/name`, 'SUBJECT.NAME_HOLDS_ID', 'a name must not hold an identity number', '名称中不得含有证件号码');
  const code = reading?.uscc;
  const personIndexes = person === undefined ? undefined : blindIndex.candidates(PERSON_INDEX_PURPOSE, person).map((index) => index.toString('hex'));
  const named = name === undefined || name.trim() === '' ? undefined : name;
  if (code === undefined && personIndexes === undefined && named === undefined) throw wrong(at, 'SUBJECT.UNIDENTIFIED', 'give a code, a name or an identity number', '请提供统一社会信用代码、名称或证件号码中的至少一项');
  const subjectKey = subjectKeyOf({ uscc: code, personIndex: personIndexes?.[0], name: named, region });
  // the name of a person is no evidence of anything: only organisations are found by name
  return { sought: soughtOf({ uscc: code, personIndexes, region, name: personIndexes === undefined ? named : undefined }), subjectKey };
}

/** The request as it is worked on; `at` is its place in the body. @throws ProblemError 400 naming the first fault */
export function askOf({ matter, purpose, subject }: ScreeningDto, blindIndex: BlindIndex, at = ''): Ask {
  for (const [pointer, text] of [['/purpose', purpose], ['/matter/id', matter.id]] as const) {
    if (findIdentityNumbers(text).length > 0) throw wrong(`${at}${pointer}`, 'IDENTITY_NUMBER_IN_TEXT', 'an identity number stands only in subject.personIdNo', '证件号码只能填写在 subject.personIdNo');
  }
  return { matterId: matter.id.trim(), matterKind: matter.kind, field: matter.field, purpose, ...identified(subject, `${at}/subject`, blindIndex) };
}

